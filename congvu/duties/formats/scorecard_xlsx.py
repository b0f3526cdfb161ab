"""A scorecard for Excel and LibreOffice: bodies by states, then every duty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from congvu.documents.formats.register_xlsx import MOST_LETTERS

Value = str | int | float | date | None


@dataclass(frozen=True)
class Sheet:
    """Its columns with their width in letters; rows one by one."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Value]]


def write_sheets(out: BinaryIO, head: Sequence[str], sheets: Sequence[Sheet]) -> None:
    """Words are written as text: none of them may run as a formula."""
    book: Any = Workbook(out, {"constant_memory": True})
    bold = book.add_format({"bold": True, "font_name": "Times New Roman"})
    ruled = {"font_name": "Times New Roman", "border": 1, "valign": "top"}
    title = book.add_format({**ruled, "bold": True, "text_wrap": True})
    words = book.add_format({**ruled, "text_wrap": True})
    day = book.add_format({**ruled, "num_format": "dd/mm/yyyy"})
    share = book.add_format({**ruled, "num_format": "0.0"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P/&N")
        for column, (_name, wide) in enumerate(sheet.columns):
            page.set_column(column, column, wide)
        for row, line in enumerate(head):
            page.write_string(row, 0, line, bold)
        first = len(head) + 1
        for column, (name, _wide) in enumerate(sheet.columns):
            page.write_string(first, column, name, title)
        page.freeze_panes(first + 1, 0)
        page.repeat_rows(first)
        for row, values in enumerate(sheet.rows, start=first + 1):
            for column, value in enumerate(values):
                if value is None:
                    page.write_blank(row, column, None, words)
                elif isinstance(value, str):
                    page.write_string(row, column, value[:MOST_LETTERS], words)
                elif isinstance(value, date):
                    page.write_datetime(row, column, value, day)
                else:
                    real = isinstance(value, float)
                    page.write_number(row, column, value, share if real else words)
    book.close()
