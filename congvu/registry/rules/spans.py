"""Days of a row: what another takes out of them, which of many meet."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from congvu.lib.periods import Period


def without(held: Period, taken: Period) -> list[Period]:
    """The days of ``held`` before ``taken`` and after it."""
    if not held.overlaps(taken):
        return [held]
    left = []
    if held.valid_from < taken.valid_from:
        left.append(Period(held.valid_from, taken.valid_from))
    end = taken.valid_until
    if end is not None and (held.valid_until is None or end < held.valid_until):
        left.append(Period(end, held.valid_until))
    return left


class Spans:
    """Periods of which no two share a day, each with the number of its line."""

    def __init__(self) -> None:
        self._begins: list[date] = []
        self._told: list[tuple[date, int]] = []

    def put(self, since: date, until: date | None, number: int) -> int | None:
        """The number of one that it meets, else it is one of them."""
        end = until or date.max
        place = bisect_left(self._begins, since)
        if place and since < self._told[place - 1][0]:
            return self._told[place - 1][1]
        if place < len(self._begins) and self._begins[place] < end:
            return self._told[place][1]
        self._begins.insert(place, since)
        self._told.insert(place, (end, number))
        return None
