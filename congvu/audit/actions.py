"""Writing the log, inside the transaction of the act: commits or fails with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from psycopg.types.json import Jsonb

from congvu.audit import queries
from congvu.audit.models import AuditEvent
from congvu.audit.rules import (
    Actor,
    EventRow,
    LinkRow,
    chain,
    clean_text,
    plain,
)
from congvu.lib.ids import uuid7
from congvu.sql import planned

EVENT_COLUMNS = tuple(field.name for field in fields(EventRow))
LINK_COLUMNS = LinkRow._fields
_INSERT = (
    f"INSERT INTO audit_event ({', '.join(EVENT_COLUMNS)})"  # noqa: S608 - our fields
    f" VALUES ({', '.join(['%s'] * len(EVENT_COLUMNS))})"
)


def event_row(
    event: str,
    *,
    by: Actor,
    at: datetime,
    on: models.Model | None = None,
    on_type: str = "",
    on_id: UUID | None = None,
    agency_id: UUID | None = None,
    data: Mapping[str, object] | None = None,
    id: UUID | None = None,
) -> EventRow:
    """The event of these facts. Without ``agency_id`` it is the actor's own agency."""
    if on is not None:
        on_type, on_id = on._meta.label_lower, on.pk
    right = {"delegation": by.delegation_id} if by.delegation_id else {}
    return EventRow(
        id=id or uuid7(),
        at=at,
        event=event,
        actor_name=clean_text(by.name),
        actor_user_id=by.user_id,
        actor_person_id=by.person_id,
        actor_post_id=by.post_id,
        actor_agency_id=by.agency_id,
        door=str(by.door),
        address=clean_text(by.address)[:60],
        object_type=on_type,
        object_id=on_id if isinstance(on_id, UUID) else None,
        agency_id=agency_id or by.agency_id,
        data={str(k): plain(v) for k, v in {**(data or {}), **right}.items()},
    )


def record(
    event: str,
    *,
    by: Actor,
    at: datetime,
    on: models.Model | None = None,
    on_type: str = "",
    on_id: UUID | None = None,
    agency_id: UUID | None = None,
    data: Mapping[str, object] | None = None,
) -> None:
    """Enter one event, by one INSERT, in the current transaction."""
    row = event_row(
        event,
        by=by,
        at=at,
        on=on,
        on_type=on_type,
        on_id=on_id,
        agency_id=agency_id,
        data=data,
    )
    with planned() as cursor:
        values: list[Any] = [_copied(getattr(row, name)) for name in EVENT_COLUMNS]
        cursor.execute(_INSERT, values)


def record_many(rows: Iterable[EventRow]) -> None:
    """Enter a set of events (made by `event_row`), a thousand to a statement."""
    AuditEvent.objects.bulk_create(
        (AuditEvent(**_values(row)) for row in rows), batch_size=1000
    )


def _values(row: EventRow) -> dict[str, object]:
    return {column: getattr(row, column) for column in EVENT_COLUMNS}


@transaction.atomic
def load_sealed(rows: Iterable[EventRow]) -> int:
    """COPY events in with their links: for loaders of histories. Gives the head's seq.

    Holds the sealer's lock until commit, so that exactly one chain grows. The months of
    the events should have been ensured before (`ensure_months`).
    """
    events = list(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [queries.SEALER_LOCK])
        seq, previous = queries.head()
        with cursor.copy(_copy("audit_event", EVENT_COLUMNS)) as copy:
            for row in events:
                copy.write_row([_copied(getattr(row, name)) for name in EVENT_COLUMNS])
        with cursor.copy(_copy("audit_link", LINK_COLUMNS)) as copy:
            for link in chain(events, previous, seq):
                copy.write_row([getattr(link, name) for name in LINK_COLUMNS])
                seq = link.seq
    return seq


def add_links(links: Iterable[LinkRow], *, at_once: int) -> None:
    """Enter links in their order; the caller holds the sealer's lock."""
    pending = list(links)
    with connection.cursor() as cursor:
        for start in range(0, len(pending), at_once):
            some = pending[start : start + at_once]
            cursor.execute(
                "INSERT INTO audit_link (seq, event_id, event_at, previous, digest)"
                " SELECT * FROM unnest(%s::bigint[], %s::uuid[], %s::timestamptz[],"
                " %s::bytea[], %s::bytea[])",
                [[getattr(link, name) for link in some] for name in LINK_COLUMNS],
            )


def _copy(table: str, columns: tuple[str, ...]) -> str:
    return f"COPY {table} ({', '.join(columns)}) FROM STDIN"


def _copied(value: object) -> object:
    return Jsonb(value) if isinstance(value, dict) else value


def ensure_months(table: str, moments: Iterable[datetime]) -> None:
    """Make the monthly partitions that these moments fall into, where it is possible.

    ``table`` must be named in ``congvu_monthly_table`` by a migration.
    """
    months = sorted({queries.month_of(at) for at in moments})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT congvu_ensure_month(%s, month) FROM unnest(%s::date[]) month",
            [table, months],
        )


__all__ = [
    "add_links",
    "ensure_months",
    "event_row",
    "load_sealed",
    "record",
    "record_many",
]
