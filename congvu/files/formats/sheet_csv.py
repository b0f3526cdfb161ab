"""Text tables: the encoding and the separator are guessed, and told."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from congvu.files.formats.legacy import to_unicode
from congvu.files.formats.sheet_grid import Bounds, Sheet, SheetRefused, Table
from congvu.lib.text import nfc

_QUOTED = re.compile(r'"[^"]*"')
# Letters that only Unicode keeps: with one of them a text was not typed before it.
_TODAY = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
# Letters of TCVN 3 (đ, à, á, ả, ã, ạ, ă, â, ê, ô, ơ) that are signs elsewhere, beside
# other letters.
_SIGNS = "®µ¸¶·¹¨»¾¼½©ª«¬"
_BESIDE = f"[A-Za-zÀ-ÿ\u00ad{_SIGNS}]"
_TCVN3 = re.compile(f"(?<={_BESIDE})[{_SIGNS}]|[{_SIGNS}](?={_BESIDE})")
_OTHER = re.compile("[^\x00-\x7f]")
_HEAD = 4_000_000


def read_csv(content: bytes, bounds: Bounds) -> Table:
    codec, encoding = _guess(content)
    text = _composed(content.decode(codec, "replace"), encoding)
    sheet = Sheet("")
    for number, cells in _rows(io.StringIO(text, newline=""), _separator(text), bounds):
        sheet.add(number, cells, bounds)
    return Table([sheet], encoding=encoding)


@dataclass(frozen=True)
class Place:
    """How far a long text table is read, and what was guessed of it at the beginning:
    by which codec its bytes are letters, what that is called, what parts its cells.
    """

    start: int = 0
    line: int = 0
    codec: str = ""
    encoding: str = ""
    separator: str = ""


def read_piece(
    file: BinaryIO, at: Place, rows: int, bounds: Bounds
) -> tuple[list[tuple[int, list[str]]], Place | None]:
    """So many rows from there on that say something, and where the next ones begin."""
    codec, taken = at.codec, 0
    if codec == "utf-16":
        file.seek(0)
        file = io.BytesIO(file.read().decode(codec, "replace").encode())
        codec = "utf-8"

    def lines() -> Iterator[str]:
        nonlocal taken
        for raw in file:
            taken += len(raw)
            yield _composed(raw.decode(codec), at.encoding)

    file.seek(at.start)
    kept: list[tuple[int, list[str]]] = []
    try:
        for number, cells in _rows(lines(), at.separator, bounds):
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                kept.append((at.line + number, cells))
            if len(kept) == rows:
                following = replace(at, start=at.start + taken, line=at.line + number)
                return kept, following
    except UnicodeDecodeError:  # further on it is not what it began as
        raise SheetRefused("broken") from None
    return kept, None


def begun(file: BinaryIO) -> Place:
    """Before its first row."""
    head = file.read(_HEAD)
    if len(head) == _HEAD:
        head = head[: head.rfind(b"\n") + 1] or head
    codec, encoding = _guess(head)
    text = _composed(head.decode(codec, "replace"), encoding)
    return Place(0, 0, codec, encoding, _separator(text))


def _rows(
    lines: Iterable[str], separator: str, bounds: Bounds
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=separator)
    try:
        for cells in reader:
            kept = [nfc(cell)[: bounds.letters] for cell in cells[: bounds.cells]]
            yield reader.line_num, kept
    except csv.Error:
        raise SheetRefused("broken") from None


def _separator(text: str) -> str:
    """What stands in most of the first lines, not in what is quoted there."""
    head = [line for line in text[:100_000].splitlines() if line.strip()][:20]
    plain = [_QUOTED.sub("", line) for line in head]
    return max(
        ",;\t|",
        key=lambda mark: (
            sum(mark in line for line in plain),
            sum(line.count(mark) for line in plain),
        ),
    )


def _guess(content: bytes) -> tuple[str, str]:
    """By which codec its bytes are letters, and what it is called."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16", "UTF-16"
    if b"\0" in content[:4096]:
        raise SheetRefused("broken")
    codec, least = "utf-8-sig", 3
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        codec, least = "latin-1", 1
        text = content.decode(codec)
    if _is_tcvn3(text, least):
        return codec, "TCVN3"
    return (codec, "UTF-8") if least > 1 else ("cp1258", "Windows-1258")


def _composed(text: str, encoding: str) -> str:
    if encoding == "TCVN3":
        return to_unicode(text, "tcvn3")
    if encoding == "Windows-1258":
        return unicodedata.normalize("NFC", text)
    return text


def _is_tcvn3(text: str, least: int) -> bool:
    """``least``: how many of its letters have to be seen."""
    if _TODAY.search(text):
        return False
    signs, others = _TCVN3.findall(text), _OTHER.findall(text)
    return len(set(signs)) >= least and len(signs) > 0.1 * len(others)
