"""What of bodies an act that ends them would pass on, for its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from congvu.registry.models import Database, DataService, SharingAgreement
from congvu.registry.rules import OVER


def count_databases(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    rows = Database.objects.filter(agency__in=list(bodies))
    return dict(rows.order_by().values_list("agency").annotate(n=Count("id")))


def count_services(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    rows = DataService.objects.filter(agency__in=list(bodies))
    return dict(rows.order_by().values_list("agency").annotate(n=Count("id")))


def count_agreements(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    rows = SharingAgreement.objects.filter(consumer__in=list(bodies))
    rows = rows.exclude(state__in=sorted(OVER))
    return dict(rows.order_by().values_list("consumer").annotate(n=Count("id")))
