"""What of the outgoing side an act that ends bodies would touch, for its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from congvu.outgoing.models import OutgoingBook


def count_books(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """Books that are still written in, by agency."""
    rows = OutgoingBook.objects.filter(agency__in=list(bodies), closed_at=None)
    return dict(rows.values_list("agency").annotate(n=Count("id")))
