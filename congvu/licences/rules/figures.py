"""What is counted of a position, the same wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

KEPT_MONTHS = 12


@dataclass(frozen=True)
class Tally:
    """Installs of one product, or of several together. ``paid`` is legal, over and
    unlicensed; a violation is one that no good seat covers.
    """

    legal: int = 0
    over: int = 0
    unlicensed: int = 0
    free: int = 0
    unknown: int = 0

    @property
    def paid(self) -> int:
        return self.legal + self.over + self.unlicensed

    @property
    def violations(self) -> int:
        return self.over + self.unlicensed

    @property
    def installs(self) -> int:
        return self.paid + self.free + self.unknown

    @property
    def rate(self) -> Fraction | None:
        """Violations of installed paid programs; nothing where none is installed."""
        return Fraction(self.violations, self.paid) if self.paid else None

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.legal + other.legal,
            self.over + other.over,
            self.unlicensed + other.unlicensed,
            self.free + other.free,
            self.unknown + other.unknown,
        )


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


@dataclass(frozen=True)
class Line:
    """What an agency has of a product; without one: of names nobody knows."""

    agency_id: UUID
    product_id: UUID | None
    tally: Tally


def month_ends(on: date, count: int = KEPT_MONTHS) -> list[date]:
    """The last days of the months before, the oldest first."""
    found, first = [], on.replace(day=1)
    for _n in range(count):
        last = first - timedelta(days=1)
        found.append(last)
        first = last.replace(day=1)
    return found[::-1]


def kept_days(on: date) -> list[date]:
    """Days whose position is kept: those, and today."""
    return [*month_ends(on), on]
