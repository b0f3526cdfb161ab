"""A level has to be looked at again: after a change, a connection, an incident."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.systems.actions.saying import note, tell
from congvu.systems.models import InformationSystem
from congvu.systems.rules import LONGEST_REASON, ReviewReason, SystemState


def mark_for_review(
    *,
    system: InformationSystem,
    reason: ReviewReason,
    words: str,
    by: Seat,
    at: datetime,
) -> None:
    """The first reason stays until somebody has looked; the caller holds the row."""
    if system.review_since is None:
        system.review_since, system.review_reason = at, reason
        system.review_note = nfc(words).strip()[:LONGEST_REASON]
        fields = ["review_since", "review_reason", "review_note"]
        system.save(update_fields=fields)
    note(
        "systems.review-asked",
        system=system,
        by=by,
        at=at,
        text=words,
        data={"reason": reason},
    )
    tell(kind="systems.review", on=[(system.agency_id, system.pk)], by=by, at=at)


@transaction.atomic
def ask_review(
    *,
    systems: Collection[UUID],
    reason: ReviewReason,
    words: str,
    by: Seat,
    at: datetime,
) -> int:
    """Asked by another part of the office, after a serious incident; how many.

    Who asks has been let at what gave the reason: no right at the system is needed.
    """
    rows = InformationSystem.objects.select_for_update(no_key=True)
    rows = rows.filter(pk__in=list(systems)).exclude(state=SystemState.RETIRED)
    found = list(rows.order_by("pk"))
    for one in found:
        mark_for_review(system=one, reason=reason, words=words, by=by, at=at)
    return len(found)
