"""Looking is written down, too."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from congvu.audit.actions import record
from congvu.files.models import StoredFile
from congvu.notices.actions import mark_target_read
from congvu.organisations.access import Seat
from congvu.outgoing.models import Draft, DraftVersion, OutgoingEntry


@transaction.atomic
def record_view(*, entry: OutgoingEntry, by: Seat, at: datetime) -> None:
    """Somebody opened a line."""
    record("outgoing.viewed", by=by.actor, at=at, on=entry, agency_id=entry.agency_id)


@transaction.atomic
def record_draft_view(*, draft: Draft, by: Seat, at: datetime) -> None:
    """Somebody opened a draft; what told them of it is read."""
    record(
        "outgoing.draft-viewed", by=by.actor, at=at, on=draft, agency_id=draft.agency_id
    )
    if by.user_id is not None:
        mark_target_read(target_id=draft.id, user_id=by.user_id, desks=by.desks, at=at)


@transaction.atomic
def record_file_view(
    *, on: OutgoingEntry | Draft, file: StoredFile, by: Seat, at: datetime
) -> None:
    """Somebody took out a file of a line or a draft, byte for byte."""
    record(
        "outgoing.file-viewed",
        by=by.actor,
        at=at,
        on=on,
        agency_id=on.agency_id,
        data={"sha256": file.sha256},
    )


@transaction.atomic
def record_version_print(
    *, version: DraftVersion, form: str, by: Seat, at: datetime
) -> None:
    """Somebody took out a version as it is laid out."""
    record(
        "outgoing.version-printed",
        by=by.actor,
        at=at,
        on=version.draft,
        agency_id=version.draft.agency_id,
        data={"version": version.number, "form": form},
    )


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
