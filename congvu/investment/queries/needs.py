"""Needs, page by page, each with what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from congvu.duties.models import Duty
from congvu.investment.models import Need

PAGE = 50
MOST_OFFERED = 300


@dataclass(frozen=True)
class NeedPage:
    """``after`` is the row behind which the next page begins."""

    rows: Sequence[Need]
    after: UUID | None


def needs_page(rows: QuerySet[Need], after: UUID | None, limit: int = PAGE) -> NeedPage:
    """The last entered first; three queries."""
    rows = rows.filter(pk__lt=after) if after else rows
    rows = rows.annotate(whole=Sum("costs__money")).prefetch_related("costs", "after")
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return NeedPage(found[:limit], found[limit - 1].pk if more else None)


def afters_offered(
    rows: QuerySet[Need], own: UUID | None = None
) -> list[tuple[UUID, str]]:
    """What a need may be of no use without, the newest first."""
    rows = rows.exclude(pk=own) if own else rows
    return list(rows.order_by("-pk").values_list("pk", "title")[:MOST_OFFERED])


def duties_named(rows: QuerySet[Duty]) -> list[tuple[UUID, str]]:
    """The newest first."""
    return list(rows.order_by("-pk").values_list("pk", "title")[:MOST_OFFERED])


def count_needs(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """What an act that ends bodies would pass on, for its preview."""
    rows = Need.objects.filter(agency__in=list(bodies))
    return dict(rows.order_by().values_list("agency").annotate(n=Count("id")))
