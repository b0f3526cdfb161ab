"""What of the dossiers an act that ends bodies would touch, for its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from congvu.archives.models import Dossier
from congvu.archives.rules import DossierState


def count_dossiers(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """Dossiers an agency keeps, for its heir; of destroyed ones the trace stays."""
    rows = Dossier.objects.filter(agency__in=list(bodies)).exclude(
        state=DossierState.DESTROYED
    )
    return dict(rows.values_list("agency").annotate(n=Count("id")))
