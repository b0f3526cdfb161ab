"""The facts of a report, from the very result that the pages show."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from congvu.surveys.queries.results import Result, SheetLine, numbers_of
from congvu.surveys.rules import Answered
from congvu.surveys.rules.facts import BodyFact, CriterionFact, SurveyFacts


def facts_of(found: Result, agency: str, on: date) -> SurveyFacts:
    survey = found.survey
    return SurveyFacts(
        agency=agency,
        survey=survey.name,
        basis=survey.basis,
        begun_on=survey.begun_on,
        due_on=survey.due_on,
        on=on,
        bodies=tuple(
            _body(one, one.answered)
            for one in found.weakest_first
            if one.answered is not None
        ),
        missing=tuple(one.sheet.name for one in found.missing),
        totals=numbers_of(found),
        criteria=tuple(
            CriterionFact(one, mean_of(found, one.key)) for one in found.criteria
        ),
        mean=found.mean,
        upgrades=tuple(found.upgrades),
        sum=found.sum,
    )


def _body(one: SheetLine, answered: Answered) -> BodyFact:
    sheet = one.sheet
    handed_in = sheet.handed_in_on or sheet.due_on
    return BodyFact(
        sheet.name,
        answered.values,
        answered.score.total,
        one.rank,
        one.is_tied,
        one.differing,
        max((handed_in - sheet.due_on).days, 0),
    )


def mean_of(found: Result, key: str) -> Fraction | None:
    """Points of one criterion, over those that answered."""
    given = [
        line.points
        for one in found.answered
        if one.answered is not None
        for line in one.answered.score.lines
        if line.criterion.key == key
    ]
    return sum(given, Fraction(0)) / len(given) if given else None
