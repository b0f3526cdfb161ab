"""What the end of an agency or desk does to its dossiers, within the act's transaction.

The heir keeps them; whose work they document (``fonds``) never changes. A closing that
was under way goes on.
"""

from __future__ import annotations

from congvu.archives.models import (
    Appraisal,
    ArchiveHandOver,
    Dossier,
    DossierEvent,
    Freeze,
)
from congvu.archives.rules import DossierState
from congvu.audit.actions import event_row, record_many
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_dossiers(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements an agency that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _to_heir(body, passing)


def _to_heir(body: Passed, passing: Passing) -> None:
    """All that an agency keeps; or what it kept only until this heir was chosen."""
    kept = Dossier.objects.filter(agency=body.from_id).exclude(
        state=DossierState.DESTROYED
    )
    freezes = Freeze.objects.filter(agency=body.from_id)
    minutes = ArchiveHandOver.objects.filter(agency=body.from_id)
    sittings = Appraisal.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        kept = kept.filter(came_from=body.body_id)
        freezes = freezes.filter(came_from=body.body_id)
        minutes = minutes.filter(lines__dossier__came_from=body.body_id)
        sittings = sittings.filter(lines__dossier__came_from=body.body_id)
    passed = list(kept.select_for_update().only("id", "symbol", "agency_id"))
    for rows in (kept, freezes):
        rows.update(agency=body.to_id, came_from=body.body_id)
    minutes.update(agency=body.to_id)
    sittings.update(agency=body.to_id)
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
            agency_id=body.to_id,
            data={"symbol": d.symbol, "basis": basis},
        )
        for d in passed
    )
