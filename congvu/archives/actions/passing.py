"""What the end of an agency or desk does to its dossiers, within the act's transaction.

The heir keeps them; whose work they document (``fonds``) never changes. A closing that
was under way goes on.
"""

from __future__ import annotations

from uuid import UUID

from congvu.archives.models import (
    Appraisal,
    ArchiveHandOver,
    Dossier,
    DossierEvent,
    Freeze,
)
from congvu.archives.rules import DossierState
from congvu.audit.actions import event_row, record_many
from congvu.organisations.rules import BodyKind, Passing


def pass_dossiers(passing: Passing) -> None:
    """Declared in ``succession.py``; one statement an agency that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _to_heir(body.from_id, body.to_id, passing)


def _to_heir(agency_id: UUID, heir_id: UUID, passing: Passing) -> None:
    kept = Dossier.objects.filter(agency=agency_id).exclude(
        state=DossierState.DESTROYED
    )
    passed = list(kept.select_for_update().only("id", "symbol", "agency_id"))
    kept.update(agency=heir_id)
    for kept_for_heir in (Freeze, ArchiveHandOver, Appraisal):
        kept_for_heir.objects.filter(agency=agency_id).update(agency=heir_id)
    basis = passing.legal_basis[:300]
    DossierEvent.objects.bulk_create(
        [
            DossierEvent(
                at=passing.at,
                dossier=d,
                event="archives.dossier-passed",
                actor=passing.by.name,
                text=basis,
            )
            for d in passed
        ],
        batch_size=1000,
    )
    record_many(
        event_row(
            "archives.dossier-passed",
            by=passing.by,
            at=passing.at,
            on=d,
            agency_id=heir_id,
            data={"symbol": d.symbol, "basis": basis},
        )
        for d in passed
    )
