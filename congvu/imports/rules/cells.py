"""What stands in a cell: days however written, numbers, names of scans. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from congvu.lib.text import fold

_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
_NUMBER = re.compile(r"(?:so\s*:?\s*)?0*(\d{1,7})")
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
MOST_NUMBER = 999_999


def day_of(
    text: str, *, today: date, year: int | None = None, from_1904: bool = False
) -> date | None:
    """A day as registers write it (05/3/2019, 5.3.19, 05/3, 2019-03-05, 43529).

    Without a year it is of the sheet's; of two digits it is the last such year.
    """
    text = text.strip()
    if _SERIAL.fullmatch(text):
        serial = int(float(text))
        if serial < 10_000:
            return None
        return (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=serial)
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _WORDS.fullmatch(fold(text)):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _DAY.fullmatch(re.sub(r"\s+\d{1,2}:\d\d.*$", "", text)):
            of = _year(found[3], today) if found[3] else year
            return date(of, int(found[2]), int(found[1])) if of else None
    except ValueError:
        return None
    return None


def _year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    century = today.year - today.year % 100
    year = century + int(text)
    return year if year <= today.year else year - 100


def number_of(text: str) -> int | None:
    """15, 0015, "Số: 15"; nothing else is a number of a register."""
    found = _NUMBER.fullmatch(fold(text))
    number = int(found[1]) if found else 0
    return number if 1 <= number <= MOST_NUMBER else None


def names_of(text: str) -> list[str]:
    """Names of scans in one cell, without the folders of another machine."""
    parts = (part.strip().strip('"') for part in re.split(r"[;\n|]", text))
    return [part.replace("\\", "/").strip("/") for part in parts if part]


def name_key(path: str) -> str:
    """What two ways of writing one file name share."""
    return fold(path.replace("\\", "/").rpartition("/")[2])
