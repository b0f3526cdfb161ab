"""What the end of an agency or desk does to its dossiers, within the act's transaction.

The heir keeps them; whose work they document (``fonds``) never changes. A closing that
was under way goes on. What is not in the archive yet goes from a desk that ends, or is
handed over, to the one that takes its work.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from congvu.archives import queries
from congvu.archives.models import (
    Appraisal,
    ArchiveHandOver,
    Dossier,
    DossierEvent,
    DossierGrant,
    DossierMove,
    Freeze,
)
from congvu.archives.rules import DossierState
from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import Actor
from congvu.documents.actions.passing.matching import Wanted, match_desks
from congvu.documents.rules import GrantOrigin
from congvu.organisations.models import Post
from congvu.organisations.rules import BodyKind, DeskMove, Passed, Passing


def pass_dossiers(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements an agency that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _to_heir(body, passing)
    _to_desks(passing)


def _to_desks(passing: Passing) -> None:
    """What desks that end were making is made on at the desk that takes their work."""
    named = {b.body_id: b for b in passing.bodies}
    ended = set(named)
    posts = Post.objects.filter(Q(unit__in=ended) | Q(unit__agency__in=ended))
    ended |= set(posts.values_list("pk", flat=True))
    left = list(queries.dossiers_at(ended).select_for_update().order_by("pk"))
    interim = any(b.is_interim for b in passing.bodies)
    wanted = {
        d.pk: Wanted(d.post_id, d.agency_id, is_direct=False, is_interim=interim)
        for d in left
    }
    takers = {b.body_id: b.to_id for b in passing.bodies}
    matched = match_desks(set(wanted.values()), takers, passing.on) if left else {}
    for dossier in left:
        found = matched.get(wanted[dossier.pk])
        if found is not None:
            dossier.post_id, dossier.unit_id = found.desk_id, found.unit_id
    _seat([d for d in left if matched.get(wanted[d.pk]) is not None])


def _seat(dossiers: Sequence[Dossier]) -> None:
    """At its new desk each may be filed into; two statements for a thousand."""
    Dossier.objects.bulk_update(dossiers, ["post_id", "unit_id"], batch_size=1000)
    DossierGrant.objects.bulk_create(
        [
            DossierGrant(principal_id=desk, dossier=d, origin=GrantOrigin.WORK)
            for d in dossiers
            for desk in {d.post_id, d.unit_id}
        ],
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["dossier", "principal_id"],
        update_fields=["origin"],
    )


def move_dossiers(move: DeskMove) -> None:
    """A post is handed over: its dossiers follow, and the record names them."""
    left = list(
        queries.dossiers_at([move.from_desk]).select_for_update().order_by("pk")
    )
    for dossier in left:
        dossier.post_id, dossier.unit_id = move.to_desk, move.to_unit
    _seat(left)
    DossierMove.objects.bulk_create(
        [DossierMove(hand_over_id=move.record_id, dossier=d) for d in left]
    )
    _tell(left, "archives.dossier-handed", move.to_name, move.by, move.at)


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
    minutes.update(agency=body.to_id)
    sittings.update(agency=body.to_id)
    for rows in (kept, freezes):
        rows.update(agency=body.to_id, came_from=body.body_id)
    for one in passed:
        one.agency_id = body.to_id
    basis = passing.legal_basis[:300]
    _tell(passed, "archives.dossier-passed", basis, passing.by, passing.at)


def _tell(
    dossiers: Sequence[Dossier], event: str, text: str, by: Actor, at: datetime
) -> None:
    """The timeline and the log of each."""
    DossierEvent.objects.bulk_create(
        [
            DossierEvent(at=at, dossier=d, event=event, actor=by.name, text=text)
            for d in dossiers
        ],
        batch_size=1000,
    )
    key = "to" if event == "archives.dossier-handed" else "basis"
    record_many(
        event_row(
            event,
            by=by,
            at=at,
            on=d,
            agency_id=d.agency_id,
            data={"symbol": d.symbol, key: text},
        )
        for d in dossiers
    )
