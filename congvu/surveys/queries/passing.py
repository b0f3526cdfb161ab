"""What of bodies an act that ends them would pass on, for its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from congvu.surveys.models import SurveySheet
from congvu.surveys.rules import SheetState


def count_sheets(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    rows = SurveySheet.objects.filter(
        agency__in=list(bodies), survey__closed_at=None
    ).exclude(state=SheetState.MERGED)
    return dict(rows.order_by().values_list("agency").annotate(n=Count("id")))
