"""Text tables: the encoding and the separator are guessed, and told."""

from __future__ import annotations

import csv
import io
import re
import unicodedata

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


def read_csv(content: bytes, bounds: Bounds) -> Table:
    text, encoding = _decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    sheet = Sheet("")
    try:
        for cells in reader:
            kept = [nfc(cell)[: bounds.letters] for cell in cells[: bounds.cells]]
            sheet.add(reader.line_num, kept, bounds)
    except csv.Error:
        raise SheetRefused("broken") from None
    return Table([sheet], encoding=encoding)


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


def _decode(content: bytes) -> tuple[str, str]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace"), "UTF-16"
    if b"\0" in content[:4096]:
        raise SheetRefused("broken")
    try:
        text, least = content.decode("utf-8-sig"), 3
    except UnicodeDecodeError:
        text, least = content.decode("latin-1"), 1
    if _is_tcvn3(text, least):
        return to_unicode(text, "tcvn3"), "TCVN3"
    if least > 1:
        return text, "UTF-8"
    text = content.decode("cp1258", "replace")
    return unicodedata.normalize("NFC", text), "Windows-1258"


def _is_tcvn3(text: str, least: int) -> bool:
    """``least``: how many of its letters have to be seen."""
    if _TODAY.search(text):
        return False
    signs, others = _TCVN3.findall(text), _OTHER.findall(text)
    return len(set(signs)) >= least and len(signs) > 0.1 * len(others)
