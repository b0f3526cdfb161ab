"""How much of reports an act over bodies touches, for its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from congvu.reporting.models import ReportForm, ReportReturn
from congvu.reporting.rules import OPEN


def open_returns() -> QuerySet[ReportReturn]:
    """What still has to be handed in: it goes to the heir."""
    return ReportReturn.objects.filter(state__in=list(OPEN), round__withdrawn_at=None)


def count_returns(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """By agency: reports it still has to hand in; one query."""
    rows = open_returns().filter(agency__in=list(bodies)).values_list("agency")
    return dict(rows.annotate(n=Count("id")))


def count_forms(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    rows = ReportForm.objects.filter(agency__in=list(bodies)).values_list("agency")
    return dict(rows.annotate(n=Count("id")))
