"""Dossiers of a desk that are not in the archive yet."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from congvu.archives.models import Dossier, DossierMove
from congvu.archives.rules import DossierState

# What lies in the archive is the archivist's, whoever made it.
AT_A_DESK = (
    DossierState.OPEN,
    DossierState.CLOSING,
    DossierState.CLOSED,
    DossierState.SENT,
)


def dossiers_at(desks: Collection[UUID]) -> QuerySet[Dossier]:
    return Dossier.objects.filter(post_id__in=list(desks), state__in=AT_A_DESK)


def count_at_desk(post_id: UUID) -> int:
    return dossiers_at([post_id]).count()


def moved_dossiers(hand_over_id: UUID) -> list[str]:
    """As they stand on the record: "05.KGVX/2026 · Hồ sơ …"."""
    rows = DossierMove.objects.filter(hand_over=hand_over_id).select_related("dossier")
    return [
        f"{m.dossier.symbol}/{m.dossier.year} · {m.dossier.title}"
        for m in rows.order_by("dossier__year", "dossier__symbol")
    ]
