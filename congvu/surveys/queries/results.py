"""One survey as a whole: who answered, by how many points, what to upgrade.

What was handed in is judged by what it declares, by the criteria of the day on which
the survey began and the prices of the day that is asked about. Pages, the paper, the
file and the API read it from here, so they tell the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from congvu.lib.dates import local_date
from congvu.lib.text import sort_key
from congvu.surveys.models import Survey, SurveySheet
from congvu.surveys.queries.norms import criteria_on, prices_on
from congvu.surveys.rules import (
    QUESTIONS,
    Answered,
    Criterion,
    SheetState,
    Sum,
    Upgrade,
    answers_of,
    differing,
    score,
    sum_of,
    upgrades,
    values_of,
)


@dataclass(frozen=True)
class SheetLine:
    """A sheet with its points, where it was handed in; ``rank`` from the weakest on,
    shared by those that have the same (``is_tied``).
    """

    sheet: SurveySheet
    answered: Answered | None
    differing: int
    rank: int = 0
    is_tied: bool = False

    @property
    def is_late(self) -> bool:
        """Handed in after its day."""
        on = self.sheet.handed_in_on
        return on is not None and on > self.sheet.due_on

    def is_overdue(self, on: date) -> bool:
        """Not handed in, and its day is past."""
        return self.answered is None and self.sheet.due_on < on


@dataclass(frozen=True)
class Result:
    survey: Survey
    criteria: list[Criterion]
    lines: list[SheetLine]
    prices: dict[str, int]

    @cached_property
    def answered(self) -> list[SheetLine]:
        return [one for one in self.lines if one.answered is not None]

    @cached_property
    def missing(self) -> list[SheetLine]:
        return [one for one in self.lines if one.answered is None]

    @cached_property
    def weakest_first(self) -> list[SheetLine]:
        return sorted(self.answered, key=lambda one: (one.rank, *_by_name(one)))

    @cached_property
    def upgrades(self) -> list[Upgrade]:
        found = [one.answered for one in self.answered if one.answered is not None]
        return upgrades(found, self.prices)

    @cached_property
    def sum(self) -> Sum:
        return sum_of(self.upgrades)

    @cached_property
    def mean(self) -> Fraction | None:
        """Of those that answered, every agency alike."""
        totals = [o.answered.score.total for o in self.answered if o.answered]
        return sum(totals, Fraction(0)) / len(totals) if totals else None

    def total(self, key: str) -> int:
        """A number added up over those that answered; of yes or no how many say yes."""
        told = (o.answered.values.get(key) or 0 for o in self.answered if o.answered)
        return sum(told)


def result(survey: Survey, today: date) -> Result:
    """Three queries, however many agencies: sheets, criteria, prices. Prices are those
    of today; of a survey that is closed, those of the day it was.
    """
    closed = survey.closed_at
    on = local_date(closed) if closed is not None else today
    criteria = criteria_on(survey.begun_on)
    rows = survey.sheets.exclude(state=SheetState.MERGED)
    lines = [_line(one, criteria) for one in rows]
    ranked = _ranked(lines)
    ranked.sort(key=_by_name)
    return Result(survey, criteria, ranked, prices_on(on))


def answered_of(sheet: SurveySheet, criteria: list[Criterion]) -> Answered | None:
    if sheet.state != SheetState.HANDED_IN:
        return None
    values = values_of(answers_of(sheet.answers))
    return Answered(sheet.id, sheet.name, values, score(values, criteria))


def _line(sheet: SurveySheet, criteria: list[Criterion]) -> SheetLine:
    found = answered_of(sheet, criteria)
    apart = len(differing(found.values, sheet.measured)) if found is not None else 0
    return SheetLine(sheet, found, apart)


def _ranked(lines: list[SheetLine]) -> list[SheetLine]:
    totals = [one.answered.score.total for one in lines if one.answered is not None]
    found = []
    for one in lines:
        if one.answered is None:
            found.append(one)
            continue
        mine = one.answered.score.total
        rank = 1 + sum(other < mine for other in totals)
        tied = totals.count(mine) > 1
        found.append(SheetLine(one.sheet, one.answered, one.differing, rank, tied))
    return found


def _by_name(one: SheetLine) -> tuple[object, str]:
    return sort_key(one.sheet.name), str(one.sheet.id)


def numbers_of(found: Result) -> dict[str, int]:
    """What is added up, by question."""
    return {one.key: found.total(one.key) for one in QUESTIONS}
