"""When everybody is free: spans of time, merged and cut. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from congvu.calendar.rules.entries import at_clock
from congvu.lib.dates import WorkCalendar

Span = tuple[datetime, datetime]
Held = tuple[list[datetime], list[datetime]]
"""When each of several spans begins, and when it ends; in order, none touching."""
OFFICE_HOURS = (((7, 30), (11, 30)), ((13, 30), (17, 0)))
"""As offices commonly keep them; no text we have read fixes the clock."""
STEP = timedelta(minutes=30)


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, those that touch or overlap as one."""
    found: list[Span] = []
    for starts, ends in sorted(spans):
        if found and starts <= found[-1][1]:
            if ends > found[-1][1]:
                found[-1] = (found[-1][0], ends)
        else:
            found.append((starts, ends))
    return found


def office_windows(first: date, last: date, days: WorkCalendar) -> list[Span]:
    """Mornings and afternoons of the working days from ``first`` to ``last``."""
    found, day = [], first
    while day <= last:
        if days.is_working(day):
            found += [(at_clock(day, *a), at_clock(day, *b)) for a, b in OFFICE_HOURS]
        day += timedelta(days=1)
    return found


def free_spans(busy: Iterable[Span], windows: Sequence[Span]) -> Iterator[Span]:
    """What of the windows nobody has taken; both in order, in one pass."""
    taken, at = merged(busy), 0
    for opens, closes in windows:
        while at < len(taken) and taken[at][1] <= opens:
            at += 1
        here, cursor = at, opens
        while here < len(taken) and taken[here][0] < closes:
            if taken[here][0] > cursor:
                yield cursor, taken[here][0]
            cursor = max(cursor, taken[here][1])
            here += 1
        if cursor < closes:
            yield cursor, closes


def starts_in(spans: Iterable[Span], length: timedelta) -> Iterator[Span]:
    """Every span of this length that fits, on the half hour."""
    for opens, closes in spans:
        over = timedelta(minutes=opens.minute % 30, seconds=opens.second)
        starts = opens if not over else opens - over + STEP
        while starts + length <= closes:
            yield starts, starts + length
            starts += STEP


def is_free(one: Span, held: Held | None) -> bool:
    """Whether nothing of what is held, in order and apart, lies in this time."""
    if held is None:
        return True
    begins, ends = held
    after = bisect_right(ends, one[0])
    return after == len(begins) or begins[after] >= one[1]
