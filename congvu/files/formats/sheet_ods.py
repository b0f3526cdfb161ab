"""All sheets of an .ods file: the values shown, never the formulas."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from congvu.files.formats.sheet_grid import (
    FAULT,
    FORMULA,
    MOST_MERGED_TOLD,
    NUMBER,
    TEXT,
    Bounds,
    Sheet,
    SheetRefused,
    Table,
    figure_of,
)
from congvu.lib.text import nfc

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (
    f"{{{_NS}{part}:1.0}}" for part in ("table", "office", "text")
)
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def read_ods(content: bytes, bounds: Bounds) -> Table:
    sheets: list[Sheet] = []
    with zipfile.ZipFile(BytesIO(content)) as book:
        if book.getinfo("content.xml").file_size > bounds.unpacked:
            raise SheetRefused("too-big-inside")
        with book.open("content.xml") as part:
            line = 0
            events = iterparse(part, events=("start", "end"), forbid_dtd=True)
            for event, element in events:
                if event == "start" and element.tag == f"{_TABLE}table":
                    if len(sheets) >= bounds.sheets:
                        break
                    sheets.append(Sheet(nfc(element.get(f"{_TABLE}name", ""))))
                    line = 0
                elif event == "end" and element.tag == f"{_TABLE}table-row":
                    line = _row(sheets[-1], element, line, bounds)
                    element.clear()
    return Table(sheets)


def _row(sheet: Sheet, row: Element, line: int, bounds: Bounds) -> int:
    """The last line it stands for; an empty row may stand for a million."""
    times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
    cells: list[str] = []
    kinds = ""
    for cell in row:
        if len(cells) >= bounds.cells or not cell.tag.endswith("table-cell"):
            continue
        if len(sheet.merged) < MOST_MERGED_TOLD and _is_merged(cell):
            sheet.merged.append(f"{_letters(len(cells))}{line + 1}")
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        repeated = max(0, min(repeated, bounds.cells - len(cells)))
        text, kind = _value(cell, bounds.letters)
        cells += [text] * repeated
        kinds += kind * repeated
    if any(cells):
        for more in range(times):
            sheet.add(line + more + 1, list(cells), bounds, kinds)
    return line + times


def _letters(place: int) -> str:
    """A, B, …, Z, AA, AB: what a sheet calls its columns."""
    before, own = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + own)


def _is_merged(cell: Element) -> bool:
    spans = ("number-columns-spanned", "number-rows-spanned")
    return any(cell.get(f"{_TABLE}{span}", "1") != "1" for span in spans)


def _value(cell: Element, letters: int) -> tuple[str, str]:
    day = cell.get(f"{_OFFICE}date-value")
    if day:
        return day[:10], TEXT
    figure = cell.get(f"{_OFFICE}value")
    if figure and cell.get(f"{_OFFICE}value-type") == "float":
        return figure_of(figure), NUMBER
    lines = ("".join(text.itertext()) for text in cell.findall(f"{_TEXT}p"))
    shown = nfc(" ".join(lines))[:letters]
    if cell.get(f"{_CALC}value-type") == "error":
        return shown, FAULT
    formula = cell.get(f"{_TABLE}formula")
    if formula and not shown and not cell.get(f"{_OFFICE}value-type"):
        return f"={formula.removeprefix('of:').lstrip('=')}"[:80], FORMULA
    return shown, TEXT
