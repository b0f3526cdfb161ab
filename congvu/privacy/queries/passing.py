"""What of bodies an act that ends them would pass on, for its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from congvu.privacy.models import Processing


def count_processing(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    rows = Processing.objects.filter(agency__in=list(bodies))
    return dict(rows.order_by().values_list("agency").annotate(n=Count("id")))
