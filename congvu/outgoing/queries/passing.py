"""What of the outgoing side an act that ends bodies would touch, for its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from congvu.outgoing.models import Draft, OutgoingBook
from congvu.outgoing.rules import OPEN_DRAFT_STATES
from congvu.signatures.models import SigningKey


def count_books(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """Books that are still written in, by agency."""
    rows = OutgoingBook.objects.filter(agency__in=list(bodies), closed_at=None)
    return dict(rows.values_list("agency").annotate(n=Count("id")))


def count_drafts(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """Drafts that are still being written, by agency."""
    rows = Draft.objects.filter(
        agency__in=list(bodies), state__in=sorted(OPEN_DRAFT_STATES)
    )
    return dict(rows.values_list("agency").annotate(n=Count("id")))


def count_keys(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """Signing keys in use, by agency."""
    rows = SigningKey.objects.filter(agency_id__in=list(bodies), retired_at=None)
    return dict(rows.values_list("agency_id").annotate(n=Count("id")))
