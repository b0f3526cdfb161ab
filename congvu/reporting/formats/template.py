"""The sheet to fill in, as .xlsx and as .csv: the same rows, what was typed in them."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from congvu.documents.formats.list_csv import safe

TITLE, HEAD, LOCKED, OPEN = "title", "head", "locked", "open"


@dataclass(frozen=True)
class Line:
    """A row: how it looks, its cells, and where ``choices`` are, what may be chosen."""

    look: str
    cells: Sequence[str]
    open_at: Sequence[int] = ()
    choices: Sequence[str] = ()


def write_template_xlsx(
    out: BinaryIO, *, sheet_name: str, lines: Sequence[Line]
) -> None:
    """Cells to type in are text: 1.234 stays as typed, and nothing runs."""
    book: Any = Workbook(out)
    base = {"font_name": "Times New Roman", "valign": "top", "num_format": "@"}
    looks = {
        TITLE: book.add_format({**base, "bold": True}),
        HEAD: book.add_format(
            {
                **base,
                "bold": True,
                "border": 1,
                "text_wrap": True,
                "bg_color": "#EEEBE0",
            }
        ),
        LOCKED: book.add_format({**base, "border": 1, "text_wrap": True}),
        OPEN: book.add_format(
            {**base, "border": 1, "text_wrap": True, "bg_color": "#FFFBE6"}
        ),
    }
    sheet = book.add_worksheet(sheet_name[:31])
    for place, width in enumerate((11, 46, 22, 26, 20, 20, 20, 20, 20, 20, 20, 20, 20)):
        sheet.set_column(place, place, width)
    for row, line in enumerate(lines):
        for place, text in enumerate(line.cells):
            look = OPEN if place in line.open_at else line.look
            sheet.write_string(row, place, text, looks[look])
        if line.choices and sum(map(len, line.choices)) < 240:
            listed = {"validate": "list", "source": list(line.choices)}
            sheet.data_validation(row, line.open_at[0], row, line.open_at[0], listed)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()


def write_template_csv(out: BinaryIO, *, lines: Sequence[Line]) -> None:
    out.write(codecs.BOM_UTF8)
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    for line in lines:
        writer.writerow([safe(cell) for cell in line.cells])
    text.flush()
    text.detach()
