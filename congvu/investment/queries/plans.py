"""Plans of a period: what names which line, what names none; figures beside needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from congvu.indicators.queries import described, figures
from congvu.indicators.rules import (
    Declared,
    Figure,
    PeriodKind,
    one_body,
    period_of,
    rounded,
)
from congvu.investment.models import (
    Need,
    NeedFigure,
    PeriodPlan,
    PeriodPlanLine,
    PlanPlace,
)
from congvu.investment.rules.plans import FigureRole, Moving, moving
from congvu.lib.dates import local_date
from congvu.systems.models import InformationSystem

MOST_SHOWN = 200
_PERIODS_BACK = 4


def plans() -> QuerySet[PeriodPlan]:
    return PeriodPlan.objects.annotate(
        whole=Sum("lines__money"), count=Count("lines")
    ).order_by("-first_year", "-pk")[:MOST_SHOWN]


@dataclass(frozen=True)
class LineUse:
    """A line, how many needs and systems name it, what those needs ask for."""

    line: PeriodPlanLine
    needs: int
    systems: int
    asked: int


def lines_of_plan(plan: PeriodPlan) -> list[LineUse]:
    """Three queries for any number of lines."""
    places = PlanPlace.objects.filter(plan=plan, line__isnull=False).order_by()
    named = {
        one["line"]: (one["needs"], one["systems"])
        for one in places.values("line").annotate(
            needs=Count("need"), systems=Count("system")
        )
    }
    asked = dict(
        places.filter(need__isnull=False)
        .values("line")
        .annotate(money=Sum("need__costs__money"))
        .values_list("line", "money")
    )
    return [
        LineUse(one, *named.get(one.pk, (0, 0)), asked.get(one.pk) or 0)
        for one in plan.lines.order_by("code", "pk")
    ]


def needs_without(plan: PeriodPlan, rows: QuerySet[Need]) -> QuerySet[Need]:
    """Those that cost something in its years and say nothing of it."""
    years = (plan.first_year, plan.last_year)
    said = PlanPlace.objects.filter(plan=plan, need=OuterRef("pk"))
    rows = rows.filter(costs__year__range=years).distinct()
    return rows.filter(~Exists(said)).order_by("-pk")


def systems_without(
    plan: PeriodPlan, rows: QuerySet[InformationSystem]
) -> QuerySet[InformationSystem]:
    said = PlanPlace.objects.filter(plan=plan, system=OuterRef("pk"))
    return rows.filter(~Exists(said)).order_by("code")


def whys_of(
    plan: PeriodPlan,
    needs: QuerySet[Need],
    systems: QuerySet[InformationSystem],
) -> list[PlanPlace]:
    """What belongs to no line, and why, of what the reader sees."""
    rows = PlanPlace.objects.filter(plan=plan, line=None)
    rows = rows.filter(need__in=needs.values("pk")) | rows.filter(
        system__in=systems.values("pk")
    )
    return list(rows.select_related("need", "system").order_by("-at")[:MOST_SHOWN])


def places_of(need: Need) -> list[PlanPlace]:
    rows = need.places.select_related("plan", "line")
    return list(rows.order_by("-plan__first_year", "-pk"))


def plans_of_years(years: Collection[int]) -> list[PeriodPlan]:
    """In force in one of these years, the newest decision first."""
    if not years:
        return []
    rows = PeriodPlan.objects.filter(
        first_year__lte=max(years), last_year__gte=min(years)
    )
    return list(rows.order_by("-decided_on", "-pk"))


# -- figures


def known_figures(
    codes: Collection[str], body: UUID, on: date
) -> dict[str, tuple[Declared, Figure]]:
    """Of each indicator the newest figure that is known of the body; one query for each
    kind of period.
    """
    declared = described(codes)
    by_kind: dict[PeriodKind, list[str]] = defaultdict(list)
    for code, one in declared.items():
        by_kind[one.period].append(code)
    found: dict[str, tuple[Declared, Figure]] = {}
    for kind, some in by_kind.items():
        last = period_of(kind, on)
        periods = last.up_to_here(_PERIODS_BACK)
        for figure in figures([one_body(body)], some, periods, on=on):
            if figure.exact is not None:
                found[figure.code] = (declared[figure.code], figure)
    return found


@dataclass(frozen=True)
class Beside:
    """A figure of a need: as it was, as it is now where it was counted since."""

    row: NeedFigure
    declared: Declared | None
    now: Figure | None
    moving: Moving

    @property
    def is_gap(self) -> bool:
        return self.row.role == FigureRole.GAP

    @property
    def now_value(self) -> Decimal | None:
        return rounded(self.now.exact) if self.now else None


def figures_of(need: Need, on: date) -> list[Beside]:
    rows = list(need.figures.filter(dropped_at=None).order_by("role", "pk"))
    by_body: dict[UUID, list[NeedFigure]] = defaultdict(list)
    for row in rows:
        by_body[row.body_id].append(row)
    known: dict[UUID, Mapping[str, tuple[Declared, Figure]]] = {
        body: known_figures([one.indicator for one in some], body, on)
        for body, some in by_body.items()
    }
    return [_beside(row, known[row.body_id].get(row.indicator)) for row in rows]


def _beside(row: NeedFigure, found: tuple[Declared, Figure] | None) -> Beside:
    declared, figure = found or (None, None)
    later = figure if figure and is_later(figure, row) else None
    told = Moving.UNKNOWN
    if declared is not None and later is not None:
        told = moving(declared.better, row.value, row.target, later.exact)
    return Beside(row, declared, later, told)


def is_later(figure: Figure, row: NeedFigure) -> bool:
    """Of a later period, or of the same one and counted on a later day."""
    if figure.period.code != row.period:
        return figure.period.code > row.period
    counted = figure.known_at
    return counted is not None and local_date(counted) > row.known_on


def lines_offered(plan: PeriodPlan) -> list[tuple[UUID, str]]:
    rows = plan.lines.order_by("code", "pk").values_list("pk", "code", "title")
    return [(pk, f"{code}. {title}") for pk, code, title in rows]
