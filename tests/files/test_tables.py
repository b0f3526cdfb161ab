"""Tables of strangers: letters and separators guessed; hostile ones refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from congvu.files.actions import read_table
from congvu.files.formats import legacy
from congvu.files.formats.sheet_grid import Bounds, SheetRefused, figure_of
from congvu.files.formats.sheets import read_sheets
from congvu.lib.refusals import Refused

_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XXE = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    "<worksheet><sheetData>&e;</sheetData></worksheet>"
)
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<worksheet><sheetData>&b;</sheetData></worksheet>"
)
_OLD = "Số đến;Trích yếu\n1;Báo cáo cơ quan, đã đọc và lưu\n"


def changed(part: str, content: bytes | str) -> bytes:
    """A sound workbook, one part of it another."""
    made: Any = BytesIO()
    book: Any = Workbook(made)
    book.add_worksheet("Sổ").write_row(0, 0, ["Số đến", "Trích yếu"])
    book.close()
    out = BytesIO()
    with (
        zipfile.ZipFile(made) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def tcvn3(text: str) -> bytes:
    """As programs of before 2009 kept it."""
    codes = str.maketrans(legacy.TCVN3_LETTERS, legacy.TCVN3_CODES)
    return text.translate(codes).encode("latin-1")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Số đến;Trích yếu\n1;Mời họp\n".encode(), "UTF-8"),
        ("Số đến\tTrích yếu\n1\tMời họp\n".encode("utf-16"), "UTF-16"),
        (b"S\xf4\xec;Tr\xedch\n1;M\xf2i\n", "Windows-1258"),
        (tcvn3(_OLD), "TCVN3"),
        (tcvn3(_OLD).decode("latin-1").encode(), "TCVN3"),
        ("Gas 5 m³;½ và ¼;«a»\n1;2;3\n".encode(), "UTF-8"),
    ],
    ids=["utf-8", "utf-16", "cp1258", "tcvn3", "tcvn3-saved-anew", "other-signs"],
)
def test_csv_encodings_are_guessed_and_told(content: bytes, encoding: str) -> None:
    table = read_sheets(content)

    assert table.encoding == encoding
    (first, *_rest) = [cells for _line, cells in table.sheets[0].rows]
    assert len(first) > 1
    if encoding == "TCVN3":
        assert first[0] == "Số đến"


def test_a_separator_is_what_most_lines_have() -> None:
    told = "một, hai, ba, bốn, năm, sáu, bảy, tám, chín, mười"
    text = f'Số;Trích yếu\n1;{told}\n2;"a,b,c,d;e"\n'.encode()

    (sheet,) = read_sheets(text).sheets

    assert [cells for _line, cells in sheet.rows] == [
        ["Số", "Trích yếu"],
        ["1", told],
        ["2", "a,b,c,d;e"],
    ]


def ods(rows: str) -> bytes:
    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    body = (
        f'<office:document-content {names} xmlns:calcext="{calc}">'
        f'<table:table table:name="2019">{rows}</table:table>'
        "</office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("content.xml", body)
    return out.getvalue()


def test_ods_with_a_million_empty_rows() -> None:
    content = ods(
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row><table:table-row>'
        "<table:table-cell><text:p>Số đến</text:p></table:table-cell><table:table-cell "
        'office:value-type="date" office:date-value="2019-03-05"/><table:table-cell '
        'office:value-type="float" office:value="15.0"/><table:table-cell '
        'table:formula="of:=[.A1]" table:number-columns-spanned="2"/>'
        "</table:table-row>"
    )

    (sheet,) = read_sheets(content).sheets

    assert sheet.rows == [(1_000_001, ["Số đến", "2019-03-05", "15", "=[.A1]"])]
    assert (sheet.kinds, sheet.merged) == (["ttnf"], ["D1000001"])


def test_of_an_ods_cell_its_value_counts_not_what_is_noted_beside_it() -> None:
    content = ods(
        "<table:table-row><table:table-cell><office:annotation><text:p>Lan ghi</text:p>"
        "</office:annotation><text:p>HTX</text:p><text:p>Một</text:p>"
        "</table:table-cell><table:table-cell><office:annotation><text:p>Còn hỏi"
        "</text:p></office:annotation></table:table-cell><table:table-cell "
        'office:value-type="float" office:value="36.900000000000006"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" '
        'office:string-value=""/><table:table-cell><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )

    (sheet,) = read_sheets(content).sheets

    assert sheet.rows == [(1, ["HTX Một", "", "36.9", "#DIV/0!", "", "x"])]
    assert sheet.kinds == ["ttnett"]


def test_columns_beyond_the_twenty_sixth_have_two_letters() -> None:
    content = ods(
        '<table:table-row><table:table-cell table:number-columns-repeated="27"/>'
        '<table:table-cell table:number-rows-spanned="2"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )

    (sheet,) = read_sheets(content).sheets

    assert sheet.merged == ["AB1"]


@pytest.mark.parametrize(
    ("kept", "seen"),
    [
        ("15.0", "15"),
        ("1.5E1", "15"),
        ("-0.0", "0"),
        ("36.900000000000006", "36.9"),
        ("0.30000000000000004", "0.3"),
        ("44.99999999999999", "45"),
        ("1e-05", "0.00001"),
        ("1234567.5", "1234567.5"),
        ("INF", "INF"),
    ],
)
def test_a_number_is_what_a_sheet_shows(kept: str, seen: str) -> None:
    assert figure_of(kept) == seen


def test_merged_cells_count_in_each_row_and_formulas_by_what_they_gave() -> None:
    content = (
        f'<worksheet xmlns="{_MAIN}">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>05/3</t></is></c>'
        '<c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><f>1+1</f><v>2.0</v></c>'
        '<c r="C2"><f>cmd()</f></c><c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="E2" t="b"><v>1</v></c><c r="F2" t="str"><f>IF(B2,"")</f><v></v></c>'
        '<c r="G2"><f>B2*18.45</f><v>36.900000000000006</v></c></row>'
        '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
    )
    (sheet,) = read_sheets(changed(_SHEET, content)).sheets

    assert sheet.rows == [
        (1, ["05/3", "1"]),
        (2, ["05/3", "2", "=cmd()", "#DIV/0!", "1", "", "36.9"]),
    ]
    assert (sheet.kinds, sheet.merged) == (["tn", "tnfebtn"], ["A1:A2"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (changed(_SHEET, _XXE), "hostile"),
        (changed(_SHEET, _LAUGHS), "hostile"),
        (changed("xl/workbook.xml", _XXE), "hostile"),
        (changed(_SHEET, "<worksheet>"), "broken"),
        (changed(_SHEET, b"0" * 70_000_000), "too-big-inside"),
        (b"PK\x03\x04 rubbish", "broken"),
        (b"\xd0\xcf\x11\xe0 old", "old-excel"),
        (b"a\0b", "broken"),
        (b"x" * 1_000_001, "too-big"),
        (b"a;b\n" * 101, "too-long"),
    ],
    ids=[
        *("xxe", "laughs", "xxe-in-book", "broken", "bomb", "zip", "xls", "binary"),
        *("big", "long"),
    ],
)
def test_hostile_tables_are_refused(content: bytes, reason: str) -> None:
    few = Bounds(bytes=1_000_000, unpacked=60_000_000, rows=100)

    with pytest.raises(SheetRefused) as why:
        read_sheets(content, few)
    assert why.value.reason == reason


@pytest.mark.django_db
def test_a_million_empty_rows_are_read_past_in_the_jail(home: Path) -> None:
    rows = "<row/>" * 1_000_000
    content = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'

    table, _sha = read_table(stream=BytesIO(changed(_SHEET, content)), bounds=Bounds())

    assert [sheet.rows for sheet in table.sheets] == [[]]


@pytest.mark.django_db
def test_the_jail_says_why_in_words_and_where_it_was_asked(home: Path) -> None:
    with pytest.raises(Refused, match="khai báo XML") as why:
        read_table(
            stream=BytesIO(changed(_SHEET, _XXE)), bounds=Bounds(), field="sheet"
        )
    assert [reason.field for reason in why.value.reasons] == ["sheet"]
    with pytest.raises(Refused, match="nhiều hơn 1 MB"):
        read_table(stream=BytesIO(b"x" * 1_000_001), bounds=Bounds(bytes=1_000_000))
    with pytest.raises(Refused, match=r"quá 1\.000 dòng"):
        read_table(stream=BytesIO(b"a;b\n" * 1001), bounds=Bounds(rows=1000))
