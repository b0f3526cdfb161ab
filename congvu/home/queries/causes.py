"""Late papers by unit and cause: which part of the way used up the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries.overview import (
    CAUSE_NAMES,
    Cause,
    Chosen,
    CoursePaper,
    Fate,
    Kept,
    papers_and_kept,
    words_of,
)
from congvu.home.queries.maps import UnitMap, asked_of
from congvu.home.queries.overview import FIGURES, unit_name
from congvu.home.rules import Period
from congvu.lib.dates import WorkCalendar
from congvu.organisations.access import Seat

# Late by the last deadline, or by the first: told apart by cause.
LATE_FIGURE = "tre-han-dau"


@dataclass(frozen=True)
class LatePaper:
    """One late paper: by how many working days, what held it, and what was written."""

    paper: CoursePaper
    unit_id: UUID | None
    unit: str
    days_late: int
    words: str

    @property
    def cause(self) -> Cause:
        return self.paper.cause or Cause.UNKNOWN


@dataclass(frozen=True)
class CauseRow:
    """One unit's late papers by cause."""

    unit_id: UUID | None
    unit: str
    by_cause: Counter[Cause]


@dataclass(frozen=True)
class KeptRow:
    """One unit's finished papers with a day: which day they kept.

    By the first day and by the last, so that neither hides the other.
    """

    unit_id: UUID | None
    unit: str
    in_time: int
    extended: int
    late: int

    @property
    def total(self) -> int:
        return self.in_time + self.extended + self.late

    @property
    def rate(self) -> float:
        """How many of a hundred kept the first day."""
        return 100 * self.in_time / self.total


@dataclass(frozen=True)
class LateReport:
    """The late papers of a period, and those in time only once extended.

    Rows and columns add up to their number. ``kept`` is about all that were finished.
    """

    period: Period
    on: date
    papers: list[LatePaper]
    kept: list[KeptRow]

    @property
    def kept_in_all(self) -> KeptRow | None:
        """All units together, if anything was finished."""
        sums = [
            sum(getattr(row, name) for row in self.kept)
            for name in ("in_time", "extended", "late")
        ]
        return KeptRow(None, "", *sums) if self.kept else None

    @property
    def after_extension(self) -> int:
        """How many of them kept the extended deadline: these are not late by law."""
        return self.totals[Cause.EXTENDED]

    @property
    def causes(self) -> list[Cause]:
        """The causes that occur, in the order of the way."""
        found = {paper.cause for paper in self.papers}
        return [cause for cause in Cause if cause in found]

    @property
    def totals(self) -> Counter[Cause]:
        return Counter(paper.cause for paper in self.papers)

    @property
    def rows(self) -> list[CauseRow]:
        """Units with the most late papers first."""
        found: dict[UUID | None, CauseRow] = {}
        for late in self.papers:
            row = found.setdefault(
                late.unit_id, CauseRow(late.unit_id, late.unit, Counter())
            )
            row.by_cause[late.cause] += 1
        return sorted(found.values(), key=lambda row: (-row.by_cause.total(), row.unit))


def late_report(
    seat: Seat, period: Period, units: UnitMap, *, on: date, at: datetime
) -> LateReport:
    """The late papers, done or open, of a period, and kept days; four queries."""
    asked = asked_of(seat, period, units, on=on, at=at)
    found, kept = papers_and_kept(asked, Chosen(fates=FIGURES[LATE_FIGURE]))
    names = units.names()
    said = words_of(asked.scope, [paper.id for paper in found])
    return LateReport(
        period,
        on,
        [
            LatePaper(
                paper,
                unit := units.unit_on_map(paper.unit_id) if paper.unit_id else None,
                unit_name(unit, names),
                days_late(paper, on=on, days=asked.days),
                said.get(paper.id, ""),
            )
            for paper in found
        ],
        _kept(kept, units, names),
    )


def _kept(kept: Kept, units: UnitMap, names: Mapping[UUID, str]) -> list[KeptRow]:
    """Units that finished most first; what no unit led comes last."""
    counted: dict[UUID | None, Counter[Fate]] = {}
    for (unit, fate), count in kept.items():
        here = units.unit_on_map(unit) if unit else None
        counted.setdefault(here, Counter())[fate] += count
    rows = [
        KeptRow(
            unit,
            unit_name(unit, names),
            fates[Fate.IN_TIME],
            fates[Fate.EXTENDED],
            fates[Fate.LATE],
        )
        for unit, fates in counted.items()
    ]
    return sorted(rows, key=lambda row: (row.unit_id is None, -row.total, row.unit))


def days_late(paper: CoursePaper, *, on: date, days: WorkCalendar) -> int:
    """Working days past its day, until it was finished or until now; at least one.

    Its day is the last one it was given; the first one where only that was missed.
    """
    missed = paper.first_due_on if paper.fate == Fate.EXTENDED else paper.due_on
    if missed is None:
        return 0
    until = paper.finished_on or on
    return max(1, days.working_days_between(missed, until))


def why(late: LatePaper) -> str:
    """The cause in a few words, with the desk whose co-operation was waited for, or the
    days of an extension."""
    other = late.paper.asked_of or late.paper.answered_by
    if late.cause == Cause.SUPPORT and other:
        return _("Chờ phối hợp của %(desk)s") % {"desk": other.split(",")[0]}
    words = _(CAUSE_NAMES[late.cause])
    paper = late.paper
    if paper.first_due_on and paper.last_due_on:
        days = {
            "first": f"{paper.first_due_on:%d/%m/%Y}",
            "now": f"{paper.last_due_on:%d/%m/%Y}",
        }
        words += " · " + _("hạn đầu %(first)s, gia hạn tới %(now)s") % days
    return words
