"""What is signed lies with the whole registry, not with one clerk's chair."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.organisations.actions import add_person, appoint, create_post
from congvu.organisations.models import Appointment
from congvu.organisations.rules import Role
from congvu.outgoing import actions
from congvu.outgoing.models import Draft
from congvu.outgoing.queries import sequence_rules
from congvu.outgoing.rules import SequenceKind, SequenceRule
from tests.outgoing.drafts import again, begin, lead, out
from tests.outgoing.test_sign import demo_keys, signed_draft
from tests.people import Province, make_user

__all__ = ["demo_keys"]
pytestmark = pytest.mark.usefixtures("law", "home", "demo_keys")


@pytest.fixture
def ngan(province: Province) -> Client:
    """Ngân, the registry's second clerk."""
    made: dict[str, Any] = {
        "valid_from": province.today,
        "by": SYSTEM,
        "at": province.at,
    }
    post = create_post(
        unit=province.office, name="Văn thư hai", role=Role.RECORDS_CLERK, **made
    )
    user = make_user("ngan")
    person = add_person(full_name="Hoàng Thị Ngân", user=user, **made)
    appoint(person=person, post=post, **made)
    client = Client()
    client.force_login(user)
    return client


def test_the_second_clerk_goes_on_where_the_first_has_left(
    province: Province, ngan: Client
) -> None:
    draft, agency = signed_draft(province)
    assert province.lan.post is not None
    assert again(draft).desk_id == province.lan.post.id
    Appointment.objects.filter(post=province.lan.post).update(
        valid_until=province.today
    )
    url = f"/van-ban/di/du-thao/{draft.id}/"

    assert draft.subject in ngan.get("/van-ban/di/du-thao/").content.decode()
    assert draft.subject in ngan.get("/viec-cua-toi/").content.decode()
    ngan.post(f"{url}cap-so/")
    assert draft.subject in ngan.get("/van-ban/di/cho-ky-co-quan/").content.decode()
    sealed = ngan.post(f"{url}ky-co-quan/", {"key": str(agency.id)})
    assert sealed.status_code == 302
    ngan.post(f"{url}phat-hanh/", {"outside": "Bộ Nội vụ"})

    assert again(draft).state == "issued"


def test_each_clerk_may_send_back_what_is_signed(
    province: Province, ngan: Client
) -> None:
    draft = out(province, 2, province.seat("lan"), province.at)
    url = f"/van-ban/di/du-thao/{draft.id}/"
    assert "Trả lại" in ngan.get(url).content.decode()

    ngan.post(f"{url}tra-lai/", {"reason": "Sai nơi nhận."})

    assert again(draft).state == "writing"


def test_who_does_not_number_has_no_part_in_it(province: Province) -> None:
    draft: Draft = lead(province, 4)
    actions.note_pen_signature(
        draft_id=draft.id, by=province.seat("lan"), at=province.at
    )
    for who in ("minh", "ha", "dung"):
        with pytest.raises(Refused, match="không ở bàn"):
            actions.return_draft(
                draft_id=draft.id, reason="x", by=province.seat(who), at=province.at
            )


def test_a_bodys_sequence_stays_while_a_draft_of_it_waits(province: Province) -> None:
    year, body = province.today.year, "Hội đồng Thi đua"
    plain = sequence_rules(province.committee.id, year)
    own = SequenceRule(body, SequenceKind.ADVISORY, (), body, "HĐTĐ")
    dung: dict[str, Any] = {"by": province.seat("dung"), "at": province.at}
    actions.set_sequences(year=year, rules=[*plain, own], **dung)
    begin(province, type_code="TB", body_name=body)

    with pytest.raises(Refused, match="Còn dự thảo của “Hội đồng Thi đua”"):
        actions.set_sequences(year=year, rules=plain, **dung)
