"""What is approved is believed from that moment, of many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, QuerySet
from psycopg.types.range import DateRange, TimestamptzRange

from congvu.lib.periods import Period
from congvu.lib.text import fold
from congvu.registry.actions.reading import words_of
from congvu.registry.models import RowChange, RowVersion
from congvu.registry.rules import Table, Value, without

_TICK = timedelta(microseconds=1)
_CLOSE = """
UPDATE registry_rowversion
   SET recorded = tstzrange(lower(recorded), %s), closed_by_id = %s
 WHERE id = ANY(%s)
"""


Rows = Sequence[UUID] | QuerySet[RowVersion, Any]


@dataclass(frozen=True)
class Entry:
    """What holds of a row for these days; nothing, where ``values`` is None."""

    row: UUID
    span: Period
    title: str = ""
    values: dict[str, Value] | None = None


def moment_after(rows: Rows, at: datetime) -> datetime:
    """After all that was believed of these, whatever the clocks of two machines say."""
    told = RowVersion.objects.filter(row__in=rows).aggregate(
        lower=Max("recorded__startswith"), upper=Max("recorded__endswith")
    )
    ends: list[datetime] = [one for one in told.values() if one is not None]
    return max([at, *(one + _TICK for one in ends)])


def believe(
    entries: Sequence[Entry], *, table: Table, change: RowChange, at: datetime
) -> None:
    """Each day of a row once. What is believed of other days stays; what was believed
    of these is closed, not changed. The first version of a row bears the row's key.
    """
    held: dict[UUID, list[RowVersion]] = {}
    rows = RowVersion.objects.filter(
        row__in=[one.row for one in entries], recorded__upper_inf=True
    )
    for version in rows:
        held.setdefault(version.row, []).append(version)
    born = set(
        RowVersion.objects.filter(pk__in=[one.row for one in entries]).values_list(
            "pk", flat=True
        )
    )
    closed, made = [], []
    for entry in entries:
        for version in held.get(entry.row, ()):
            left = without(_period(version), entry.span)
            if left == [_period(version)]:
                continue
            closed.append(version.pk)
            made += [again(version, one, change, at) for one in left]
        if entry.values is not None:
            version = _version(entry, table, change, at)
            if entry.row not in born:
                version.pk = entry.row
            made.append(version)
    close(closed, change, at)
    RowVersion.objects.bulk_create(made, batch_size=2000)


def close(versions: Iterable[UUID], change: RowChange, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, [at, change.pk, list(versions)])


def _period(one: RowVersion) -> Period:
    return Period(one.valid.lower, one.valid.upper)


def again(
    held: RowVersion, left: Period, change: RowChange, at: datetime
) -> RowVersion:
    """The same for days that nobody spoke of."""
    return RowVersion(
        database_id=held.database_id,
        structure_id=held.structure_id,
        table=held.table,
        row=held.row,
        values=held.values,
        title=held.title,
        sort=held.sort,
        folded=held.folded,
        folded_personal=held.folded_personal,
        valid=DateRange(left.valid_from, left.valid_until),
        recorded=TimestamptzRange(at, None),
        change=change,
    )


def _version(entry: Entry, table: Table, change: RowChange, at: datetime) -> RowVersion:
    values = entry.values or {}
    words, personal = words_of(change.database, table, values)
    return RowVersion(
        database=change.database,
        structure=change.structure,
        table=change.table,
        row=entry.row,
        values=values,
        title=entry.title,
        sort=fold(entry.title)[:200],
        folded=words,
        folded_personal=personal,
        valid=DateRange(entry.span.valid_from, entry.span.valid_until),
        recorded=TimestamptzRange(at, None),
        change=change,
    )
