"""One line on the timeline and one in the log, written together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from congvu.audit.actions import record
from congvu.documents.models import Grant, HistoryEvent, RegisterEntry
from congvu.organisations.access import Seat


def note(
    event: str,
    *,
    entry: RegisterEntry,
    by: Seat,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    """Tell the entry's timeline, and the log, what somebody did."""
    data = detail or {}
    HistoryEvent.objects.create(
        at=at,
        entry_id=entry.id,
        agency_id=entry.agency_id,
        event=event,
        actor=by.person_name,
        actor_post=by.post_name,
        detail=data,
    )
    record(event, by=by.actor, at=at, on=entry, agency_id=entry.agency_id, data=data)


def grant(entry: RegisterEntry, principals: Iterable[UUID]) -> None:
    """Let these desks see the entry from now on; already granted ones stay."""
    Grant.objects.bulk_create(
        [
            Grant(principal_id=p, entry=entry, order_key=entry.order_key)
            for p in set(principals)
        ],
        ignore_conflicts=True,
    )
