"""By which day a person's request is to be answered. Pure.

Of the three times that the decree has for requests, which kind has which is not settled
in what we read. So it is nobody's to compute: who keeps the request picks one with a
reason, and the shortest runs until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Terms:
    """Key → days, of the day on which it was asked."""

    days: Mapping[str, int]

    @property
    def shortest(self) -> int | None:
        return min(self.days.values(), default=None)

    def due_on(self, asked: date, key: str) -> date | None:
        """With no key the shortest; None where that day's rules know no such time."""
        count = self.days.get(key) if key else self.shortest
        return asked + timedelta(days=count) if count else None


NEAR = 2
"""Days before the end at which one is reminded."""


def reminder_of(due: date, on: date) -> str:
    """The newest step whose day has come; empty where none has."""
    if on > due:
        return "late"
    return "near" if on >= due - timedelta(days=NEAR) else ""
