"""Between the signature and the issue: another holder, another symbol, another year,
a mistake seen late, an agency that ends. Paper and book say the same, or nothing goes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import SecretRefused
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.organisations.actions import add_person, appoint, pass_on
from congvu.organisations.models import Appointment, UnitVersion
from congvu.outgoing import actions
from congvu.outgoing.models import Draft, DraftCheck, OutgoingEntry, PaperSignature
from congvu.outgoing.rules import DraftState, OutgoingState
from congvu.signatures.models import SigningKey
from tests.documents import reforms
from tests.outgoing.drafts import again, begin, lead, out, post_id, wish
from tests.outgoing.test_sign import demo_keys, keys, signed_draft
from tests.people import Province, make_user

__all__ = ["demo_keys"]
pytestmark = pytest.mark.usefixtures("law", "home", "demo_keys")


def why(call: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return " ".join(reason.message for reason in refused.value.reasons)


def test_who_takes_over_the_post_signs_neither_the_old_name_nor_with_the_old_key(
    province: Province,
) -> None:
    draft = lead(province, 4)
    own, _agency = keys(province)
    made = {"valid_from": province.today, "by": SYSTEM, "at": province.at}
    assert province.dung.post is not None
    Appointment.objects.filter(post=province.dung.post).update(
        valid_until=province.today
    )
    user = make_user("dao")
    person = add_person(full_name="Lý Thị Đào", user=user, **made)
    appoint(person=person, post=province.dung.post, **made)
    dao = province.client("lan")
    dao.force_login(user)

    taken = dao.post(f"/van-ban/di/du-thao/{draft.id}/ky/", {"key": str(own.id)})
    assert taken.status_code in (404, 422)
    told = why(
        lambda: actions.note_pen_signature(
            draft_id=draft.id, by=province.seat("lan"), at=province.at
        )
    )
    assert "ghi người ký là “Nguyễn Tiến Dũng”, người ký là “Lý Thị Đào”" in told
    assert again(draft).state == DraftState.APPROVED
    assert not PaperSignature.objects.exists()


def test_a_symbol_that_changed_after_the_signature_is_not_numbered(
    province: Province,
) -> None:
    """It goes back, and the next version bears the new one."""
    draft, _agency = signed_draft(province)
    UnitVersion.objects.filter(unit=province.division).update(symbol="VX")
    lan: dict[str, Any] = {"by": province.seat("lan"), "at": province.at}

    told = why(lambda: actions.give_number(draft_id=draft.id, **lan))
    assert "UBND-VX" in told
    assert not OutgoingEntry.objects.exists()

    actions.return_draft(draft_id=draft.id, reason="Ký hiệu đã đổi.", **lan)
    newest = again(draft).versions.order_by("-number").first()
    assert newest is not None
    assert newest.body["symbol"] == "UBND-VX"


def test_a_year_that_ended_before_the_number_sends_the_paper_back(
    province: Province,
) -> None:
    draft, _agency = signed_draft(province)
    later = datetime(province.today.year + 1, 1, 4, 9, tzinfo=VIETNAM)
    lan: dict[str, Any] = {"by": province.seat("lan", on=later.date()), "at": later}

    told = why(lambda: actions.give_number(draft_id=draft.id, **lan))
    assert f"nay là năm {later.year}" in told
    actions.return_draft(draft_id=draft.id, reason="Đã sang năm mới.", **lan)

    draft = again(draft)
    assert draft.state == DraftState.WRITING
    assert draft.paper is None
    assert draft.versions.get(number=draft.version).body["year"] == later.year
    minh = province.seat("minh", on=later.date())
    actions.send_draft(draft_id=draft.id, by=minh, at=later)
    assert again(draft).state == DraftState.CONTENT


def test_a_mistake_seen_before_the_issue_costs_the_number_and_nothing_else(
    province: Province,
) -> None:
    """Lan sends it back from its page; the book keeps number and reason, and the same
    draft is signed once more in a new version.
    """
    draft, _agency = signed_draft(province)
    client, url = province.client("lan"), f"/van-ban/di/du-thao/{draft.id}/"
    client.post(f"{url}cap-so/")
    assert "Trả lại" in client.get(url).content.decode()

    client.post(f"{url}tra-lai/", {"reason": "Sai tên người nhận kinh phí."})

    line = OutgoingEntry.objects.get()
    assert line.state == OutgoingState.CANCELLED
    assert line.ended_because == "Sai tên người nhận kinh phí."
    draft = again(draft)
    assert (draft.state, draft.entry_id, draft.paper_id) == ("writing", None, None)
    assert PaperSignature.objects.get().version == draft.version - 1

    lead(province, 4, draft)
    own = SigningKey.objects.get(owner_label="Nguyễn Tiến Dũng")
    province.client("dung").post(f"{url}ky/", {"key": str(own.id)})
    client.post(f"{url}cap-so/")
    assert OutgoingEntry.objects.get(state=OutgoingState.RESERVED).number == 2
    assert PaperSignature.objects.count() == 2


def _signed_in_the_commune(province: Province) -> Draft:
    tu, at = province.seat("tu"), province.at
    phuc = post_id(province, "phuc")
    draft = actions.start_draft(
        wish=wish(
            province,
            signer_post_id=phuc,
            type_code="TB",
            subject="Về việc tiếp công dân định kỳ",
        ),
        by=tu,
        at=at,
    )
    _approve(draft, phuc, province.phuc.person.id, at)
    actions.note_pen_signature(draft_id=draft.id, by=tu, at=at)
    return again(draft)


def _approve(draft: Draft, post: Any, person: Any, at: datetime) -> None:
    Draft.objects.filter(pk=draft.pk).update(state="approved", desk_id=post)
    DraftCheck.objects.create(
        draft=draft,
        kind="approval",
        version=draft.version,
        passed=True,
        made_at=at,
        made_by="Chủ tịch",
        made_by_post="Chủ tịch",
        post_id=post,
        person_id=person,
    )


@pytest.mark.parametrize("is_numbered", [False, True])
def test_what_an_ended_agency_had_signed_is_signed_anew_by_its_heir(
    province: Province, is_numbered: bool
) -> None:
    today, at = province.today, province.at
    heir = reforms.make_commune(province, today, at)
    draft = _signed_in_the_commune(province)
    if is_numbered:
        actions.give_number(draft_id=draft.id, by=province.seat("tu"), at=at)
    reforms.end(province.commune, today)
    reform = reforms.decide({province.commune.id: heir.agency.id}, today, at)
    pass_on(reform=reform, by=SYSTEM, at=at)

    draft = again(draft)
    assert (draft.state, draft.agency_id) == ("writing", heir.agency.id)
    assert (draft.entry_id, draft.paper_id) == (None, None)
    for line in OutgoingEntry.objects.all():
        assert line.state == OutgoingState.CANCELLED
        assert line.ended_because == reforms.ACT
    lien, toan = (heir.seat(province, who, today) for who in ("lien", "toan"))
    _approve(draft, toan.post_id, toan.person_id, at)
    actions.note_pen_signature(draft_id=draft.id, by=lien, at=at)
    actions.give_number(draft_id=draft.id, by=lien, at=at)
    assert again(draft).entry.agency_id == heir.agency.id  # type: ignore[union-attr]


def test_keys_of_an_ended_agency_are_retired_by_the_act(province: Province) -> None:
    today, at = province.today, province.at
    heir = reforms.make_commune(province, today, at)
    own, agency = keys(province)
    SigningKey.objects.filter(pk=agency.pk).update(agency_id=province.commune.id)

    reforms.merge(province, heir, today, at)

    agency.refresh_from_db()
    own.refresh_from_db()
    assert agency.retired_why == reforms.ACT
    assert own.retired_at is None


@pytest.mark.parametrize(
    "fields",
    [
        {"body": [{"kind": "paragraph", "text": "TỐI MẬT: vị trí kho", "level": 0}]},
        {"circulation": "TUYỆT MẬT"},
        {"recipients": ["Ban Chỉ huy quân sự (Mật)"]},
        {"appendices": [{"title": "TỐI MẬT", "body": []}]},
    ],
)
def test_no_part_of_a_draft_bears_a_mark_of_secrecy(
    province: Province, fields: dict[str, Any]
) -> None:
    draft = begin(province)
    minh: dict[str, Any] = {"by": province.seat("minh"), "at": province.at}
    with pytest.raises(SecretRefused):
        actions.save_version(draft_id=draft.id, fields=fields, **minh)
    assert again(draft).version == draft.version
    plain = "Các đơn vị bảo vệ bí mật nhà nước theo quy định, kể cả tài liệu mật."
    body = [{"kind": "paragraph", "text": plain, "level": 0}]
    actions.save_version(draft_id=draft.id, fields={"body": body}, **minh)


def test_one_place_gets_a_paper_once_and_never_its_own_maker(
    province: Province,
) -> None:
    draft = out(province, 2, province.seat("lan"), province.at)
    commune = actions.SentTo(province.commune.id)
    told = why(
        lambda: actions.issue_draft(
            draft_id=draft.id,
            sent_to=[
                commune,
                commune,
                actions.SentTo(province.committee.id),
                actions.SentTo(name="x" * 201),
                actions.SentTo(name="Bộ Nội vụ", address="y" * 301),
            ],
            by=province.seat("lan"),
            at=province.at,
        )
    )
    assert "hai lần" in told
    assert "chính cơ quan ban hành" in told
    assert "200" in told
    assert "300" in told
