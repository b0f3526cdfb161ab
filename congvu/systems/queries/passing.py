"""What of bodies an act that ends them would pass on, for its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from congvu.systems.models import InformationSystem


def count_systems(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    rows = InformationSystem.objects.filter(agency__in=list(bodies)).order_by()
    return dict(rows.values_list("agency").annotate(n=Count("id")))
