"""Tables as .ods: what the house reads from them is what was written."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from congvu.files.formats.sheet_grid import NUMBER, TEXT, Bounds
from congvu.files.formats.sheet_ods import read_ods
from congvu.reporting.formats.tables import TableSheet, Value
from congvu.reporting.formats.tables_ods import write_tables_ods
from congvu.standards.formats import odf

NASTY = ["=1+1", "@SUM(A1)", "+84 209", "-2", "<b>&\"'", "of:=1", "Ba Bể\nChợ Mới"]


def written(rows: list[list[Value]], title: str = "Bảng [1]: a/b") -> bytes:
    out = BytesIO()
    columns = [("Tên", 30), ("Số", 12)]
    sheets = [TableSheet(title, columns, rows), TableSheet("Hai", columns, [])]
    write_tables_ods(out, head=["Đầu trang"], sheets=sheets)
    return out.getvalue()


def test_words_stay_words_and_numbers_numbers() -> None:
    rows: list[list[Value]] = [[text, 1] for text in NASTY]
    rows.append(["Cộng", Decimal("12.50")])
    content = written(rows)
    first, second = read_ods(content, Bounds()).sheets
    assert (first.name, second.name) == ("1. Bảng 1 ab", "2. Hai")
    told = dict(first.rows)
    assert told[1] == ["Đầu trang"]
    assert told[4] == ["Tên", "Số"]
    assert [told[5 + n] for n in range(len(NASTY))] == [
        [" ".join(text.split("\n")), "1"] for text in NASTY
    ]
    assert first.rows[-1][1] == ["Cộng", "12.5"]
    assert first.kinds[-1] == TEXT + NUMBER
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert "formula" not in archive.read("content.xml").decode()
    assert odf(content) == [], "by the checker that systems are held to"
    assert content == written(rows), "equal tables are equal files"


@given(st.text(max_size=60), st.integers(-(10**12), 10**12))
def test_whatever_was_typed_is_a_file_that_opens(text: str, number: int) -> None:
    sheet, _empty = read_ods(written([[text, number]], text), Bounds()).sheets
    line = dict(sheet.rows)[5]
    assert line[1] == str(number)
