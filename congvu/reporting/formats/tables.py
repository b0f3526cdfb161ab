"""The merged table as .xlsx and .csv. Words are text: none runs as a formula."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import TextIOWrapper
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from congvu.documents.formats.list_csv import safe
from congvu.documents.formats.register_xlsx import MOST_LETTERS
from congvu.reporting.rules import written

Value = str | int | Decimal | None
_BAD_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\'")


@dataclass(frozen=True)
class TableSheet:
    """One table: its title, its columns with their width, its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]


def sheet_name(place: int, sheet: TableSheet) -> str:
    """As every office program takes it."""
    return f"{place}. {sheet.title.translate(_BAD_IN_SHEET_NAMES)}"[:31]


def write_tables_xlsx(
    out: BinaryIO, *, head: Sequence[str], sheets: Sequence[TableSheet]
) -> None:
    """A sheet a table, each with the head above it, so that none stands without how
    many are in it.
    """
    book: Any = Workbook(out)
    base = {"font_name": "Times New Roman", "valign": "top"}
    bold = book.add_format({**base, "bold": True})
    title = book.add_format({**base, "bold": True, "border": 1, "text_wrap": True})
    words = book.add_format({**base, "border": 1, "text_wrap": True})
    number = book.add_format({**base, "border": 1, "num_format": "#,##0.####"})
    for place, sheet in enumerate(sheets, start=1):
        page = book.add_worksheet(sheet_name(place, sheet))
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P/&N")
        for row, line in enumerate([*head, sheet.title]):
            page.write_string(row, 0, line[:MOST_LETTERS], bold)
        first = len(head) + 2
        for column, (label, width) in enumerate(sheet.columns):
            page.set_column(column, column, width)
            page.write_string(first, column, label[:MOST_LETTERS], title)
        page.freeze_panes(first + 1, 0)
        page.repeat_rows(first)
        for row, values in enumerate(sheet.rows, start=first + 1):
            for column, value in enumerate(values):
                if isinstance(value, int | Decimal):
                    page.write_number(row, column, float(value), number)
                else:
                    page.write_string(row, column, (value or "")[:MOST_LETTERS], words)
    book.close()


def write_tables_csv(
    out: BinaryIO, *, head: Sequence[str], sheets: Sequence[TableSheet]
) -> None:
    """One below the other; numbers as people here write them."""
    out.write(codecs.BOM_UTF8)
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    for line in head:
        writer.writerow([safe(line)])
    for sheet in sheets:
        writer.writerow([])
        writer.writerow([safe(sheet.title)])
        writer.writerow([safe(label) for label, _width in sheet.columns])
        writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    text.flush()
    text.detach()


def _cell(value: Value) -> str:
    if isinstance(value, int | Decimal):
        return written(value)
    return safe(value or "")
