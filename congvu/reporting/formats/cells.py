"""The sheet that people filled in: .xlsx or .csv, as rows of cells. A stranger's file.

Bounded before it is unpacked, its XML read without entities, nothing outside the sheet
opened. What a formula gave counts, never the formula; where it gave nothing, its text
stands there, so that it is told and not lost.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
MOST_SHEETS = 20
MOST_ROWS = 5000
MOST_COLUMNS = 20
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class SheetRefused(ValueError):
    """Not a sheet we read; a Vietnamese message id and its values."""

    def __init__(self, words: str, **named: object) -> None:
        self.words, self.named = words, named
        super().__init__(words)


class Cell(NamedTuple):
    """``number``: a spreadsheet's own number, written with a point."""

    text: str
    number: bool = False


@dataclass(frozen=True)
class Row:
    """``line`` counts as people see it, from 1."""

    line: int
    cells: tuple[Cell, ...]

    def text(self, at: int) -> str:
        return self.cells[at].text.strip() if at < len(self.cells) else ""


def address(line: int, at: int) -> str:
    """ "C7": where a person looks."""
    return f"{chr(ord('A') + at)}{line}"


def read_cells(content: bytes) -> list[Row]:
    """Rows that say something. Raises `SheetRefused`, whatever a stranger put in."""
    if len(content) > MOST_BYTES:
        raise SheetRefused(_("Tệp quá lớn (nhiều hơn 5 MB)."))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        words = _("Tệp .xls cũ, hoặc tệp có mật khẩu: lưu lại dạng .xlsx rồi nạp.")
        raise SheetRefused(words)
    if not content.startswith(b"PK"):
        return _csv(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return _book(book)
    except SheetRefused:
        raise
    except (
        *(zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException),
        *(RuntimeError, NotImplementedError, IndexError, ValueError, EOFError),
    ):
        raise SheetRefused(_("Không đọc được tệp .xlsx này.")) from None


def _csv(content: bytes) -> list[Row]:
    words = _("Không đọc được tệp: lưu lại dạng .xlsx, hoặc .csv mã UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetRefused(words) from None
    head = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    rows = []
    try:
        for cells in reader:
            if reader.line_num > MOST_ROWS:
                raise SheetRefused(_("Bảng quá dài."))
            found = tuple(Cell(_unquoted(nfc(c))) for c in cells[:MOST_COLUMNS])
            if any(cell.text.strip() for cell in found):
                rows.append(Row(reader.line_num, found))
    except csv.Error:
        raise SheetRefused(words) from None
    return rows


def _unquoted(text: str) -> str:
    """Without the apostrophe by which our own file kept it from being a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def _book(book: zipfile.ZipFile) -> list[Row]:
    parts = book.infolist()
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SheetRefused(_("Tệp quá lớn khi mở ra."))
    names = {part.filename.lower() for part in parts}
    if any(name.endswith(("vbaproject.bin", "macrosheet1.xml")) for name in names):
        raise SheetRefused(_("Tệp có macro: lưu lại dạng .xlsx không macro rồi nạp."))
    workbook = fromstring(book.read("xl/workbook.xml"), forbid_dtd=True)
    sheets = list(workbook.iter(f"{_NS}sheet"))
    if len(sheets) > MOST_SHEETS:
        words = _("Tệp có %(n)s trang tính; biểu mẫu chỉ có một.")
        raise SheetRefused(words, n=len(sheets))
    links = fromstring(book.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {e.attrib["Id"]: e.attrib["Target"] for e in links}
    target = targets[sheets[0].attrib[_REL]]
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheet = fromstring(book.read(part), forbid_dtd=True)
    merged = [m.get("ref", "") for m in sheet.iter(f"{_NS}mergeCell")]
    if merged:
        words = _("Có ô gộp (%(cells)s): bỏ gộp ô rồi nạp lại.")
        raise SheetRefused(words, cells=", ".join(merged[:3]))
    return _rows(sheet, _strings(book))


def _strings(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    table = fromstring(book.read("xl/sharedStrings.xml"), forbid_dtd=True)
    return [_words(item) for item in table.iter(f"{_NS}si")]


def _words(item: Element) -> str:
    """The text of a cell, without the readings that Asian writing may carry."""
    direct = item.find(f"{_NS}t")
    if direct is not None:
        return nfc(direct.text or "")
    runs = (run.find(f"{_NS}t") for run in item.findall(f"{_NS}r"))
    return nfc("".join(run.text or "" for run in runs if run is not None))


def _rows(sheet: Element, strings: list[str]) -> list[Row]:
    found, before = [], 0
    for row in sheet.iter(f"{_NS}row"):
        before = int(row.get("r") or before + 1)
        if before > MOST_ROWS:
            raise SheetRefused(_("Bảng quá dài."))
        cells: list[Cell] = []
        for cell in row.findall(f"{_NS}c"):
            where = _CELL.fullmatch(cell.get("r") or "")
            place = _column(where[1]) if where else len(cells)
            if place >= MOST_COLUMNS:
                break
            cells += [Cell("")] * (place - len(cells))
            cells[place:] = [_value(cell, strings)]
        if any(cell.text.strip() for cell in cells):
            found.append(Row(before, tuple(cells)))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, strings: list[str]) -> Cell:
    inline = cell.find(f"{_NS}is")
    if inline is not None:
        return Cell(_words(inline))
    value, formula = cell.find(f"{_NS}v"), cell.find(f"{_NS}f")
    text = (value.text or "") if value is not None else ""
    if formula is not None and not text:
        return Cell(f"={formula.text or ''}"[:80])
    kind = cell.get("t", "n")
    if kind == "s" and text:
        return Cell(strings[int(text)])
    if kind == "b":
        return Cell("có" if text == "1" else "không")
    return Cell(nfc(text), number=kind == "n" and bool(text))
