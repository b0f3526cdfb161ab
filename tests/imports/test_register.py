"""An old register of incoming papers: read, reported row by row, entered, found."""

from __future__ import annotations

import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import register_incoming
from congvu.documents.models import Document, DocumentFile, Register, RegisterEntry
from congvu.documents.queries import faults
from congvu.documents.rules import Paper
from congvu.files.formats.sheets import read_sheets
from congvu.imports import queries
from congvu.imports.actions import (
    ask_to_load,
    check_load,
    read_register,
    run_load,
    undo_load,
    write_report,
)
from congvu.imports.models import Load, LoadRow
from congvu.imports.rules import LoadState
from congvu.lib.refusals import Refused
from tests.files.conftest import make_pdf
from tests.imports.sheets import incoming, xlsx
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home", "law")]


def read(province: Province, stream: BytesIO, **more: Any) -> Load:
    return read_register(
        stream=stream,
        name="so-den.xlsx",
        by=province.seat("ha"),
        at=province.at,
        **more,
    )


def enter(province: Province, load: Load, *, skips_wrong: bool = False) -> Load:
    ask_to_load(
        load_id=load.id,
        skips_wrong=skips_wrong,
        by=province.seat("ha"),
        at=province.at,
        at_once=True,
    )
    return run_load(load_id=load.id, by=SYSTEM, at=province.at)


def said(load: Load, only: str = "wrong") -> dict[str, str]:
    return {
        r.where: " ".join(r.reasons + r.notes)
        for r in queries.told_rows(load, only=only)
    }


def next_paper(province: Province) -> RegisterEntry:
    return register_incoming(
        paper=Paper(
            subject="Về việc mới",
            issuer_name="Sở Tài chính",
            type_code="CV",
            symbol="77/STC-NS",
            issued_on=province.today,
        ),
        arrived_at=province.at,
        by=province.seat("lan"),
        at=province.at,
    )


def test_an_old_year_comes_in_as_history(province: Province) -> None:
    load = read(province, xlsx([incoming(1), incoming("0002"), incoming("=7+8")]))

    assert (load.state, load.book, load.rows_wrong) == (
        LoadState.CHECKED,
        "incoming",
        0,
    )
    assert not RegisterEntry.objects.exists()
    assert load.told["years"][0]["gaps"] == "3–14"
    load = enter(province, load)

    assert load.state == LoadState.LOADED
    entry = RegisterEntry.objects.select_related("document", "register").get(number=15)
    assert entry.arrived_on == date(2019, 3, 5)
    assert entry.document.symbol == "15/2009/CT-UBND"
    assert entry.document.issued_on == date(2019, 3, 1)
    assert (entry.document.type_code, entry.document.subject) == (
        "CT",
        "về việc phòng cháy",
    )
    assert entry.document.issuer_name == "Sở Xây dựng"
    assert entry.document.issuer is None
    assert load.told["issuers"] == [["Sở Xây dựng", 3]]
    assert (entry.state, entry.register.last_number) == ("done", 15)
    assert entry.register.closed_at is not None
    assert [rule for rule, fault in faults() if fault] == []
    assert AuditEvent.objects.filter(event="imports.loaded").count() == 1


def test_numbers_of_this_year_go_on_after_the_highest(province: Province) -> None:
    day = f"{province.today:%d/%m/%Y}"
    load = read(province, xlsx([incoming(41, c0=day), incoming(40, c0=day)]))
    enter(province, load)

    entry = next_paper(province)

    assert entry.number == 42


def test_every_reason_of_every_row_is_told_at_once(province: Province) -> None:
    rows = [
        incoming(1),
        incoming(1),
        incoming("mười", c0="31/02/2019", c2="", c5=""),
        incoming(4, c0="01/01/2199"),
        incoming(5, c4="hôm qua"),
        incoming(6, c3="không số", c4=None),
    ]
    load = read(province, xlsx(rows))

    found = said(load)
    assert sorted(found) == ["5", "6", "7", "8", "9"]
    assert "có hai lần; cũng ở dòng 6" in found["5"]
    for words in ("31/02/2019", "mười", "tác giả", "trích yếu"):
        assert words in found["7"]
    assert "tương lai" in found["8"]
    assert "hôm qua" in found["9"]
    assert "không theo mẫu" in said(load, "noted")["10"]
    with pytest.raises(Refused, match="5 dòng chưa nạp được"):
        enter(province, load)
    assert enter(province, load, skips_wrong=True).state == LoadState.LOADED
    assert RegisterEntry.objects.get().number == 6


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("c7", "Chuyển tay (TỐI MẬT)"),
        ("c6", "TUYỆT MẬT: chỉ Chủ tịch"),
        ("c3", "15/2009/CT-UBND (Mật)"),
        ("c5", unicodedata.normalize("NFD", "Chỉ thị về việc phòng thủ (Mật)")),
    ],
)
def test_a_mark_of_secrecy_in_any_column_keeps_the_row_out(
    province: Province, column: str, text: str
) -> None:
    open_one = incoming(2, c7="Kèm báo cáo về bảo vệ bí mật nhà nước")

    load = read(province, xlsx([incoming(1, **{column: text}), open_one]))

    (wrong,) = LoadRow.objects.filter(load=load, is_wrong=True)
    assert "Văn bản mật" in wrong.reasons[0][0]
    assert not {"subject", "note", "recipient", "symbol"} & wrong.values.keys()
    assert AuditEvent.objects.filter(event="documents.secret-refused").count() == 1


def test_secret_rows_keep_nothing(province: Province) -> None:
    rows = [incoming(1), incoming(2, c5="Kế hoạch (TỐI MẬT) về đảo")]
    load = read(province, xlsx(rows))

    assert load.rows_wrong == 1
    assert "mật" in said(load)["6"]
    assert not LoadRow.objects.filter(values__icontains="đảo").exists()
    assert AuditEvent.objects.filter(event="documents.secret-refused").count() == 1


def test_columns_in_any_order_and_without_accents(province: Province) -> None:
    titles = ("STT", "trich yeu", "SO DEN", "Co quan ban hanh", "ngay den", "lạ")
    rows = [[1, "Mời họp", 3, "Bộ Nội vụ", "5.3", "x"], ["", "Tháng ba"], []]
    load = read(province, xlsx(rows, titles=titles))

    assert load.rows_wrong == 0
    assert load.told["unknown"] == ["lạ"]
    row = LoadRow.objects.get()
    assert row.values["arrived_on"] == "2019-03-05"
    assert row.values["type"] == "CV"


def test_names_of_their_day_become_agencies(province: Province) -> None:
    own = province.seat("ha").agency_name
    load = read(province, xlsx([incoming(1, c2=own.upper(), c0="05/03/2022", c4=None)]))
    enter(province, load)

    assert Document.objects.get().issuer_id == province.committee.id
    assert load.told["issuers"] == []


def test_scans_come_along_and_missing_ones_are_named(
    province: Province, tmp_path: Path
) -> None:
    titles = ("Ngày đến", "Số đến", "Tác giả", "Trích yếu", "Tên tệp")
    rows = [
        ["05/03/2019", 1, "Bộ Nội vụ", "Mời họp", "Một.pdf"],
        ["05/03/2019", 2, "Bộ Nội vụ", "Mời họp", "khong-co.pdf"],
        ["05/03/2019", 3, "Bộ Nội vụ", "Mời họp", "virus.exe"],
    ]
    pile = tmp_path / "scans.zip"
    with ZipFile(pile, "w") as out:
        out.writestr("nam 2019/MỘT.pdf", make_pdf("Moi hop"))
        out.writestr("nam 2019/virus.exe", b"MZ" + b"\0" * 100)
    load = read(province, xlsx(rows, titles=titles), scans_at=pile)

    found = said(load)
    assert "không có trong các bản quét" in found["6"]
    assert "chương trình chạy được" in found["7"]
    load = enter(province, load, skips_wrong=True)
    assert (load.state, load.scans_done) == (LoadState.LOADED, 1)
    kept = DocumentFile.objects.select_related("file").get()
    assert (kept.name, kept.file.kind) == ("Một.pdf", "pdf")


def test_a_zip_that_was_sent_is_looked_through_by_the_worker(
    province: Province,
) -> None:
    titles = ("Ngày đến", "Số đến", "Tác giả", "Trích yếu", "Tên tệp")
    rows = [["05/03/2019", 1, "Bộ Nội vụ", "Mời họp", "a.pdf"]]
    pile = BytesIO()
    with ZipFile(pile, "w") as out:
        out.writestr("a.pdf", make_pdf("Moi hop"))
    pile.seek(0)
    load = read(province, xlsx(rows, titles=titles), sent_scans=pile)
    assert load.state == LoadState.CHECKING

    load = check_load(load_id=load.id, at=province.at)
    assert (load.state, load.rows_wrong) == (LoadState.CHECKED, 0)
    enter(province, load)
    assert DocumentFile.objects.count() == 1
    assert not Path(load.scans_at).exists()


def test_a_load_is_undone_whole(province: Province) -> None:
    load = enter(province, read(province, xlsx([incoming(1), incoming(2)])))

    undo_load(load_id=load.id, by=province.seat("ha"), at=province.at)

    assert not RegisterEntry.objects.exists()
    assert not Document.objects.exists()
    register = Register.objects.get()
    assert (register.last_number, register.closed_at) == (0, None)
    assert [rule for rule, fault in faults() if fault] == []
    again = enter(province, read(province, xlsx([incoming(1)])))
    assert again.state == LoadState.LOADED


def test_what_was_worked_on_is_not_taken_back(province: Province) -> None:
    day = f"{province.today:%d/%m/%Y}"
    load = enter(province, read(province, xlsx([incoming(1, c0=day)])))
    next_paper(province)

    with pytest.raises(Refused, match="đã cấp tiếp số đến 2"):
        undo_load(load_id=load.id, by=province.seat("ha"), at=province.at)
    assert RegisterEntry.objects.count() == 2


def test_a_number_taken_since_stops_the_load(province: Province) -> None:
    day = f"{province.today:%d/%m/%Y}"
    load = read(province, xlsx([incoming(1, c0=day)]))
    next_paper(province)

    load = enter(province, load)

    assert load.state == LoadState.CHECKING
    assert "Số đến 1" in load.reason
    load = check_load(load_id=load.id, at=province.at)
    assert "đã có trong sổ" in said(load)["5"]
    assert RegisterEntry.objects.count() == 1


def test_who_may_load(province: Province) -> None:
    for who in ("minh", "hoa", "dung", "thu"):
        with pytest.raises(Refused, match="không có quyền"):
            read_register(
                stream=xlsx([incoming(1)]),
                name="x.xlsx",
                by=province.seat(who),
                at=province.at,
            )


def test_the_report_is_a_table(province: Province) -> None:
    load = read(province, xlsx([incoming(1), incoming(1)]))

    report = write_report(load=load, by=province.seat("ha"), at=province.at)

    again = read_register_cells(report)
    assert any("có hai lần" in cell for row in again for cell in row)


def read_register_cells(content: bytes) -> list[list[str]]:
    return [cells for _line, cells in read_sheets(content).sheets[0].rows]


def test_the_same_statements_for_two_lines_or_thousands(province: Province) -> None:
    """Fixed: what is asked row by row, or batch by batch, is seen here."""
    read(province, xlsx([incoming(9000)]))  # the law of the day is read once
    counts = []
    for start, n in ((1, 2), (1000, 2500)):
        rows = [incoming(start + i, c0="05/03/2019", c2=f"Sở số {i}") for i in range(n)]
        with CaptureQueriesContext(connection) as checking:
            load = read(province, xlsx(rows))
        with CaptureQueriesContext(connection) as entering:
            load = enter(province, load)
        assert load.state == LoadState.LOADED
        counts.append((len(checking), len(entering)))
        Register.objects.update(closed_at=None, closed_by="")

    assert counts == [(14, 27), (14, 27)]
