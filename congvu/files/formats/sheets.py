"""One door for .xlsx, .ods and .csv: told apart by content, not by name."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from congvu.files.formats.sheet_csv import read_csv
from congvu.files.formats.sheet_grid import Bounds, SheetRefused, Table
from congvu.files.formats.sheet_ods import read_ods
from congvu.files.formats.sheet_xlsx import read_xlsx

_FAULTS = (
    *(zipfile.BadZipFile, KeyError, ParseError, RuntimeError, NotImplementedError),
    *(IndexError, ValueError, OverflowError, EOFError),
)
_ALL = Bounds()


def read_sheets(content: bytes, bounds: Bounds = _ALL) -> Table:
    """Raises `SheetRefused`, whatever a stranger put in."""
    if len(content) > bounds.bytes:
        raise SheetRefused("too-big")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefused("old-excel")
    if not content.startswith(b"PK"):
        return read_csv(content, bounds)
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            is_ods = "content.xml" in book.namelist()
        return read_ods(content, bounds) if is_ods else read_xlsx(content, bounds)
    except DefusedXmlException:
        raise SheetRefused("hostile") from None
    except _FAULTS:
        raise SheetRefused("broken") from None
