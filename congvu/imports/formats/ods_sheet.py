"""All sheets of an .ods file: the values shown, never the formulas."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from congvu.imports.formats.grid import (
    MOST_CELLS,
    MOST_LETTERS,
    MOST_SHEETS,
    MOST_UNPACKED,
    Sheet,
    SheetRefused,
    Table,
)
from congvu.lib.text import nfc

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (
    f"{{{_NS}{part}:1.0}}" for part in ("table", "office", "text")
)


def read_ods(content: bytes) -> Table:
    sheets: list[Sheet] = []
    with zipfile.ZipFile(BytesIO(content)) as book:
        if book.getinfo("content.xml").file_size > MOST_UNPACKED:
            raise SheetRefused("too-big")
        with book.open("content.xml") as part:
            line = 0
            events = iterparse(part, events=("start", "end"), forbid_dtd=True)
            for event, element in events:
                if event == "start" and element.tag == f"{_TABLE}table":
                    if len(sheets) >= MOST_SHEETS:
                        break
                    sheets.append(Sheet(nfc(element.get(f"{_TABLE}name", ""))))
                    line = 0
                elif event == "end" and element.tag == f"{_TABLE}table-row":
                    line = _row(sheets[-1], element, line)
                    element.clear()
    return Table(sheets)


def _row(sheet: Sheet, row: Element, line: int) -> int:
    """The last line it stands for; an empty row may stand for a million."""
    times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
    cells: list[str] = []
    for cell in row:
        if len(cells) >= MOST_CELLS or not cell.tag.endswith("table-cell"):
            continue
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        cells += [_value(cell)] * min(repeated, MOST_CELLS - len(cells))
    if any(cells):
        for more in range(times):
            sheet.add(line + more + 1, list(cells))
    return line + times


def _value(cell: Element) -> str:
    day = cell.get(f"{_OFFICE}date-value")
    if day:
        return day[:10]
    figure = cell.get(f"{_OFFICE}value")
    if figure and cell.get(f"{_OFFICE}value-type") == "float":
        number = float(figure)
        return str(int(number)) if number.is_integer() else repr(number)
    lines = ("".join(text.itertext()) for text in cell.iter(f"{_TEXT}p"))
    return nfc(" ".join(lines))[:MOST_LETTERS]
