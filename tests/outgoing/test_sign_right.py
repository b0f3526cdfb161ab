"""By what right somebody signs: KT., TL., TUQ., Q.; kept and shown in twenty years."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, seats_of
from congvu.organisations.models import Appointment, Delegation
from congvu.outgoing.actions import (
    approve,
    change_signer,
    check_content,
    check_form,
    note_pen_signature,
    ready_to_sign,
    send_draft,
)
from congvu.outgoing.models import Draft, PaperSignature
from congvu.signatures.models import MadeSignature
from tests.documents.machine import machine
from tests.outgoing.drafts import again, begin, lead, post_id
from tests.outgoing.signing import dungs, key_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("home", "law", "demo_keys")


@pytest.fixture
def demo_keys(settings: Any) -> None:
    settings.SIGNING_DEMO = True


def given(province: Province, kind: str, who: str = "hoa", **more: Any) -> Delegation:
    """Dũng's post is given to somebody in writing."""
    return Delegation.objects.create(  # type: ignore[no-any-return]
        post_id=post_id(province, "dung"),
        person=province.cast[who].person,
        kind=kind,
        valid_from=province.today,
        **{
            "legal_basis": "Văn bản ủy quyền số 15/UQ-UBND",
            "content": "Ký công văn về phòng, chống rét",
            "valid_until": province.today + timedelta(days=30),
            **more,
        },
    )


def seat_by(province: Province, who: str, right: Delegation) -> Seat:
    seats = seats_of(province.cast[who].user, province.today)
    return next(s for s in seats if s.delegation_id == right.id)


def for_signer(province: Province, signer: Any, approver: Seat) -> Draft:
    """Minh's draft with that signer, led to its approval by them."""
    draft, at = begin(province), province.at
    minh = province.seat("minh")
    change_signer(draft_id=draft.id, signer=str(signer), by=minh, at=at)
    to: dict[str, Any] = {"draft_id": draft.id, "at": at}
    send_draft(by=minh, **to)
    check_content(by=province.seat("hoa"), **to)
    check_form(by=province.seat("lan"), **to)
    approve(by=approver, **to)
    return again(draft)


def printed(draft: Draft) -> tuple[list[str], str]:
    signer = draft.versions.get(number=draft.version).body["signer"]
    return signer["authority"], signer["name"]


def test_the_head_signs_and_what_it_rested_on_is_kept_and_shown(
    province: Province,
) -> None:
    draft, key = lead(province, 4), dungs(province)
    url = f"/van-ban/di/du-thao/{draft.id}/"
    Appointment.objects.filter(post=draft.signer_post_id).update(
        legal_basis="Quyết định số 7/QĐ-TTg"
    )
    province.client("dung").post(f"{url}ky/", {"key": str(key.id)})
    # Twenty years on nothing of that is there to be asked.
    Appointment.objects.filter(post=draft.signer_post_id).update(
        valid_until=province.today, legal_basis=""
    )

    page = province.client("lan").get(f"{url}chu-ky/").content.decode()
    told = machine(province, "lan").get(f"drafts/{draft.id}/signatures").data[0]
    row = PaperSignature.objects.get()

    assert row.made == MadeSignature.objects.get()
    assert row.right["appointment"]["basis"] == "Quyết định số 7/QĐ-TTg"
    assert row.right["approval"]["by"] == "Nguyễn Tiến Dũng"
    assert row.right["collective"] == "Ủy ban nhân dân"
    assert told["right"] == row.right
    for words in (
        "Quyết định số 7/QĐ-TTg",
        "người đứng đầu ký",
        "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
        "Điều 13 Nghị định 30/2020/NĐ-CP",
        "PAdES-B-B",
        key.fingerprint,
    ):
        assert words in page, words
    steps = province.client("lan").get(url).content.decode()
    assert f"{url}chu-ky/" in steps


def test_by_written_authority_the_paper_and_the_record_say_tuq(
    province: Province,
) -> None:
    right = given(province, "authorised")
    hoa, own = seat_by(province, "hoa", right), province.cast["hoa"].person
    key = key_of(province, own.id, "Ma Thị Hoa", "hoa")
    draft = for_signer(province, right.id, hoa)

    made = machine(province, "hoa")
    made.headers["X-Post"] = str(right.post_id)
    signed = made.post(f"drafts/{draft.id}/sign", {"key_id": str(key.id)})

    assert printed(draft) == (["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"], "Ma Thị Hoa")
    assert signed.data["capacity"] == "authorised"
    kept = PaperSignature.objects.get().right["delegation"]
    assert kept["basis"] == "Văn bản ủy quyền số 15/UQ-UBND"
    assert kept["content"] == "Ký công văn về phòng, chống rét"
    assert kept["until"] == right.valid_until.isoformat()
    page = province.client("lan").get(f"/van-ban/di/du-thao/{draft.id}/chu-ky/")
    shown = page.content.decode()
    assert "Ký công văn về phòng, chống rét" in shown
    assert "Văn bản ủy quyền số 15/UQ-UBND" in shown
    # Dũng himself did not sign that: it is not his name that stands there.
    with pytest.raises(Refused) as refused:
        ready_to_sign(
            draft_id=for_signer(province, right.id, hoa).id,
            by=province.seat("dung"),
            at=province.at,
        )
    assert "đổi người ký" in " ".join(r.message for r in refused.value.reasons)


def test_in_charge_of_an_empty_post_signs_q(province: Province) -> None:
    right = given(province, "acting", valid_until=None)
    Appointment.objects.filter(post=right.post_id).update(valid_until=province.today)
    hoa = seat_by(province, "hoa", right)

    draft = for_signer(province, right.id, hoa)
    row = note_pen_signature(draft_id=draft.id, by=province.seat("lan"), at=province.at)

    assert printed(draft)[0] == ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]
    assert (row.capacity, row.person_name) == ("acting", "Ma Thị Hoa")
    assert row.right["holder"] == ""
    assert row.right["delegation"]["kind"] == "acting"


def test_by_order_needs_the_work_rules(province: Province) -> None:
    head, draft = post_id(province, "hoa"), begin(province)
    minh, at = province.seat("minh"), province.at

    with pytest.raises(Refused, match="quy chế làm việc"):
        change_signer(draft_id=draft.id, signer=str(head), by=minh, at=at)
    rules = "Điều 9 Quy chế làm việc"
    page = province.client("minh").post(
        f"/van-ban/di/du-thao/{draft.id}/nguoi-ky/",
        {"signer": str(head), "signing_basis": rules},
        follow=True,
    )

    assert "Đã đổi người ký" in page.content.decode()
    assert printed(again(draft))[0] == ["TL. CHỦ TỊCH", "TRƯỞNG PHÒNG"]
    assert again(draft).signing_basis == rules


def test_a_stand_in_is_no_signer(province: Province) -> None:
    right = given(province, "stand-in")
    draft = lead(province, 4)

    with pytest.raises(Refused) as refused:
        ready_to_sign(
            draft_id=draft.id, by=seat_by(province, "hoa", right), at=province.at
        )
    with pytest.raises(Refused, match="Chọn người ký"):
        change_signer(
            draft_id=begin(province).id,
            signer=str(right.id),
            by=province.seat("minh"),
            at=province.at,
        )
    words = " ".join(r.message for r in refused.value.reasons)
    assert "không phải ủy quyền ký" in words
    assert "ghi người ký là “Nguyễn Tiến Dũng”, người ký là “Ma Thị Hoa”" in words
    offered = machine(province, "minh").get(f"drafts/{draft.id}/signers").data
    assert str(right.id) not in [one["key"] for one in offered]
