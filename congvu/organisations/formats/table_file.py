"""The first sheet of an .xlsx file, or a .csv file, as rows of text.

Only what a table of words needs: no formulas, no dates, no styles. A stranger's file is
bounded before it is unpacked, and its XML is read without entities.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

MOST_BYTES = 8_000_000
MOST_UNPACKED = 120_000_000
MOST_ROWS = 50_000
MOST_CELLS = 40

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})\d+")


class TableRefused(ValueError):
    """Not a table we can read; the message is a Vietnamese message id."""


def read_table(content: bytes) -> list[list[str]]:
    """All rows, empty ones too, so that the n-th is line n of what people see."""
    if len(content) > MOST_BYTES:
        raise TableRefused(_("Tệp quá lớn (nhiều hơn 8 MB)."))
    rows = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    if len(rows) > MOST_ROWS:
        raise TableRefused(_("Bảng quá dài (nhiều hơn 50.000 dòng)."))
    return rows


def _csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = _("Không đọc được tệp: lưu lại dạng .xlsx, hoặc .csv mã UTF-8.")
        raise TableRefused(words) from None
    head = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    rows: list[list[str]] = []
    try:
        for cells in reader:
            # A cell of several lines takes several: the number stays that of the file.
            rows += [[]] * (reader.line_num - len(rows) - 1)
            rows.append([nfc(cell) for cell in cells[:MOST_CELLS]])
    except csv.Error:
        words = _("Không đọc được tệp: lưu lại dạng .xlsx, hoặc .csv mã UTF-8.")
        raise TableRefused(words) from None
    return rows


def _xlsx(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_UNPACKED:
                raise TableRefused(_("Tệp quá lớn khi mở ra."))
            return _sheet(fromstring(book.read(_first_sheet(book))), _strings(book))
    except (
        zipfile.BadZipFile,
        KeyError,
        ParseError,
        DefusedXmlException,
        RuntimeError,
        NotImplementedError,
        StopIteration,
        IndexError,
        ValueError,
    ) as error:
        if isinstance(error, TableRefused):
            raise
        raise TableRefused(_("Không đọc được tệp .xlsx này.")) from None


def _first_sheet(book: zipfile.ZipFile) -> str:
    workbook = fromstring(book.read("xl/workbook.xml"))
    wanted = next(workbook.iter(f"{_NS}sheet")).attrib[_REL]
    links = fromstring(book.read("xl/_rels/workbook.xml.rels"))
    target = next(e.attrib["Target"] for e in links if e.attrib["Id"] == wanted)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _strings(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    table = fromstring(book.read("xl/sharedStrings.xml"))
    return [_words(item) for item in table.iter(f"{_NS}si")]


def _words(item: Element) -> str:
    """The text of a cell, without the readings that Asian writing may carry."""
    direct = item.find(f"{_NS}t")
    if direct is not None:
        return nfc(direct.text or "")
    runs = (run.find(f"{_NS}t") for run in item.findall(f"{_NS}r"))
    return nfc("".join(run.text or "" for run in runs if run is not None))


def _sheet(sheet: Element, strings: list[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in sheet.iter(f"{_NS}row"):
        number = int(row.get("r") or len(rows) + 1)
        if number > MOST_ROWS:
            raise TableRefused(_("Bảng quá dài (nhiều hơn 50.000 dòng)."))
        rows += [[]] * (number - len(rows) - 1)
        rows.append(list(_cells(row, strings)))
    return rows


def _cells(row: Element, strings: list[str]) -> Iterator[str]:
    place = 0
    for cell in row.findall(f"{_NS}c"):
        found = _CELL.fullmatch(cell.get("r") or "")
        wanted = _column(found[1]) if found else place
        if wanted >= MOST_CELLS:
            return
        yield from [""] * (wanted - place)
        yield _value(cell, strings)
        place = wanted + 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, strings: list[str]) -> str:
    inline = cell.find(f"{_NS}is")
    if inline is not None:
        return _words(inline)
    value = cell.find(f"{_NS}v")
    text = (value.text or "") if value is not None else ""
    if cell.get("t") == "s" and text:
        return strings[int(text)]
    if cell.get("t") in {None, "n"} and text.endswith(".0"):
        return text[:-2]
    return nfc(text)
