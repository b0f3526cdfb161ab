"""What a draft is can be chosen again: type, whose name it bears, urgency, day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.lib.refusals import Refused
from congvu.outgoing.actions import (
    change_facts,
    change_signer,
    note_pen_signature,
    save_version,
    set_sequences,
    start_draft,
)
from congvu.outgoing.models import NumberSequence
from congvu.outgoing.queries import DraftFacts
from congvu.outgoing.rules import SequenceKind, SequenceRule
from tests.documents.machine import machine
from tests.outgoing.drafts import again, begin, lead, post_id, wish
from tests.outgoing.test_sign_right import given, printed
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
COUNCIL = "Hội đồng Thi đua"


@pytest.fixture
def council(province: Province) -> None:
    """The council issues papers under its own name and sequence."""
    rules = [
        SequenceRule("Hành chính"),
        SequenceRule("Bản sao", SequenceKind.COPIES, ("SY", "SL", "TrS")),
        SequenceRule("HĐ", SequenceKind.ADVISORY, body=COUNCIL, body_symbol="HĐTĐ"),
    ]
    set_sequences(
        year=province.today.year, rules=rules, by=province.seat("ha"), at=province.at
    )


@pytest.mark.usefixtures("council")
def test_minh_chooses_type_issuer_urgency_and_day_again(province: Province) -> None:
    draft = begin(province)
    minh = province.client("minh")
    url = f"/van-ban/di/du-thao/{draft.id}/"
    day = province.today + timedelta(days=9)

    page = minh.get(url).content.decode()
    sent = minh.post(
        f"{url}thong-tin/",
        {
            "type_code": "QĐ",
            "body": COUNCIL,
            "urgency": "urgent",
            "due_on": f"{day:%d/%m/%Y}",
        },
    )

    assert f"{url}thong-tin/" in page
    assert sent["Location"] == url
    draft = again(draft)
    body = draft.versions.get(number=draft.version).body
    assert (draft.type_name, draft.body_name) == ("Quyết định", COUNCIL)
    assert (draft.urgency, draft.due_on) == ("urgent", day)
    assert (body["type_code"], body["symbol"]) == ("QĐ", "QĐ-HĐTĐ")
    assert (body["issuer_name"], body["urgency"]) == (COUNCIL, "urgent")
    assert body["signer"]["authority"][0] == f"TM. {COUNCIL.upper()}"
    assert body["body"], "what was written stays"


def test_what_was_approved_goes_back(province: Province) -> None:
    draft = lead(province, 4)

    told = machine(province, "minh").post(
        f"drafts/{draft.id}/facts", {"type_code": "TB"}
    )

    assert told.status == 200
    assert again(draft).state == "content"


def test_every_reason_against_it_is_told_at_once(province: Province) -> None:
    draft = begin(province)
    facts = DraftFacts(
        "CV",
        urgency="?",
        due_on=province.today - timedelta(days=1),
        body_name="Hội đồng không có",
    )

    with pytest.raises(Refused) as wrong:
        change_facts(
            draft_id=draft.id, facts=facts, by=province.seat("minh"), at=province.at
        )
    with pytest.raises(Refused, match="Chưa thay đổi gì"):
        change_facts(
            draft_id=draft.id,
            facts=DraftFacts.of(draft),
            by=province.seat("minh"),
            at=province.at,
        )

    assert {r.field for r in wrong.value.reasons} == {"urgency", "due_on", "body"}
    assert again(draft).version == draft.version


def test_hoa_may_not_change_what_lies_with_minh(province: Province) -> None:
    draft = begin(province)
    url = f"/van-ban/di/du-thao/{draft.id}/thong-tin/"

    assert province.client("hoa").get(url).status_code == 404
    assert province.client("tu").get(url).status_code == 404


def test_who_signs_by_a_decision_stays_the_signer_of_later_versions(
    province: Province,
) -> None:
    draft, minh = begin(province), province.seat("minh")
    right = given(province, "authorised")
    made: dict[str, Any] = {"draft_id": draft.id, "by": minh, "at": province.at}
    change_signer(signer=str(right.id), **made)

    before = printed(again(draft))
    save_version(fields={"recipients": ["Như trên", "Sở Nội vụ"]}, **made)

    assert printed(again(draft)) == before
    assert before[1] == "Ma Thị Hoa"
    assert before[0][0].startswith("TUQ.")


def test_a_copy_is_never_drafted(province: Province) -> None:
    """Its number, direction and mark come from the page of copies alone."""
    minh, draft = province.seat("minh"), begin(province)
    url = f"/van-ban/di/du-thao/{draft.id}/thong-tin/"

    with pytest.raises(Refused, match="Chọn loại văn bản"):
        start_draft(wish=wish(province, type_code="SY"), by=minh, at=province.at)
    with pytest.raises(Refused, match="Chọn loại văn bản"):
        change_facts(draft_id=draft.id, facts=DraftFacts("SL"), by=minh, at=province.at)

    assert 'value="SY"' not in province.client("minh").get(url).content.decode()


def test_a_paper_no_sequence_numbers_is_not_begun(province: Province) -> None:
    given = wish(province, type_code="QĐ", body_name="Hội đồng không có")

    with pytest.raises(Refused, match="có dãy số"):
        start_draft(wish=given, by=province.seat("minh"), at=province.at)


@pytest.mark.usefixtures("council")
def test_a_paper_whose_sequence_is_gone_is_not_signed(province: Province) -> None:
    """A load or an act may take one away past the page that would refuse."""
    draft = begin(province, type_code="QĐ", body_name=COUNCIL)
    draft = lead(province, 4, draft)
    NumberSequence.objects.filter(body=COUNCIL).delete()

    with pytest.raises(Refused, match="có dãy số"):
        note_pen_signature(draft_id=draft.id, by=province.seat("lan"), at=province.at)

    assert again(draft).state == "approved"
    assert post_id(province, "dung") == draft.signer_post_id
