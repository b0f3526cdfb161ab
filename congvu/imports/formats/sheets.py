"""One door for .xlsx, .ods and .csv: told apart by content, not by name."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from congvu.imports.formats.csv_sheet import read_csv
from congvu.imports.formats.grid import MOST_BYTES, SheetRefused, Table
from congvu.imports.formats.ods_sheet import read_ods
from congvu.imports.formats.xlsx_sheet import read_xlsx

_FAULTS = (
    *(zipfile.BadZipFile, KeyError, ParseError, RuntimeError, NotImplementedError),
    *(IndexError, ValueError, OverflowError, EOFError),
)


def read_sheets(content: bytes) -> Table:
    """Raises `SheetRefused`, whatever a stranger put in."""
    if len(content) > MOST_BYTES:
        raise SheetRefused("too-big")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefused("old-excel")
    if not content.startswith(b"PK"):
        return read_csv(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            is_ods = "content.xml" in book.namelist()
        return read_ods(content) if is_ods else read_xlsx(content)
    except DefusedXmlException:
        raise SheetRefused("hostile") from None
    except _FAULTS:
        raise SheetRefused("broken") from None
