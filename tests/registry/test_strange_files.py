"""Files as strangers send them: what is wrong is told, nothing is believed half."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from xlsxwriter import Workbook

from congvu.lib.refusals import Refused
from congvu.registry.actions import LoadWish, approve_change, read_file
from congvu.registry.actions.watching import TaskStopped, Watch
from congvu.registry.models import Database, LoadLine, RowChange, RowLoad, RowVersion
from congvu.registry.queries import fault_words
from congvu.registry.rules import Column, Kind, Table
from tests.people import Province
from tests.registry.stories import TABLES, database, restructure, row

ON = date(2026, 1, 1)


def _read(people: Province, found: Database, content: bytes, **given: Any) -> RowChange:
    return read_file(
        database_id=found.pk,
        table_key="htx",
        stream=io.BytesIO(content),
        name="htx",
        wish=LoadWish(**{"since": ON, **given}),
        by=people.seat("minh"),
        at=timezone.now(),
    )


def _book(sheets: int = 1) -> bytes:
    """The table lies in the last sheet, below a merged heading."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for number in range(sheets - 1):
            book.add_worksheet(f"Phụ {number}").write_row(0, 0, ["Không", "phải"])
        sheet = book.add_worksheet("Danh sách")
        sheet.merge_range("A1:D1", "DANH SÁCH HỢP TÁC XÃ")
        sheet.write_row(1, 0, ["Tên", "Số đăng ký", "Thành viên", "Thành lập"])
        sheet.write_row(2, 0, ["HTX Một", "HTX-1"])
        sheet.write_formula(2, 2, "=5+5", value=10)
        sheet.write_string(2, 3, "2/1/2020")
        sheet.write_row(3, 0, ["H?p tác xã Hai", "HTX-2", 12, "2020-01-02"])
        sheet.write_row(4, 0, ["=1+1", "HTX-3", 12, "2.1.2020"])
        sheet.write_formula(5, 0, '="HTX"&1/0', value="#DIV/0!")
    return out.getvalue()


def _notes(change: RowChange) -> str:
    told = RowLoad.objects.get(change=change).told
    return "\n".join(words % given for words, given in told)


@pytest.mark.django_db
def test_a_book_of_many_sheets_with_merged_cells_and_formulas_is_read(
    province: Province,
) -> None:
    found = database(province)
    change = _read(province, found, _book(sheets=12))
    notes = _notes(change)
    assert "“Danh sách”; tệp có 12 trang" in notes
    assert "A1:D1" in notes
    assert "1 ô như đã mất dấu, ví dụ “H?p tác xã Hai”" in notes
    good = LoadLine.objects.filter(is_wrong=False).order_by("number")
    assert [one.values["thanh_lap"] for one in good] == ["2020-01-02"] * 3
    assert good[0].values["thanh_vien"] == 10
    (wrong,) = LoadLine.objects.filter(is_wrong=True)
    assert "ten" in [fault[0] for fault in wrong.faults]
    page = province.client("minh").get(f"/du-lieu/de-nghi/{change.pk}/")
    assert page.status_code in (200, 404)


def _csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


@pytest.mark.django_db
def test_a_formula_that_gave_nothing_is_wrong_one_that_gave_an_empty_text_is_empty(
    province: Province,
) -> None:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, ["Tên", "Thành viên", "Giám đốc", "Vốn điều lệ"])
        for line, name in enumerate(("HTX Một", "HTX Hai"), 1):
            sheet.write_row(line, 0, [name, 9])
        sheet.write_formula(1, 2, '=IF(B2>8,"")', value="")
        sheet.write_number(1, 3, 5)
        sheet.write_formula(2, 3, "=VLOOKUP(1,Z:Z,1)", value="#N/A")
    _read(province, database(province), out.getvalue())
    good, wrong = LoadLine.objects.order_by("number")
    assert good.values == {"ten": "HTX Một", "thanh_vien": 9, "von": 5}
    assert fault_words(wrong) == ["von: Ô này không cho giá trị: #N/A."]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["a" * 5000, "a" * 4000 + " b", "a" * 3999 + " bc"])
def test_a_text_too_long_is_wrong_and_not_cut_off(
    province: Province, text: str
) -> None:
    found = database(province)
    _read(province, found, _csv("Tên,Giám đốc", f"HTX Một,{text}", "HTX Hai,b"))
    wrong, good = LoadLine.objects.order_by("number")
    assert fault_words(wrong) == ["giam_doc: Dài quá 4000 chữ."]
    assert not good.is_wrong


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["csv", "xlsx"])
def test_a_table_of_seventy_columns_is_read_whole(province: Province, way: str) -> None:
    columns = [Column("ten", "Tên", Kind.TEXT, required=True)]
    columns += [Column(f"c{n}", f"Cột {n}", Kind.NUMBER) for n in range(2, 71)]
    found = database(province, (Table("htx", "Hợp tác xã", tuple(columns)),))
    titles, cells = [one.label for one in columns], ["HTX Một", *range(2, 71)]
    if way == "csv":
        content = _csv(",".join(titles), ",".join(map(str, cells)))
    else:
        out = io.BytesIO()
        with Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Danh sách")
            sheet.write_row(0, 0, titles)
            sheet.write_row(1, 0, cells)
        content = out.getvalue()
    _read(province, found, content)
    line = LoadLine.objects.get()
    assert (len(line.values), line.values["c70"]) == (70, 70)


@pytest.mark.django_db
def test_cells_under_no_title_are_told(province: Province) -> None:
    """An address with a comma that nobody quoted, a note in a column without a name."""
    found = database(province)
    lines = ("HTX Một,HTX-1,,9", "HTX Hai,HTX-2,hỏi lại,9", "HTX Ba,HTX-3,,9,thôn 2")
    change = _read(province, found, _csv("Tên,Số đăng ký,,Thành viên", *lines))
    words = (
        "2 dòng có ô không đọc vì trên ô không có tiêu đề, ví dụ “hỏi lại” ở dòng số 3."
    )
    assert words in _notes(change)
    page = province.client("minh").get(reverse("registry:change", args=[change.pk]))
    assert words in page.content.decode()
    plain = _read(province, found, _csv("Tên,Số đăng ký,Ghi chú", "HTX Tư,HTX-4,x,,"))
    assert not _notes(plain)


@pytest.mark.django_db
def test_macros_are_read_past_and_told(province: Province) -> None:
    found = database(province)
    out = io.BytesIO(_book())
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert "macro" in _notes(_read(province, found, out.getvalue()))


@pytest.mark.django_db
def test_a_bomb_a_broken_book_and_bytes_that_are_no_table_are_refused(
    province: Province,
) -> None:
    found = database(province)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _n in range(700):
                sheet.write(b" " * 1_000_000)
    mixed = b"T\xc3\xaan,S\xe1\xbb\x91 \xc4\x91\xc4\x83ng k\xc3\xbd\n"
    late = mixed + b"HTX,HTX-1\n" * 500_000 + b"\xff\xfe\n"
    for content in (bomb.getvalue(), _book()[:900], b"\0" * 5000, late, b""):
        with pytest.raises(Refused) as refused:
            _read(province, found, content)
        assert refused.value.reasons
    assert not RowLoad.objects.exists()
    assert not RowChange.objects.filter(kind="load").exists()


@pytest.mark.django_db
def test_a_mark_of_a_secret_far_below_keeps_the_whole_file_out(
    province: Province,
) -> None:
    found = database(province)
    lines = "Tên,Số đăng ký\n" + "".join(f"HTX {n},HTX-{n}\n" for n in range(12_000))
    with pytest.raises(Refused):
        _read(province, found, (lines + "HTX (MẬT),HTX-99999\n").encode())
    assert not LoadLine.objects.exists()


@pytest.mark.django_db
def test_two_loads_of_one_file_enter_it_once(province: Province) -> None:
    found = database(province)
    content = "Tên,Số đăng ký\nHTX Một,HTX-1\nHTX Hai,HTX-2\n".encode()
    first, second = (_read(province, found, content) for _n in range(2))
    hoa = province.seat("hoa")
    approve_change(change_id=first.pk, by=hoa, at=timezone.now())
    with pytest.raises(Refused, match="đọc lại tệp"):
        approve_change(change_id=second.pk, by=hoa, at=timezone.now())
    assert RowVersion.objects.filter(database=found).count() == 2


@pytest.mark.django_db
def test_a_field_left_out_while_a_load_waits_has_the_file_read_again(
    province: Province,
) -> None:
    found = database(province)
    row(province, found)
    content = "Tên,Số đăng ký,Thành viên\nHTX Một,HTX-1,9\n".encode()
    waiting = _read(province, found, content)
    communes, cooperatives = TABLES
    columns = tuple(c for c in cooperatives.columns if c.key != "thanh_vien")
    restructure(
        province, found, (communes, type(cooperatives)("htx", "Hợp tác xã", columns))
    )
    with pytest.raises(Refused, match="Cấu trúc đã đổi"):
        approve_change(change_id=waiting.pk, by=province.seat("hoa"), at=timezone.now())
    again = _read(province, found, content)
    assert RowLoad.objects.get(change=again).unknown == ["Thành viên"]


@pytest.mark.django_db
def test_a_kill_between_two_pieces_leaves_nothing(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the process goes away: what was copied is in one transaction."""
    found = database(province)
    lines = "Tên,Số đăng ký\n" + "".join(f"HTX {n},HTX-{n}\n" for n in range(25_000))

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 100_000:
                raise ConnectionResetError
            return super().read(50_000)

    with pytest.raises(ConnectionResetError):
        read_file(
            database_id=found.pk,
            table_key="htx",
            stream=Broken(lines.encode()),
            name="htx.csv",
            wish=LoadWish(ON),
            by=province.seat("minh"),
            at=timezone.now(),
        )
    assert not LoadLine.objects.exists()
    assert not RowChange.objects.filter(kind="load").exists()


@pytest.mark.django_db
def test_what_is_stopped_while_lines_go_in_leaves_nothing(province: Province) -> None:
    found = database(province)

    class Stopping(Watch):
        def tell(self, rows: int, share: float) -> None:
            if rows > 1000:
                raise TaskStopped

    lines = [f"HTX {n},HTX-{n}" for n in range(3000)]
    with pytest.raises(TaskStopped):
        read_file(
            database_id=found.pk,
            table_key="htx",
            stream=io.BytesIO(_csv("Tên,Số đăng ký", *lines)),
            name="htx.csv",
            wish=LoadWish(ON),
            by=province.seat("minh"),
            at=timezone.now(),
            watch=Stopping(),
        )
    assert not LoadLine.objects.exists()
    assert not RowChange.objects.filter(kind="load").exists()
