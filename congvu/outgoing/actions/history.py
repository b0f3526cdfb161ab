"""One line on the timeline and one in the log, written together; who may see a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from congvu.audit.actions import record
from congvu.documents.rules import GrantOrigin, for_the_log
from congvu.organisations.access import Seat
from congvu.outgoing.models import OutgoingEntry, OutgoingEvent, OutgoingGrant


def note(
    event: str,
    *,
    on: Model,
    agency_id: UUID,
    by: Seat,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    """Tell the timeline of a draft or a line, and the log, what somebody did.

    What was written (``text``) is told on the timeline only, inside the agency.
    """
    told = detail or {}
    OutgoingEvent.objects.create(
        at=at,
        target_id=on.pk,
        agency_id=agency_id,
        event=event,
        actor=by.person_name,
        actor_post=by.acts_as,
        detail=told,
    )
    record(
        event, by=by.actor, at=at, on=on, agency_id=agency_id, data=for_the_log(told)
    )


def grant(
    entry: OutgoingEntry,
    principals: Iterable[UUID],
    origin: GrantOrigin = GrantOrigin.WORK,
) -> None:
    """Let these desks see the line from now on."""
    OutgoingGrant.objects.bulk_create(
        [
            OutgoingGrant(
                principal_id=p, entry=entry, order_key=entry.order_key, origin=origin
            )
            for p in sorted(set(principals))
        ],
        ignore_conflicts=True,
    )
