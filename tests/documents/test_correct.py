"""A registered line put right: by whom, which fields, and what is told of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from congvu.audit.models import AuditEvent
from congvu.documents.actions import (
    PossibleDuplicate,
    SecretRefused,
    cancel_number,
    close_register,
    correct_entry,
)
from congvu.documents.models import (
    Assignment,
    Document,
    HistoryEvent,
    RegisterEntry,
)
from congvu.documents.queries import (
    duplicates,
    faults,
    paper_of,
    register_lines,
)
from congvu.documents.queries.told import sentence
from congvu.documents.rules import Part
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from tests.documents.door import form
from tests.documents.machine import machine
from tests.documents.pages import assign, instruct, make_entry, submit
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def correct(
    province: Province,
    entry: RegisterEntry,
    *,
    who: str = "lan",
    reason: str = "Đọc nhầm.",
    arrived_on: date | None = None,
    not_duplicate: bool = False,
    **changed: Any,
) -> RegisterEntry:
    entry = RegisterEntry.objects.select_related("document").get(pk=entry.pk)
    paper = paper_of(entry)
    return correct_entry(
        entry_id=entry.id,
        paper=type(paper)(**{**vars(paper), **changed}),
        arrived_on=arrived_on or entry.arrived_on,
        reason=reason,
        by=province.seat(who),
        at=province.at,
        not_duplicate=not_duplicate,
    )


def told(entry: RegisterEntry) -> str:
    return sentence(
        HistoryEvent.objects.get(entry_id=entry.id, event="documents.corrected")
    )


def test_lan_puts_a_misread_symbol_right_and_the_timeline_tells_both(
    province: Province,
) -> None:
    entry = make_entry(province, symbol="12/SNN-KH")
    submit(province, entry)

    correct(province, entry, symbol="17/SNN-KH", note="Bản giấy ở tủ 3")

    entry.refresh_from_db()
    document = entry.document
    assert (entry.number, document.symbol, document.number) == (1, "17/SNN-KH", "17")
    assert entry.note == "Bản giấy ở tủ 3"
    assert "17" in entry.search_text.split()
    assert told(entry) == (
        "sửa số, ký hiệu: 12/SNN-KH → 17/SNN-KH; ghi chú: trống → Bản giấy ở tủ 3: "
        "“Đọc nhầm.”"
    )
    [line] = register_lines(province.committee.id, province.today, province.today)
    assert (line["symbol"], line["note"]) == ("17/SNN-KH", "Bản giấy ở tủ 3")
    found = duplicates(agency_id=province.committee.id, symbol="17 / SNN-KH")
    assert [e.pk for e in found] == [entry.pk]


def test_the_log_names_the_fields_and_keeps_no_word(province: Province) -> None:
    entry = make_entry(province)

    correct(province, entry, subject="Đề nghị khác hẳn", signer_name="Nông Văn Bình")

    event = AuditEvent.objects.get(event="documents.corrected")
    assert event.object_id == entry.id
    assert event.data["changed"] == ["signer_name", "subject"]
    assert "khác hẳn" not in str(event.data)
    assert "Đọc nhầm" not in str(event.data)


def test_every_field_the_clerk_typed_can_be_put_right(province: Province) -> None:
    yesterday = province.today - timedelta(days=1)
    entry = make_entry(
        province, at=datetime.combine(province.today, datetime.min.time(), VIETNAM)
    )
    new = {
        "subject": "Báo cáo tháng 10",
        "issuer_name": "Sở Tài chính",
        "type_code": "BC",
        "symbol": "07/BC-STC",
        "issued_on": yesterday - timedelta(days=2),
        "signer_name": "Vi Văn An",
        "signer_position": "Giám đốc",
        "urgency": "urgent",
        "note": "x",
        "identifier": "000.00.01.H03-2026-7",
    }
    if yesterday.year == province.today.year:
        new["arrived_on"] = yesterday

    correct(province, entry, **new)

    entry = RegisterEntry.objects.select_related("document").get()
    kept = paper_of(entry)
    assert {n: getattr(kept, n) for n in new if n != "arrived_on"} == {
        n: v for n, v in new.items() if n != "arrived_on"
    }
    assert entry.arrived_on == new.get("arrived_on", province.today)
    assert entry.document.type_name == "Báo cáo"
    assert [fault for _words, fault in faults() if fault] == []


def test_a_symbol_that_is_none_is_taken_away(province: Province) -> None:
    entry = make_entry(province)

    corrected = correct(province, entry, symbol="", has_no_symbol=True)

    assert (corrected.document.symbol, corrected.symbol_key) == ("", "")


def test_all_reasons_come_at_once_and_nothing_is_written(province: Province) -> None:
    entry = make_entry(province)

    with pytest.raises(Refused) as refused:
        correct(
            province,
            entry,
            reason=" ",
            arrived_on=date(province.today.year - 1, 12, 31),
            symbol="khong",
            subject="",
            issuer_name="",
            type_code="??",
            urgency="??",
        )

    assert {r.field for r in refused.value.reasons} >= {
        "symbol",
        "subject",
        "issuer_name",
        "type_code",
        "urgency",
        "arrived_on",
        "reason",
    }
    assert not HistoryEvent.objects.filter(event="documents.corrected").exists()
    with pytest.raises(Refused, match="Chưa sửa mục nào"):
        correct(province, entry)


def test_a_secret_is_refused_and_recorded_here_too(province: Province) -> None:
    entry = make_entry(province)

    with pytest.raises(SecretRefused, match="Chưa sửa gì"):
        correct(province, entry, subject="Kế hoạch kín", secrecy="Tối mật")

    assert AuditEvent.objects.filter(event="documents.secret-refused").count() == 1
    assert "Kế hoạch kín" not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("who", ["dung", "ha", "hoa", "minh", "quan", "thu"])
def test_only_the_clerk_corrects(province: Province, who: str) -> None:
    with pytest.raises(Refused, match="không có quyền"):
        correct(province, make_entry(province), who=who, subject="Khác")


def test_neither_another_agency_nor_a_cancelled_number_nor_a_closed_book(
    province: Province,
) -> None:
    entry, lan = make_entry(province), province.seat("lan")
    with pytest.raises(Refused, match="Không tìm thấy"):
        correct(province, entry, who="tu", subject="Khác")

    ended = make_entry(province, symbol="2/SNN-KH")
    cancel_number(entry_id=ended.id, reason="Nhầm.", by=lan, at=province.at)
    with pytest.raises(Refused, match="đã hủy số"):
        correct(province, ended, subject="Khác")

    register, next_year = entry.register, province.at + timedelta(days=366)
    close_register(year=register.year, by=lan, at=next_year)
    with pytest.raises(Refused, match="đã khóa"):
        correct(province, entry, subject="Khác")


def test_another_double_is_warned_of_and_the_same_paper_is_not_its_own(
    province: Province,
) -> None:
    make_entry(province, symbol="5/SNN-KH")
    entry = make_entry(province, symbol="6/SNN-KH")

    correct(province, entry, subject="Trích yếu khác")
    with pytest.raises(PossibleDuplicate, match="số đến 1"):
        correct(province, entry, symbol="5/SNN-KH")
    correct(province, entry, symbol="5/SNN-KH", not_duplicate=True)

    assert Document.objects.filter(symbol="5/SNN-KH").count() == 2


def test_a_paper_that_stands_in_another_register_is_not_rewritten(
    province: Province,
) -> None:
    mine, theirs = make_entry(province), make_entry(province, who="tu")
    RegisterEntry.objects.filter(pk=theirs.pk).update(document=mine.document)

    with pytest.raises(Refused, match="sổ của nơi khác"):
        correct(province, mine, subject="Của mình")
    correct(province, mine, note="Bản giấy ở tủ 3")

    assert Document.objects.get(pk=mine.document_id).subject == mine.document.subject


def test_the_day_follows_the_urgency_as_long_as_no_leader_set_one(
    province: Province,
) -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    by_rule = make_entry(province, at=monday)
    set_by_dung = make_entry(province, at=monday, symbol="2/SNN-KH")
    instruct(province, set_by_dung)
    set_by_dung.refresh_from_db()

    correct(province, by_rule, urgency="urgent")
    correct(province, set_by_dung, urgency="urgent")

    by_rule.refresh_from_db()
    assert by_rule.due_on == date(2026, 11, 23)
    assert "30/2020/NĐ-CP" in by_rule.due_basis
    assert by_rule.move_by == date(2026, 11, 23)
    again = RegisterEntry.objects.get(pk=set_by_dung.pk)
    assert (again.due_on, again.due_basis) == (
        set_by_dung.due_on,
        set_by_dung.due_basis,
    )
    part = Assignment.objects.get(entry=again, part=Part.LEAD)
    assert part.due_on == set_by_dung.due_on


# -- the page and the API


def test_the_page_shows_the_line_and_keeps_what_was_typed(province: Province) -> None:
    entry = make_entry(province)
    lan, url = province.client("lan"), f"/van-ban/den/{entry.id}/sua/"

    shown = lan.get(url).content.decode()
    refused = lan.post(url, form(symbol="x", subject="Mới gõ", reason=""))
    done = lan.post(
        url,
        form(
            symbol="1463/SNN-CNTY",
            issued_on=entry.document.issued_on.strftime("%d/%m/%Y"),
            reason="Đọc nhầm",
        ),
        follow=True,
    ).content.decode()

    assert "1462/SNN-CNTY" in shown
    assert "Sửa dữ liệu" in shown
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Mới gõ" in page
    assert "Cần có số" in page
    assert "Chưa ghi lý do" in page
    assert "Đã sửa dữ liệu của số đến 1" in done
    assert "số, ký hiệu: 1462/SNN-CNTY → 1463/SNN-CNTY" in done


def test_the_page_says_what_else_is_wrong_beside_a_day_that_is_none(
    province: Province,
) -> None:
    entry = make_entry(province)

    page = province.client("lan").post(
        f"/van-ban/den/{entry.id}/sua/",
        form(arrived_on="31/02/2026", symbol="x", reason="Nhầm"),
    )

    text = page.content.decode()
    assert "không có trong lịch" in text
    assert "Cần có số" in text


def test_the_page_asks_about_a_double_before_it_goes_on(province: Province) -> None:
    make_entry(province, symbol="5/SNN-CNTY")
    entry = make_entry(province, symbol="6/SNN-CNTY")
    lan, url = province.client("lan"), f"/van-ban/den/{entry.id}/sua/"
    data = form(
        symbol="5/SNN-CNTY",
        issued_on=entry.document.issued_on.strftime("%d/%m/%Y"),
        reason="Đọc nhầm",
    )

    asked = lan.post(url, data).content.decode()
    done = lan.post(url, data | {"not_duplicate": "on"}, follow=True)

    assert "Có thể trùng với số đến 1" in asked
    assert 'name="not_duplicate"' in asked
    assert "Đã sửa dữ liệu" in done.content.decode()


def test_s_opens_it_for_the_clerk_and_for_nobody_else(province: Province) -> None:
    entry = make_entry(province)
    assign(province, entry)
    url = f"/van-ban/den/{entry.id}/"

    lan = province.client("lan").get(url).content.decode()
    minh = province.client("minh").get(url).content.decode()

    assert 'data-key="s"' in lan
    assert f"{url}sua/" in lan
    assert f"{url}sua/" not in minh
    assert province.client("minh").get(f"{url}sua/").status_code == 404


def test_a_program_sends_only_what_is_wrong(province: Province) -> None:
    entry, lan = make_entry(province), machine(province, "lan")
    url = f"incoming-documents/{entry.id}/correct"

    answer = lan.post(url, {"signer_name": "Vi Văn An", "reason": "Đọc nhầm."})
    nothing = lan.post(url, {"reason": "Đọc nhầm."})
    secret = lan.post(url, {"secrecy": "secret", "reason": "Đọc nhầm."})

    assert answer.status == 200
    assert answer.data["document"]["signer_name"] == "Vi Văn An"
    assert answer.data["document"]["symbol"] == "1462/SNN-CNTY"
    assert (nothing.status, secret.status) == (422, 422)
