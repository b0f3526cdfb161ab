"""A directory is taken in: a stream of organisations, in sets, nothing deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.exchange.models import DirectoryEntry
from congvu.exchange.rules import Listed, index_words
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import fold

BATCH = 5000


@dataclass(frozen=True)
class Taken:
    listed: int
    closed: int


_TOLD = (
    "code",
    "name",
    "old_code",
    "code102",
    "mailbox",
    "kind",
    "closed_on",
    "successor_code",
    "words",
    "sort_name",
)
_TYPES = ("uuid", *("date" if name == "closed_on" else "text" for name in _TOLD))
# What a file said of an end (closed_on, successor) a plain list of the living does not
# take back, unless the organisation is listed again.
_UPSERT = f"""
INSERT INTO exchange_directoryentry (id, {", ".join(_TOLD)}, source, seen_at)
SELECT DISTINCT ON (t.code) t.*, %s, %s
  FROM unnest({", ".join(f"%s::{kind}[]" for kind in _TYPES)})
       AS t(id, {", ".join(_TOLD)})
ON CONFLICT (code) DO UPDATE
   SET {", ".join(f"{n} = EXCLUDED.{n}" for n in _TOLD[1:])},
       source = EXCLUDED.source, seen_at = EXCLUDED.seen_at
 WHERE NOT %s OR exchange_directoryentry.source = EXCLUDED.source
"""  # noqa: S608 - our own names only


@transaction.atomic
def take_directory(
    *,
    listed: Iterable[Listed],
    source: str,
    by: Actor,
    at: datetime,
    yields: bool = False,
) -> Taken:
    """Everything a source lists now; what it listed before and no longer does is closed
    from today. An empty list is no news of the end of all: it is refused. A source that
    ``yields`` says nothing about whom another has listed.
    """
    stream = iter(listed)
    first = next(stream, None)
    if first is None:
        raise Refused([Reason(_("Danh bạ trống: không thay đổi gì."))])
    count = 0
    with connection.cursor() as cursor:
        waiting = chain([first], stream)
        while rows := list(islice(waiting, BATCH)):
            cursor.execute(_UPSERT, [source, at, *_columns(rows), yields])
            count += len(rows)
    gone = DirectoryEntry.objects.filter(source=source, seen_at__lt=at)
    closed = gone.filter(closed_on__isnull=True).update(closed_on=local_date(at))
    record(
        "exchange.directory-taken",
        by=by,
        at=at,
        data={"source": source, "rows": count, "closed": closed},
    )
    return Taken(count, closed)


def _columns(rows: Iterable[Listed]) -> Iterator[list[object]]:
    table: list[tuple[object, ...]] = [_row(one) for one in rows]
    return (list(column) for column in zip(*table, strict=True))


def _row(one: Listed) -> tuple[object, ...]:
    closed: date | None = one.closed_on
    return (
        uuid7(),
        one.code,
        one.name,
        one.old_code,
        one.code102,
        one.mailbox,
        one.kind,
        closed,
        one.successor_code,
        index_words(one),
        fold(one.name)[:300],
    )
