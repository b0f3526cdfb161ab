"""When a duty that comes again comes again. Pure.

Rounds are counted from the first one's deadline: each is due a period after the one
before, and begins the day after that was due. Where no day was set, a round begins a
period after the one before, and has no day either.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from congvu.lib.dates import LATEST

_PART = re.compile(r"(\d+)([YMWD])")
_MONTHS = {"Y": 12, "M": 1}
_DAYS = {"W": 7, "D": 1}


@dataclass(frozen=True)
class Round:
    """``ends_on`` is its deadline where it has one, else the day before the next."""

    number: int
    begins_on: date
    ends_on: date
    deadline: date | None


def next_round(
    *, given_on: date, deadline: date | None, recurs: str, after: int, since: date
) -> Round | None:
    """The first round after number ``after`` that was not over before ``since``, the
    day the office came to know of the duty; ``given_on`` and ``deadline`` are the first
    round's. None where there is no next one.
    """
    number = after + 1
    while True:
        found = _round(given_on, deadline, recurs, number)
        if found is None or found.ends_on >= since:
            return found
        number += 1


def _round(
    given_on: date, deadline: date | None, recurs: str, number: int
) -> Round | None:
    if deadline is not None:
        before, due = (_later(deadline, recurs, n) for n in (number - 2, number - 1))
        if before is None or due is None:
            return None
        return Round(number, before + timedelta(days=1), due, due)
    begins, after = (_later(given_on, recurs, n) for n in (number - 1, number))
    if begins is None or after is None:
        return None
    return Round(number, begins, after - timedelta(days=1), None)


def _later(day: date, recurs: str, times: int) -> date | None:
    """So many periods later; the last day of a month stays a last day."""
    parts = [(int(n), unit) for n, unit in _PART.findall(recurs)]
    months = sum(n * _MONTHS.get(unit, 0) for n, unit in parts)
    days = sum(n * _DAYS.get(unit, 0) for n, unit in parts)
    if not months and not days:
        return None
    whole = day.year * 12 + day.month - 1 + months * times
    year, month = whole // 12, whole % 12 + 1
    if year > LATEST.year:
        return None
    last = monthrange(year, month)[1]
    is_last = bool(months) and day.day == monthrange(day.year, day.month)[1]
    start = date(year, month, last if is_last else min(day.day, last))
    if days * times > (LATEST - start).days:
        return None
    return start + timedelta(days=days * times)
