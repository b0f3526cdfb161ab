"""How full weeks are of what takes a time: overlaps once, a day has eight hours."""

from __future__ import annotations

from collections.abc import Sequence

# Bits of a span's length: a year has fewer than 2 to the 25th seconds.
LENGTH = 25
_MASK = (1 << LENGTH) - 1
_DAY = 86400
_MOST_MINUTES = 480


def weeks_taken(spans: Sequence[int], late: int) -> dict[int, int]:
    """Week (from 0) → minutes. Each span is its first second from midnight of the first
    day, shifted by ``LENGTH``, with its length in seconds; that day is so many days
    ``late`` after a Monday. What overlaps counts once, eight hours a day at most.
    """
    days: dict[int, int] = {}
    reached = 0
    for span in sorted(spans):
        begins = span >> LENGTH
        ends = begins + (span & _MASK)
        begins = max(begins, reached)
        if begins >= ends:
            continue
        reached = ends
        day = begins // _DAY
        while (midnight := (day + 1) * _DAY) < ends:
            days[day] = days.get(day, 0) + midnight - begins
            begins, day = midnight, day + 1
        days[day] = days.get(day, 0) + ends - begins
    weeks: dict[int, int] = {}
    for day, taken in days.items():
        week = (day + late) // 7
        weeks[week] = weeks.get(week, 0) + min(taken // 60, _MOST_MINUTES)
    return weeks
