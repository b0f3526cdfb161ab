"""A list as CSV that Excel opens in Vietnamese and nothing in it can run.

UTF-8 with its mark, a line at a time. What strangers wrote and a spreadsheet would take
for a formula is made plain text by an apostrophe before it, as OWASP advises.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from io import TextIOWrapper
from typing import BinaryIO

from congvu.law.rules import Column

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """The same text, never a formula; blanks before one do not hide it."""
    runs = text.startswith(_STARTS) or text.lstrip().startswith(_STARTS)
    return f"'{text}" if runs else text


def write_list_csv(
    out: BinaryIO,
    columns: Sequence[Column],
    lines: Iterable[Mapping[str, str]],
    *,
    numeric: Collection[str] = (),
) -> int:
    """Write the lines and give their number; ``numeric`` columns stay as they are."""
    out.write(codecs.BOM_UTF8)
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([safe(column.title) for column in columns])
    count = 0
    for line in lines:
        count += 1
        writer.writerow(
            [
                line.get(c.key, "") if c.key in numeric else safe(line.get(c.key, ""))
                for c in columns
            ]
        )
    text.flush()
    text.detach()
    return count
