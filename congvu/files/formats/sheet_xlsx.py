"""All sheets of an .xlsx file, streamed: what a formula gave, never the formula.

Nothing outside the sheets is opened: no links, no pictures, no macros. Cells that were
merged downwards count in every row they cover. A formula that gave nothing is told.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse

from congvu.files.formats.sheet_grid import (
    FAULT,
    FORMULA,
    MOST_MERGED_TOLD,
    NUMBER,
    TEXT,
    TRUTH,
    Bounds,
    Sheet,
    SheetRefused,
    Table,
    figure_of,
)
from congvu.lib.text import nfc

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MACROS = ("vbaproject.bin", "macrosheet1.xml")
_SMALL_PART = 2_000_000
_MOST_MERGED = 200_000


def read_xlsx(content: bytes, bounds: Bounds) -> Table:
    with zipfile.ZipFile(BytesIO(content)) as book:
        parts = book.infolist()
        if sum(part.file_size for part in parts) > bounds.unpacked:
            raise SheetRefused("too-big-inside")
        workbook = _small(book, "xl/workbook.xml")
        strings = list(_strings(book, bounds.letters))
        sheets = [
            _sheet(book, name, part, strings, bounds)
            for name, part in _parts(book, workbook)[: bounds.sheets]
        ]
    settings = workbook.find(f"{_NS}workbookPr")
    old = settings is not None and settings.get("date1904") in ("1", "true")
    has_macros = any(part.filename.lower().endswith(_MACROS) for part in parts)
    return Table(sheets, counts_from_1904=old, has_macros=has_macros)


def _small(book: zipfile.ZipFile, name: str) -> Element:
    if book.getinfo(name).file_size > _SMALL_PART:
        raise SheetRefused("too-big-inside")
    found: Element = fromstring(book.read(name), forbid_dtd=True)
    return found


def _parts(book: zipfile.ZipFile, workbook: Element) -> list[tuple[str, str]]:
    """Sheets people see, in their order, with the part each lies in."""
    links = {
        link.attrib["Id"]: link.attrib["Target"]
        for link in _small(book, "xl/_rels/workbook.xml.rels")
        if link.get("TargetMode") != "External"
    }
    found = []
    for sheet in workbook.iter(f"{_NS}sheet"):
        target = links.get(sheet.get(_REL, ""), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in book.namelist() and sheet.get("state", "visible") == "visible":
            found.append((nfc(sheet.get("name", "")), part))
    return found


def _strings(book: zipfile.ZipFile, letters: int) -> Iterator[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return
    with book.open("xl/sharedStrings.xml") as part:
        for item in _ends(part, "sst", "si"):
            yield _words(item, letters)


def _ends(part: object, holder: str, wanted: str) -> Iterator[Element]:
    """Each wanted element once; what was read is forgotten, however much it is."""
    kept: Element | None = None
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if element.tag == _NS + holder:
                kept = element
        elif element.tag == _NS + wanted:
            yield element
            if kept is not None:
                kept.clear()


def _words(item: Element, letters: int) -> str:
    """The text of a cell, without the readings that Asian writing may carry."""
    direct = item.find(f"{_NS}t")
    if direct is not None:
        return nfc(direct.text or "")[:letters]
    runs = (run.find(f"{_NS}t") for run in item.findall(f"{_NS}r"))
    joined = "".join(run.text or "" for run in runs if run is not None)
    return nfc(joined)[:letters]


def _sheet(
    book: zipfile.ZipFile, name: str, part: str, strings: list[str], bounds: Bounds
) -> Sheet:
    sheet = Sheet(name)
    with book.open(part) as stream:
        before = 0
        for row in _ends(stream, "sheetData", "row"):
            before = int(row.get("r") or before + 1)
            cells, kinds = _cells(row, strings, bounds)
            sheet.add(before, cells, bounds, kinds)
    with book.open(part) as stream:
        merged = [
            cell.get("ref", "") for cell in _ends(stream, "mergeCells", "mergeCell")
        ]
    _spread(sheet, merged)
    return sheet


def _spread(sheet: Sheet, merged: list[str]) -> None:
    sheet.merged = merged[:MOST_MERGED_TOLD]
    rows = {line: place for place, (line, _cells) in enumerate(sheet.rows)}
    left = _MOST_MERGED
    for ref in merged:
        first, _, last = ref.partition(":")
        start, end = _CELL.fullmatch(first), _CELL.fullmatch(last)
        if start is None or end is None:
            continue
        place = _column(start[1])
        value, kind = _at(sheet, rows.get(int(start[2])), place)
        for line in range(int(start[2]) + 1, int(end[2]) + 1):
            left -= 1
            if left < 0:
                return
            row = rows.get(line)
            if value and row is not None and not _at(sheet, row, place)[0]:
                _put(sheet, row, place, value, kind)


def _at(sheet: Sheet, row: int | None, place: int) -> tuple[str, str]:
    if row is None or place >= len(sheet.rows[row][1]):
        return "", TEXT
    return sheet.rows[row][1][place], sheet.kinds[row][place]


def _put(sheet: Sheet, row: int, place: int, value: str, kind: str) -> None:
    cells, kinds = sheet.rows[row][1], sheet.kinds[row]
    cells += [""] * (place + 1 - len(cells))
    kinds = kinds.ljust(place + 1, TEXT)
    cells[place] = value
    sheet.kinds[row] = kinds[:place] + kind + kinds[place + 1 :]


def _cells(row: Element, strings: list[str], bounds: Bounds) -> tuple[list[str], str]:
    found: list[str] = []
    kinds: list[str] = []
    for cell in row.findall(f"{_NS}c"):
        where = _CELL.fullmatch(cell.get("r") or "")
        place = _column(where[1]) if where else len(found)
        if place >= bounds.cells:
            break
        found += [""] * (place - len(found))
        kinds += TEXT * (place - len(kinds))
        text, kind = _value(cell, strings, bounds.letters)
        found[place:], kinds[place:] = [text], [kind]
    return found, "".join(kinds)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, strings: list[str], letters: int) -> tuple[str, str]:
    inline = cell.find(f"{_NS}is")
    if inline is not None:
        return _words(inline, letters), TEXT
    value, formula = cell.find(f"{_NS}v"), cell.find(f"{_NS}f")
    text = (value.text or "") if value is not None else ""
    kind = cell.get("t", "n")
    if formula is not None and not text:
        if kind == "str" and value is not None:  # it gave a text without letters
            return "", TEXT
        return f"={formula.text or ''}"[:80], FORMULA
    if kind == "s" and text:
        return strings[int(text)], TEXT
    if kind == "n" and text:
        return figure_of(text), NUMBER
    return nfc(text)[:letters], {"b": TRUTH, "e": FAULT}.get(kind, TEXT)
