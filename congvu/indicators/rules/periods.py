"""Months, quarters, half-years and years: what a figure is about. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import roman


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self]


PERIOD_KIND_NAMES = {
    PeriodKind.MONTH: _("tháng"),
    PeriodKind.QUARTER: _("quý"),
    PeriodKind.HALF: _("sáu tháng"),
    PeriodKind.YEAR: _("năm"),
}


@dataclass(frozen=True, order=True)
class Period:
    """Whole months from ``start``, its first day; ``end`` is the day after its last."""

    start: date
    kind: PeriodKind

    def __post_init__(self) -> None:
        if self.start != _first(self.start.year, self.start.month, self.kind):
            message = f"no {self.kind} begins on {self.start}"
            raise ValueError(message)

    @property
    def end(self) -> date:
        return self.moved(1).start

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def code(self) -> str:
        """2026-10, 2026-q4, 2026-h2, 2026: as an address has it."""
        if self.kind == PeriodKind.MONTH:
            return f"{self.start:%Y-%m}"
        if self.kind == PeriodKind.QUARTER:
            return f"{self.start.year}-q{(self.start.month + 2) // 3}"
        if self.kind == PeriodKind.HALF:
            return f"{self.start.year}-h{1 if self.start.month == 1 else 2}"
        return str(self.start.year)

    @property
    def words(self) -> tuple[str, dict[str, object]]:
        """A message and its values; who shows it translates it."""
        year = self.start.year
        if self.kind == PeriodKind.MONTH:
            return _("tháng %(month)s/%(year)s"), {
                "month": f"{self.start:%m}",
                "year": year,
            }
        if self.kind == PeriodKind.QUARTER:
            quarter = roman((self.start.month + 2) // 3)
            return _("quý %(quarter)s/%(year)s"), {"quarter": quarter, "year": year}
        if self.kind == PeriodKind.HALF and self.start.month == 1:
            return _("6 tháng đầu năm %(year)s"), {"year": year}
        if self.kind == PeriodKind.HALF:
            return _("6 tháng cuối năm %(year)s"), {"year": year}
        return _("năm %(year)s"), {"year": year}

    def moved(self, by: int) -> Period:
        """So many periods later, or earlier."""
        months = self.start.year * 12 + self.start.month - 1 + by * self.kind.months
        return Period(date(months // 12, months % 12 + 1, 1), self.kind)

    def up_to_here(self, count: int) -> list[Period]:
        """The last ``count`` periods that end with this one, the oldest first."""
        return [self.moved(n) for n in range(1 - count, 1)]

    def parts(self, kind: PeriodKind) -> list[Period]:
        """The periods of another kind that fill this one; none where it is smaller."""
        if kind.months > self.kind.months:
            return []
        return list(between(kind, self.start, self.last))


def _first(year: int, month: int, kind: PeriodKind) -> date:
    return date(year, (month - 1) // kind.months * kind.months + 1, 1)


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period a day lies in."""
    return Period(_first(day.year, day.month, kind), kind)


def between(kind: PeriodKind, first: date, last: date) -> Iterator[Period]:
    """Every period that has a day from ``first`` to ``last``, in order."""
    period = period_of(kind, first)
    while period.start <= last:
        yield period
        period = period.moved(1)
