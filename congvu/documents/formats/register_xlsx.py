"""A register as a table for Excel and LibreOffice, written row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from congvu.law.rules import Column

MOST_LETTERS = 32_767  # of one cell, the format's own limit


def write_register_xlsx(
    out: BinaryIO,
    head: Sequence[str],
    columns: Sequence[Column],
    lines: Iterable[Mapping[str, str]],
    *,
    numeric: Collection[str] = (),
) -> int:
    """Write the lines and give their number.

    Every cell is text: what strangers wrote must never run as a formula. Only figures
    of our own, in ``numeric`` columns, are numbers.
    """
    book: Any = Workbook(out, {"constant_memory": True})
    bold = book.add_format({"bold": True, "font_name": "Times New Roman"})
    ruled = {"font_name": "Times New Roman", "border": 1, "text_wrap": True}
    plain = book.add_format({**ruled, "valign": "top"})
    title = book.add_format({**ruled, "bold": True, "align": "center"})
    sheet = book.add_worksheet("Sổ")
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(8, column.width * 1.4))
    for row, words in enumerate(head):
        sheet.write_string(row, 0, words, bold)
    first = len(head) + 1
    for place, column in enumerate(columns):
        sheet.write_string(first, place, column.title, title)
    sheet.freeze_panes(first + 1, 0)
    sheet.repeat_rows(first)
    sheet.set_footer("&C&P/&N")
    count = 0
    for count, line in enumerate(lines, start=1):
        for place, column in enumerate(columns):
            text = line.get(column.key, "")[:MOST_LETTERS]
            if column.key in numeric and text.isdecimal():
                sheet.write_number(first + count, place, int(text), plain)
            else:
                sheet.write_string(first + count, place, text, plain)
    book.close()
    return count
