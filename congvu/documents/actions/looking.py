"""Looking is written down, too: a file opened, a register printed or exported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from congvu.audit.actions import event_row, record, record_many
from congvu.audit.queries import seen_since
from congvu.documents.models import (
    Assignment,
    DocumentFile,
    IntakeItem,
    Pile,
    Reading,
    RegisterEntry,
)
from congvu.documents.queries import Filters, Tab
from congvu.documents.rules import AssignmentState, Part, Step, step_taken
from congvu.lib.ids import uuid7
from congvu.notices.actions import TARGET_READ, target_read
from congvu.organisations.access import Seat
from congvu.sql import planned

SAME_LOOK = timedelta(minutes=1)
"""A page that asks for its pictures, or is asked for again, is one look."""
_LOOKS = ("documents.viewed", "documents.file-viewed")


@transaction.atomic
def record_look(
    *, on: Sequence[IntakeItem | RegisterEntry], by: Seat, at: datetime
) -> None:
    """Somebody saw a file at the door, or what lies beside it; once a minute."""
    seen = _seen([shown.pk for shown in on], by, at)
    record_many(
        event_row(
            "documents.viewed",
            by=by.actor,
            at=at,
            on=shown,
            agency_id=shown.agency_id,
        )
        for shown in on
        if shown.pk not in seen
    )


@transaction.atomic
def record_pile_look(*, pile: Pile, by: Seat, at: datetime) -> None:
    """Somebody looked at the pages of a pile of scans; once a minute."""
    if not _seen([pile.pk], by, at):
        record(
            "documents.viewed", by=by.actor, at=at, on=pile, agency_id=pile.agency_id
        )


# What waited on these desks is under way or read; what came back to them is known.
_SEEN_BY_DESKS = f"""
UPDATE documents_assignment a
   SET state = CASE WHEN a.state = '{AssignmentState.WAITING}'
                     AND a.part IN ('{Part.LEAD}', '{Part.SUPPORT}')
                    THEN '{AssignmentState.WORKING}' ELSE a.state END,
       read_at = CASE WHEN a.state = '{AssignmentState.WAITING}'
                      THEN %(at)s ELSE a.read_at END,
       return_seen_at = CASE WHEN a.state = '{AssignmentState.RETURNED}'
                             THEN %(at)s ELSE a.return_seen_at END
 WHERE a.entry_id = %(entry)s
   AND (a.state = '{AssignmentState.WAITING}' AND a.desk_id = ANY(%(desks)s)
        AND (a.part IN ('{Part.LEAD}', '{Part.SUPPORT}')
             OR a.part = '{Part.DIRECT}' AND a.read_at IS NULL)
     OR a.state = '{AssignmentState.RETURNED}' AND a.return_seen_at IS NULL
        AND EXISTS (SELECT FROM documents_assignment giver
                     WHERE giver.id = a.parent_id AND giver.desk_id = ANY(%(desks)s)))
RETURNING a.state
"""  # noqa: S608 - our own constants


_FIRST_READING = """
INSERT INTO documents_reading
       (id, entry_id, person_id, person_name, post_id, post_name, unit_id, unit_name,
        first_at)
VALUES (%(id)s, %(entry)s, %(person)s, %(person_name)s, %(post)s, %(post_name)s,
        %(unit)s, %(unit_name)s, %(at)s)
ON CONFLICT DO NOTHING
"""


# All of it in one statement: a paper is opened a thousand times for each that changes
# anything. Then nobody waits for the disk, unless more commits with it.
_LOOKED = f"""
WITH first AS ({_FIRST_READING} RETURNING id),
     seen AS ({_SEEN_BY_DESKS}),
     told AS ({TARGET_READ} RETURNING notice_id)
SELECT ARRAY(SELECT state FROM seen),
       CASE WHEN %(is_whole)s AND NOT EXISTS (SELECT FROM first)
             AND NOT EXISTS (SELECT FROM seen) AND NOT EXISTS (SELECT FROM told)
            THEN set_config('synchronous_commit', 'off', true) END
"""  # noqa: S608 - our own texts


@transaction.atomic
def record_view(*, entry: RegisterEntry, by: Seat, at: datetime) -> None:
    """Somebody opened the paper: the log says so, and their own desk shows it as read.

    Work that waited is under way from now on; what was given back here is known. A look
    that changes nothing, as this person has opened the paper before, does not wait for
    the disk (ADR 0081).
    """
    record("documents.viewed", by=by.actor, at=at, on=entry, agency_id=entry.agency_id)
    given = {
        **_reading(entry, by, at),
        **target_read(entry.pk, user_id=by.user_id, desks=by.desks),
        "desks": list(by.desks),
        "is_whole": not connection.savepoint_ids,
    }
    with planned() as cursor:
        cursor.execute(_LOOKED, given)
        ((became, _relaxed),) = cursor.fetchall()
    if AssignmentState.WORKING in became:
        step_taken(Step("documents.work-begun", entry, at, by.person_name))


def _reading(entry: RegisterEntry, by: Seat, at: datetime) -> dict[str, Any]:
    """One line a person, whatever many doors it is opened by at once."""
    return {
        "id": uuid7(),
        "entry": entry.pk,
        "person": by.person_id,
        "person_name": by.person_name,
        "post": by.post_id,
        "post_name": by.acts_as,
        "unit": by.unit_id,
        "unit_name": by.unit_name,
        "at": at,
    }


def know(*, entry: RegisterEntry, by: Seat, at: datetime, since: Assignment) -> bool:
    """This person says "đã biết"; whether they had not said so since it was given."""
    with planned() as cursor:
        cursor.execute(_FIRST_READING, _reading(entry, by, at))
    mine = Reading.objects.filter(entry=entry, person_id=by.person_id)
    fresh = Q(known_at__isnull=True) | Q(known_at__lt=since.given_at)
    return bool(mine.filter(fresh).update(known_at=at))


@transaction.atomic
def record_page_look(
    *,
    held: DocumentFile | IntakeItem,
    by: Seat,
    at: datetime,
    entry_id: UUID | None = None,
) -> None:
    """The picture of a page was fetched, and not for a page just written down."""
    if _seen([held.pk, *([entry_id] if entry_id else [])], by, at):
        return
    sha256 = held.file.sha256 if held.file else ""
    record(
        "documents.file-viewed",
        by=by.actor,
        at=at,
        on=held,
        data={"sha256": sha256, "form": "page"},
    )


def _seen(ids: Sequence[UUID], by: Seat, at: datetime) -> set[UUID]:
    """Which of these this seat has looked at in the last minute; one query."""
    return seen_since(
        ids,
        post_id=by.post_id,
        person_id=by.person_id,
        events=_LOOKS,
        at=at - SAME_LOOK,
    )


@transaction.atomic
def record_file_view(
    *, held: DocumentFile | IntakeItem, by: Seat, at: datetime, form: str = "original"
) -> None:
    """Somebody opened the whole file, of a paper or at the door.

    ``form`` is searchable for the copy of a scan in which words can be searched.
    """
    sha256 = held.file.sha256 if held.file else ""
    data = {"sha256": sha256, **({} if form == "original" else {"form": form})}
    record("documents.file-viewed", by=by.actor, at=at, on=held, data=data)


@transaction.atomic
def record_print(
    *,
    book: str,
    first: date,
    last: date,
    form: str,
    by: Seat,
    at: datetime,
    of: UUID | None = None,
) -> None:
    """A period of a register was taken out on paper or as a table.

    ``book`` is incoming or tracking; ``form`` is page, pdf, xlsx or api.
    """
    event = "register-exported" if form in ("xlsx", "api") else "register-printed"
    record(
        f"documents.{event}",
        by=by.actor,
        at=at,
        on_type="organisations.agency",
        on_id=of or by.agency_id,
        data={"register": book, "from": first, "to": last, "form": form},
    )


@transaction.atomic
def record_list_export(
    *, tab: Tab, filters: Filters, lines: int, form: str, by: Seat, at: datetime
) -> None:
    """A list was taken out as a table: which, how long; never the words asked for."""
    asked = {
        "tab": str(tab),
        "from": filters.first,
        "to": filters.last,
        "type": filters.type_code,
        "urgency": filters.urgency,
    }
    record(
        "documents.register-exported",
        by=by.actor,
        at=at,
        on_type="organisations.agency",
        on_id=by.agency_id,
        data={"register": "list", "form": form, "lines": lines}
        | {name: value for name, value in asked.items() if value},
    )
