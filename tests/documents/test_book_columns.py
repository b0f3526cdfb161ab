"""What the books' last columns say: who received a paper, and what answered it."""

from __future__ import annotations

from typing import Any

import pytest

from congvu.audit.models import AuditEvent
from congvu.documents.actions import Share, confirm, instruct, report, transfer
from congvu.documents.models import Assignment, HistoryEvent, RegisterEntry
from congvu.documents.queries import register_lines, tracking_lines
from congvu.documents.queries.told import sentence
from congvu.documents.rules import Part
from congvu.lib.refusals import Refused
from tests.documents.machine import machine
from tests.documents.pages import assign, make_entry, submit
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def decide(
    province: Province, entry: RegisterEntry, *shares: Share, hold: bool = False
) -> RegisterEntry:
    direct = submit(province, entry)
    instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text="Giao các nơi.",
        shares=shares,
        hold=hold,
        file_only=not shares,
        by=province.seat("dung"),
        at=province.at,
    )
    entry.refresh_from_db()
    return entry


def line(province: Province, entry: RegisterEntry, *, book: Any) -> dict[str, str]:
    day = entry.arrived_on
    return next(iter(book(province.committee.id, day, day)))


def test_everybody_named_by_the_leader_stands_in_the_book(province: Province) -> None:
    assert province.ha.post is not None
    entry = decide(
        province,
        make_entry(province),
        Share(province.division.id, Part.LEAD),
        Share(province.office.id, Part.SUPPORT),
        Share(province.ha.post.id, Part.INFORM),
    )

    printed = line(province, entry, book=register_lines)

    assert printed["recipient"] == (
        "Phòng Khoa giáo - Văn xã chủ trì; Văn phòng Ủy ban nhân dân tỉnh phối hợp; "
        "Nguyễn Thu Hà, Chánh Văn phòng để biết"
    )
    assert printed["transferred_on"] == province.today.strftime("%d/%m/%Y")


def test_one_desk_that_leads_alone_is_named_alone(province: Province) -> None:
    entry = decide(
        province, make_entry(province), Share(province.division.id, Part.LEAD)
    )

    assert entry.recipient == "Phòng Khoa giáo - Văn xã"


def test_a_paper_for_information_went_out_that_day(province: Province) -> None:
    entry = decide(
        province, make_entry(province), Share(province.office.id, Part.INFORM)
    )

    printed = line(province, entry, book=register_lines)

    assert printed["recipient"] == "Văn phòng Ủy ban nhân dân tỉnh để biết"
    assert printed["transferred_on"] == province.today.strftime("%d/%m/%Y")


def test_one_that_goes_to_nobody_was_not_handed_on(province: Province) -> None:
    entry = decide(province, make_entry(province))

    assert (entry.recipient, entry.transferred_on) == ("", None)


def test_held_for_the_clerk_it_has_its_day_when_it_goes(province: Province) -> None:
    entry = decide(
        province,
        make_entry(province),
        Share(province.division.id, Part.LEAD),
        Share(province.office.id, Part.INFORM),
        hold=True,
    )
    assert entry.transferred_on is None

    transfer(entry_id=entry.id, by=province.seat("lan"), at=province.at)

    entry.refresh_from_db()
    assert entry.transferred_on == province.today
    told = HistoryEvent.objects.get(event="documents.transferred")
    assert sentence(told) == f"chuyển {entry.recipient}"


def test_the_answer_minh_names_stands_in_the_book_of_handling(
    province: Province,
) -> None:
    entry = make_entry(province)
    mine = assign(province, entry)
    minh = province.client("minh")

    refused = minh.post(
        f"/van-ban/den/{entry.id}/viec/{mine.id}/bao-cao/",
        {"result": "Đã trả lời.", "reply_symbol": "so 12"},
    )
    minh.post(
        f"/van-ban/den/{entry.id}/viec/{mine.id}/bao-cao/",
        {"result": "Đã trả lời.", "reply_symbol": "215 / UBND – VX"},
    )
    hoas = Assignment.objects.get(pk=mine.parent_id)
    for part, who in ((mine, "hoa"), (hoas, "dung")):
        confirm(
            entry_id=entry.id,
            assignment_id=part.id,
            by=province.seat(who),
            at=province.at,
        )

    assert refused.status_code == 422
    assert "Cần có" in refused.content.decode()
    entry.refresh_from_db()
    assert entry.reply_symbol == "215/UBND-VX"
    assert line(province, entry, book=tracking_lines)["reply_symbol"] == "215/UBND-VX"
    told = HistoryEvent.objects.get(event="documents.reported")
    assert sentence(told) == (
        "báo cáo kết quả, trả lời bằng 215/UBND-VX: “Đã trả lời.”"
    )
    logged = AuditEvent.objects.get(event="documents.reported")
    assert "215" not in str(logged.data.get("reply", ""))
    page = province.client("lan").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "Văn bản trả lời" in page
    assert "215/UBND-VX" in page


def test_a_report_needs_no_answer_and_a_program_may_name_one(
    province: Province,
) -> None:
    plain = assign(province, make_entry(province))
    report(
        entry_id=plain.entry_id,
        assignment_id=plain.id,
        result="Xong.",
        by=province.seat("minh"),
        at=province.at,
    )
    answered = assign(province, make_entry(province, symbol="2/SNN-KH"))

    given = {"assignment_id": str(answered.id), "result": "Xong."}
    minh, url = machine(province, "minh"), f"incoming-documents/{answered.entry_id}"
    wrong = minh.post(f"{url}/report", given | {"reply_symbol": "x"})
    minh.post(f"{url}/report", given | {"reply_symbol": "7/UBND-VX"})
    shown = minh.get(url).data["assignments"]

    assert set(wrong.reasons) == {"reply_symbol"}
    assert "7/UBND-VX" in [a["reply_symbol"] for a in shown]
    plain.refresh_from_db()
    assert plain.reply_symbol == ""


def test_a_report_without_an_answer_leaves_the_one_that_was_issued(
    province: Province,
) -> None:
    entry = make_entry(province)
    mine = assign(province, entry)
    RegisterEntry.objects.update(reply_symbol="215/UBND-VX")
    minh = province.client("minh")
    url = f"/van-ban/den/{entry.id}/viec/{mine.id}/bao-cao/"

    offered = minh.get(url).content.decode()
    minh.post(url, {"result": "Đã trả lời."})
    for part, who in ((mine.id, "hoa"), (mine.parent_id, "dung")):
        confirm(
            entry_id=entry.id,
            assignment_id=part,
            by=province.seat(who),
            at=province.at,
        )

    assert 'value="215/UBND-VX"' in offered
    entry.refresh_from_db()
    assert (entry.result, entry.reply_symbol) == ("Đã trả lời.", "215/UBND-VX")


def test_a_symbol_too_long_for_its_column_is_refused(province: Province) -> None:
    mine = assign(province, make_entry(province))

    with pytest.raises(Refused, match="Dài quá 60"):
        report(
            entry_id=mine.entry_id,
            assignment_id=mine.id,
            result="Xong.",
            reply_symbol="1/" + "A" * 70,
            by=province.seat("minh"),
            at=province.at,
        )
