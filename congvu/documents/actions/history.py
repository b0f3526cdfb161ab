"""One line on the timeline and one in the log, written together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from congvu.audit.actions import record
from congvu.documents.actions.noticing import tell_desks
from congvu.documents.models import Grant, HistoryEvent, RegisterEntry
from congvu.documents.rules import GrantOrigin, Step, for_the_log, step_taken
from congvu.organisations.access import Seat
from congvu.organisations.rules import members_of


def note(
    event: str,
    *,
    entry: RegisterEntry,
    by: Seat,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    """Tell the entry's timeline, and the log, what somebody did.

    What was written (``text``) is told on the timeline only, inside the agency.
    """
    told = detail or {}
    tell(
        event,
        entry=entry,
        actor=by.person_name,
        actor_post=by.acts_as,
        at=at,
        detail=told,
        # Colleagues at the actor's own unit are told all the same.
        own=by.desks - {members_of(by.unit_id)},
    )
    record(
        event,
        by=by.actor,
        at=at,
        on=entry,
        agency_id=entry.agency_id,
        data=for_the_log(told),
    )


def tell(
    event: str,
    *,
    entry: RegisterEntry,
    actor: str,
    at: datetime,
    detail: dict[str, object],
    actor_post: str = "",
    own: frozenset[UUID] = frozenset(),
) -> None:
    """A line of the timeline, and the notices that follow from it; alone for a step
    whose log entry was made elsewhere. ``own``: the actor's desks, which know."""
    HistoryEvent.objects.create(
        at=at,
        entry_id=entry.id,
        agency_id=entry.agency_id,
        event=event,
        actor=actor,
        actor_post=actor_post,
        detail=detail,
    )
    if entry.told_until is not None and at >= entry.told_until:
        entry.told_until = None  # the database has just moved it on
    tell_desks(event, entry=entry, actor=actor, at=at, detail=detail, own=own)
    step_taken(Step(event, entry, at, actor, str(detail.get("text") or "")))


def grant(
    entry: RegisterEntry,
    principals: Iterable[UUID],
    origin: GrantOrigin = GrantOrigin.WORK,
) -> None:
    """Let these desks see the entry from now on.

    One that was granted before takes the new origin: what was only opened to a desk may
    be taken back, what it needs for its work may not.
    """
    Grant.objects.bulk_create(
        [
            Grant(principal_id=p, entry=entry, order_key=entry.order_key, origin=origin)
            for p in sorted(set(principals))
        ],
        update_conflicts=True,
        unique_fields=["entry", "principal_id"],
        update_fields=["origin"],
    )
