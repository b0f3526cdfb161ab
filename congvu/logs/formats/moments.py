"""The times of log lines: with a year or without, with a zone or without."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from congvu.lib.dates import VIETNAM

MONTHS = [
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
]
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
BSD = re.compile(
    r"(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2})(?: (?P<year>\d{4}))?"
    r" (?P<clock>\d{2}:\d{2}:\d{2})(?P<part>\.\d{1,9})?"
)
ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?"
    r" ?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)?"
)
CLF = re.compile(
    r"(?P<day>\d{1,2})/(?P<month>[A-Z][a-z]{2})/(?P<year>\d{4})"
    r":(?P<clock>\d{2}:\d{2}:\d{2}) ?(?P<zone>[+-]\d{4})?"
)
_LATER = timedelta(days=2)
_CTIME = re.compile(
    r"(?:[A-Z][a-z]{2} )(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2})"
    r" (?P<clock>\d{2}:\d{2}:\d{2}) (?P<year>\d{4})"
)
_DAYS = re.compile(
    r"(?P<day>\d{1,2})[- ](?P<month>[A-Z][a-z]{2})[- ](?P<year>\d{4})"
    r" (?P<clock>\d{2}:\d{2}:\d{2})(?P<part>\.\d{1,9})?"
)
_SLASHED = re.compile(
    r"\d{4}[/-]\d{2}[/-]\d{2}[T ] ?\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?"
    r"(?: ?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?))?"
)
# What may stand before a time in a file of one program: Redis names process and role.
_BEFORE = re.compile(r"\[|\d{1,10}:[A-Z] ")
_AFTER = " \t:|],"


def bsd(text: str, received: datetime) -> datetime | None:
    """``Nov 28 07:12:01`` of RFC 3164, by the clock of Vietnam: of the year in which it
    came, or of the one before where that would be days ahead.
    """
    found = BSD.fullmatch(text)
    if found is None:
        return None
    local = received.astimezone(VIETNAM)
    years = [int(found["year"])] if found["year"] else [local.year, local.year - 1]
    for year in years:
        made = _made(year, found["month"], found["day"], found["clock"], found["part"])
        if made is not None and (found["year"] or made <= local + _LATER):
            return made
    return None


def clf(text: str) -> datetime | None:
    """``28/Nov/2026:07:12:01 +0700`` of web servers."""
    found = CLF.fullmatch(text)
    if found is None:
        return None
    made = _made(int(found["year"]), found["month"], found["day"], found["clock"], "")
    if made is None or not found["zone"]:
        return made
    try:
        return datetime.strptime(
            f"{made:%Y-%m-%d %H:%M:%S} {found['zone']}", "%Y-%m-%d %H:%M:%S %z"
        )
    except ValueError:
        return made


def iso(text: str) -> datetime | None:
    """ISO 8601 as programs write it; without a zone by the clock of Vietnam."""
    plain = re.sub(r" ?UTC$", "Z", text.strip().replace(",", "."))
    plain = re.sub(r" (?=[+-]\d{2})", "", plain)
    plain = re.sub(r"(\.\d{6})\d+", r"\1", plain)
    try:
        made = datetime.fromisoformat(plain)
    except ValueError:
        return None
    return made if made.tzinfo is not None else made.replace(tzinfo=VIETNAM)


def leading(text: str, received: datetime) -> tuple[datetime | None, str]:
    """The time with which a line of a program's own file begins, and what follows; a
    line that begins with none is left as it is.
    """
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    if found := _SLASHED.match(text, start):
        date, clock = re.split(r"[T ] ?", found[0], maxsplit=1)
        at = iso(f"{date.replace('/', '-')}T{clock.zfill(8)}")
    elif found := _CTIME.match(text, start) or _DAYS.match(text, start):
        told = found.groupdict()
        at = _made(
            int(told["year"]),
            told["month"],
            told["day"],
            told["clock"],
            told.get("part"),
        )
    elif found := BSD.match(text, start):
        at = bsd(found[0], received)
    else:
        return None, text
    return (None, text) if at is None else (at, text[found.end() :].lstrip(_AFTER))


def epoch(value: object) -> datetime | None:
    """Seconds since 1970, or milli-, micro- or nanoseconds where they are that many."""
    try:
        seconds = float(str(value))
    except ValueError:
        return None
    for most, unit in ((1e11, 1), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9)):
        if abs(seconds) < most:
            try:
                return datetime.fromtimestamp(seconds / unit, UTC)
            except (OverflowError, ValueError, OSError):
                return None
    return None


def _made(
    year: int, month: str, day: str, clock: str, part: str | None
) -> datetime | None:
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    micro = int(((part or ".0")[1:7]).ljust(6, "0"))
    hour, minute, second = map(int, clock.split(":"))
    try:
        return datetime(
            year, number, int(day), hour, minute, min(second, 59), micro, VIETNAM
        )
    except ValueError:
        return None
