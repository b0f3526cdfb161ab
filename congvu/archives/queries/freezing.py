"""Sets of dossiers that are kept as they are."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet

from congvu.archives.models import Freeze


def freezes_of(agency_id: UUID) -> QuerySet[Freeze]:
    """Every set of an agency, those that hold first; with how many dossiers."""
    return (
        Freeze.objects.filter(agency=agency_id)
        .annotate(n=Count("dossiers"))
        .order_by("ended_at", "-at")
    )
