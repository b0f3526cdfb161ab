"""Text tables: the encoding and the separator are guessed, and told."""

from __future__ import annotations

import csv
import io
import unicodedata

from congvu.imports.formats.grid import (
    MOST_CELLS,
    MOST_LETTERS,
    Sheet,
    SheetRefused,
    Table,
)
from congvu.lib.text import nfc


def read_csv(content: bytes) -> Table:
    text, encoding = _decode(content)
    head = "\n".join([line for line in text.splitlines() if line.strip()][:20])
    mark = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    sheet = Sheet("")
    try:
        for cells in reader:
            kept = [nfc(cell)[:MOST_LETTERS] for cell in cells[:MOST_CELLS]]
            sheet.add(reader.line_num, kept)
    except csv.Error:
        raise SheetRefused("broken") from None
    return Table([sheet], encoding=encoding)


def _decode(content: bytes) -> tuple[str, str]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace"), "UTF-16"
    if b"\0" in content[:4096]:
        raise SheetRefused("broken")
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        text = content.decode("cp1258", "replace")
        return unicodedata.normalize("NFC", text), "Windows-1258"
