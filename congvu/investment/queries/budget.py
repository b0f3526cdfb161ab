"""Lines of the budget, what was entered on them and their sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from congvu.investment.models import BudgetEntry, BudgetLine
from congvu.investment.rules.money import Amounts

PAGE = 50


@dataclass(frozen=True)
class LinesAsked:
    year: int
    after: UUID | None = None


@dataclass(frozen=True)
class LineSums:
    source: str
    amounts: Amounts


def lines_page(
    rows: QuerySet[BudgetLine], asked: LinesAsked, limit: int = PAGE
) -> tuple[Sequence[BudgetLine], UUID | None]:
    rows = rows.filter(year=asked.year).select_related("need__agency")
    rows = rows.filter(pk__gt=asked.after) if asked.after else rows
    found = list(rows.order_by("pk")[: limit + 1])
    more = len(found) > limit
    return found[:limit], found[limit - 1].pk if more else None


def sums_of(rows: QuerySet[BudgetLine], year: int) -> list[LineSums]:
    """Per source; one query."""
    found = (
        rows.filter(year=year)
        .order_by("source")
        .values("source")
        .annotate(a=Sum("allocated"), c=Sum("committed"), s=Sum("spent"))
    )
    return [
        LineSums(one["source"], Amounts(one["a"], one["c"], one["s"])) for one in found
    ]


def entries_of(line: BudgetLine) -> list[BudgetEntry]:
    return list(line.entries.select_related("decision").order_by("pk"))
