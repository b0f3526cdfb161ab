"""Criteria and prices as they hold on a day: the province's own before the shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from congvu.law.queries import rules
from congvu.law.rules import RuleValue
from congvu.surveys.models import SurveyCriterion, SurveyPrice
from congvu.surveys.rules import CRITERIA, ITEMS, YEARS, Criterion, Item


def criteria_on(on: date) -> list[Criterion]:
    """In the order of the page; one query. Of a key that neither names nothing is
    judged.
    """
    own = {one.key: one for one in SurveyCriterion.objects.valid(on=on)}
    shipped = {one.key: one for one in rules("survey_criterion", on)}
    found = []
    for key, name in CRITERIA.items():
        if key in own:
            found.append(_own(own[key], name))
        elif key in shipped:
            found.append(_shipped(shipped[key], name))
    return found


def _own(row: SurveyCriterion, name: str) -> Criterion:
    return Criterion(
        row.key,
        name,
        row.weight,
        row.zero,
        row.full,
        row.years,
        is_own=True,
        source=row.basis,
    )


def _shipped(row: RuleValue, name: str) -> Criterion:
    value = row.value if isinstance(row.value, Mapping) else {}

    def number(part: str) -> int:
        said = value.get(part)
        return said if isinstance(said, int) else 0

    years = number("years") or None
    return Criterion(
        row.key,
        name,
        number("weight"),
        number("zero"),
        number("full"),
        years,
        source=row.article,
    )


def age_of_machines(on: date) -> int:
    """From how many years on a machine is old that day; one query."""
    row = SurveyCriterion.objects.valid(on=on).filter(key="old").first()
    if row is not None:
        return row.years or YEARS
    shipped = next((r for r in rules("survey_criterion", on) if r.key == "old"), None)
    return (_shipped(shipped, "").years or YEARS) if shipped is not None else YEARS


@dataclass(frozen=True)
class Priced:
    """An item with its price of the day, where the province has one."""

    item: Item
    row: SurveyPrice | None


def priced_on(on: date) -> list[Priced]:
    """One query."""
    rows = {one.item: one for one in SurveyPrice.objects.valid(on=on)}
    return [Priced(item, rows.get(key)) for key, item in ITEMS.items()]


def prices_on(on: date) -> dict[str, int]:
    return {one.item.key: one.row.price for one in priced_on(on) if one.row is not None}
