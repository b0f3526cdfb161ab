"""Inspections as one seat may see them, by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import ExtractYear

from congvu.duties.rules import DutyState
from congvu.inspections.models import (
    Finding,
    Inspection,
    Recommendation,
)
from congvu.inspections.queries.following import followed
from congvu.inspections.queries.reach import Reach, inspected, visible_inspections


def years_of(reach: Reach) -> list[int]:
    """The years there is anything of, newest first; one query."""
    rows = visible_inspections(reach).annotate(y=ExtractYear("planned_from"))
    found = rows.order_by().values_list("y", flat=True).distinct()
    return sorted(found, reverse=True)


def inspections_of_year(
    reach: Reach, year: int, *, most: int = 300
) -> list[Inspection]:
    """By when each was planned, with its team; two queries."""
    rows = visible_inspections(reach).filter(
        planned_from__gte=date(year, 1, 1), planned_from__lte=date(year, 12, 31)
    )
    return _with_team(rows.order_by("planned_from", "id"), most)


def inspected_page(reach: Reach, *, most: int = 100) -> list[Inspection]:
    """What the seat's own body was told of, the newest first; one query."""
    rows = inspected(reach).select_related("decision", "conclusion")
    return list(rows.order_by("-starts_on", "-id")[:most])


def _with_team(rows: QuerySet[Inspection], most: int) -> list[Inspection]:
    return list(rows.prefetch_related("team")[:most])


def recommendation_states(
    inspections: Sequence[UUID], on: date
) -> dict[UUID, Counter[DutyState]]:
    """Of each inspection: how many of its recommendations stand how; two queries."""
    rows = list(Recommendation.objects.filter(inspection__in=list(inspections)))
    found: dict[UUID, Counter[DutyState]] = {}
    for one in followed(rows, on):
        if one.state is not None:
            counted = found.setdefault(one.recommendation.inspection_id, Counter())
            counted[one.state] += 1
    return found


def next_number(model: type[Finding | Recommendation], inspection_id: UUID) -> int:
    """The caller has locked the inspection's row."""
    rows = model.objects.filter(inspection=inspection_id)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def count_inspecting(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """What of them an act that ends these agencies would pass on, for its preview."""
    rows = Inspection.objects.filter(agency__in=list(bodies))
    return dict(rows.values_list("agency").annotate(n=Count("id")))
