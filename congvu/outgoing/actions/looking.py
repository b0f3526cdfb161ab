"""Looking is written down, too."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.queries import seen_since
from congvu.notices.actions import mark_target_read
from congvu.organisations.access import Seat
from congvu.outgoing.models import Draft, OutgoingEntry

_SAME_LOOK = timedelta(minutes=1)


@transaction.atomic
def record_view(*, entry: OutgoingEntry, by: Seat, at: datetime) -> None:
    """Somebody opened a line; asked for again within a minute it is one look."""
    seen = seen_since(
        [entry.pk],
        post_id=by.post_id,
        person_id=by.person_id,
        events=("outgoing.viewed",),
        at=at - _SAME_LOOK,
    )
    if entry.pk not in seen:
        record(
            "outgoing.viewed", by=by.actor, at=at, on=entry, agency_id=entry.agency_id
        )


@transaction.atomic
def record_draft_view(*, draft: Draft, by: Seat, at: datetime) -> None:
    """Somebody opened a draft; what told them of it is read."""
    seen = seen_since(
        [draft.pk],
        post_id=by.post_id,
        person_id=by.person_id,
        events=("outgoing.draft-viewed",),
        at=at - _SAME_LOOK,
    )
    if draft.pk not in seen:
        record(
            "outgoing.draft-viewed",
            by=by.actor,
            at=at,
            on=draft,
            agency_id=draft.agency_id,
        )
    if by.user_id is not None:
        mark_target_read(target_id=draft.id, user_id=by.user_id, desks=by.desks, at=at)


@transaction.atomic
def record_print(
    *, first: date, last: date, form: str, agency_id: UUID, by: Seat, at: datetime
) -> None:
    """The book of a period left the system, on paper or as a table."""
    record(
        "outgoing.register-printed",
        by=by.actor,
        at=at,
        agency_id=agency_id,
        data={"from": first.isoformat(), "to": last.isoformat(), "form": form},
    )


@transaction.atomic
def record_export(*, lines: int, form: str, by: Seat, at: datetime) -> None:
    """A list left the system."""
    record(
        "outgoing.register-exported",
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        data={"entries": lines, "form": form},
    )
