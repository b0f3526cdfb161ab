"""What stands in cells and titles, as tables; and hostile tables in the jail."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from congvu.imports.actions.scans import in_jail
from congvu.imports.formats.grid import SheetRefused
from congvu.imports.formats.sheets import read_sheets
from congvu.imports.rules import day_of, gaps, names_of, number_of
from congvu.lib.refusals import Refused
from tests.imports.sheets import incoming, xlsx

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/03/2019", date(2019, 3, 5)),
        ("5.3.19", date(2019, 3, 5)),
        ("5-3-98", date(1998, 3, 5)),
        ("05/3", date(2018, 3, 5)),
        ("2019-03-05", date(2019, 3, 5)),
        ("Ngày 5 tháng 3 năm 2019", date(2019, 3, 5)),
        ("05/03/2019 08:30", date(2019, 3, 5)),
        ("43529", date(2019, 3, 5)),
        ("43529.5", date(2019, 3, 5)),
        ("30/02/2019", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_days_however_written(text: str, day: date | None) -> None:
    assert day_of(text, today=TODAY, year=2018) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [("15", 15), ("0015", 15), ("Số: 15", 15), ("0", None), ("15a", None), ("", None)],
)
def test_numbers(text: str, number: int | None) -> None:
    assert number_of(text) == number


def test_gaps_and_names() -> None:
    assert gaps([1, 2, 5, 9]) == ["3–4", "6–8"]
    assert names_of("C:\\quet\\a.pdf; b.pdf") == ["C:/quet/a.pdf", "b.pdf"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Số đến;Trích yếu\n1;Mời họp\n".encode(), "UTF-8"),
        ("Số đến\tTrích yếu\n1\tMời họp\n".encode("utf-16"), "UTF-16"),
        (b"S\xf4\xec;Tr\xedch\n1;M\xf2i\n", "Windows-1258"),
    ],
)
def test_csv_encodings_are_guessed_and_told(text: bytes, encoding: str) -> None:
    table = read_sheets(text)

    assert table.encoding == encoding
    assert [len(cells) for _line, cells in table.sheets[0].rows] == [2, 2]


def test_ods_with_a_million_empty_rows() -> None:
    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    body = (
        f'<office:document-content {names}><table:table table:name="2019">'
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row><table:table-row>'
        "<table:table-cell><text:p>Số đến</text:p></table:table-cell><table:table-cell "
        'office:value-type="date" office:date-value="2019-03-05"/></table:table-row>'
        "</table:table></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("content.xml", body)

    (sheet,) = read_sheets(out.getvalue()).sheets

    assert sheet.rows == [(1_000_001, ["Số đến", "2019-03-05"])]


def _changed(part: str, content: bytes | str) -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(xlsx([incoming(1)])) as book,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in book.namelist():
            made.writestr(name, content if name == part else book.read(name))
    return out.getvalue()


_SHEET = "xl/worksheets/sheet1.xml"
_XXE = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    "<worksheet><sheetData>&e;</sheetData></worksheet>"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_changed(_SHEET, _XXE), "hostile"),
        (_changed(_SHEET, "<worksheet>"), "broken"),
        (_changed(_SHEET, b"0" * 700_000_000), "too-big"),
        (b"PK\x03\x04 rubbish", "broken"),
        (b"\xd0\xcf\x11\xe0 old", "old-excel"),
        (b"a\0b", "broken"),
    ],
    ids=["xxe", "broken", "bomb", "zip", "xls", "binary"],
)
def test_hostile_tables_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(SheetRefused) as why:
        read_sheets(content)
    assert why.value.reason == reason


def test_a_million_empty_rows_are_read_past(home: Path) -> None:
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "<row/>" * 1_000_000
    path = home / "rows.xlsx"
    sheet = f'<worksheet xmlns="{ns}"><sheetData>{rows}</sheetData></worksheet>'
    path.write_bytes(_changed(_SHEET, sheet))

    assert in_jail("sheet", path).result["sheets"][0]["rows"] == []


def test_the_jail_says_why_in_words(home: Path) -> None:
    path = home / "x.xlsx"
    path.write_bytes(_changed(_SHEET, _XXE))

    with pytest.raises(Refused, match="khai báo XML"):
        in_jail("sheet", path)


def test_merged_cells_count_in_each_row() -> None:
    merged = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>05/3</t></is></c>'
        '<c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><f>1+1</f><v>2.0</v></c>'
        "</row>"
        '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
    )
    (sheet,) = read_sheets(_changed(_SHEET, merged)).sheets

    assert sheet.rows == [(1, ["05/3", "1"]), (2, ["05/3", "2"])]
