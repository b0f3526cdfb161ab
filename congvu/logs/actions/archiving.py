"""Days of events that are over go to columnar files, and files whose time is over go.

First the file is there, whole, on the disk and known by its digest. A day later, when
every backup that began before has ended, the day's part of the table is dropped, if it
still holds what the file does. Killed anywhere, the next turn begins where it was.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from psycopg.sql import SQL, Identifier

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.lib.dates import local_date
from congvu.logs.formats.columns import (
    COLUMNS,
    digest_of_file,
    leftovers,
    write_day,
)
from congvu.logs.models import ArchivedDay, LogSource
from congvu.logs.rules import HOT, LONGEST_MONTHS, kept_until
from congvu.systems.queries import log_months

log = logging.getLogger(__name__)
AFTER = timedelta(days=1)
_LISTS = {"terms", "doubts"}


def archive_folder() -> Path:
    folder = Path(settings.LOGS_ARCHIVE)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def file_of(day: date) -> Path:
    return archive_folder() / f"{day:%Y-%m-%d}.parquet"


def keep_old_days(*, at: datetime) -> None:
    """One turn: the oldest first, each day for itself; never two turns at once."""
    with _alone() as is_alone:
        if is_alone:
            _turn(at)


@contextmanager
def _alone() -> Iterator[bool]:
    """Ends with the connection, too: whoever is killed holds up nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('logs_archive'))")
        is_alone = bool(cursor.fetchone()[0])
        try:
            yield is_alone
        finally:
            if is_alone:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('logs_archive'))")


def _turn(at: datetime) -> None:
    for half in leftovers(archive_folder()):
        half.unlink(missing_ok=True)
    today = local_date(at)
    known = set(ArchivedDay.objects.values_list("day", flat=True))
    for day in _days_kept():
        if day < today - HOT and day not in known:
            archive_day(day=day, at=at)
    waiting = ArchivedDay.objects.filter(dropped_at=None, archived_at__lte=at - AFTER)
    for one in waiting.order_by("day"):
        drop_day(day=one.day, at=at)
    end_days(at=at)


def archive_day(*, day: date, at: datetime) -> ArchivedDay:
    """Its part of the table stays and is searched until `drop_day`."""
    target = file_of(day)
    csv = target.with_suffix(".csv")
    try:
        _tell(day, csv)
        events = write_day(csv, target)
    finally:
        csv.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        asked = SQL("SELECT DISTINCT source_id FROM {}").format(_part(day))
        cursor.execute(asked)
        sources = [row[0] for row in cursor.fetchall()]
    told = {
        "digest": digest_of_file(target),
        "events": events,
        "size": target.stat().st_size,
        "sources": sorted((one for one in sources if one is not None), key=str),
        "has_strangers": None in sources,
        "archived_at": at,
    }
    made, _is_new = ArchivedDay.objects.update_or_create(day=day, defaults=told)
    return made


@transaction.atomic
def drop_day(*, day: date, at: datetime) -> bool:
    """False where file and table differ: then the day is written anew, and waits."""
    found = ArchivedDay.objects.select_for_update().get(pk=day)
    target = file_of(day)
    if not target.is_file() or digest_of_file(target) != found.digest:
        log.error("logs.archive-altered %s", target)
        archive_day(day=day, at=at)
        return False
    found.dropped_at = at
    found.save(update_fields=["dropped_at"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT logs_drop_day(%s, %s)", [day, found.events])
        is_dropped = bool(cursor.fetchone()[0])
    if not is_dropped:
        found.dropped_at = None
        found.save(update_fields=["dropped_at"])
        archive_day(day=day, at=at)
        return False
    _record("logs.day-archived", found, at)
    return True


def end_days(*, at: datetime) -> int:
    """Files of which no source's period asks for more; the row says that it was."""
    today, ended = local_date(at), 0
    rows = ArchivedDay.objects.exclude(dropped_at=None)
    months = months_of(LogSource.objects.values_list("pk", flat=True), today)
    for one in rows.filter(ended_at=None).order_by("day"):
        longest = LONGEST_MONTHS if one.has_strangers else 0
        for source in one.sources:
            longest = max(longest, months.get(source, LONGEST_MONTHS))
        if today <= kept_until(one.day, longest):
            continue
        with transaction.atomic():
            one.ended_at = at
            one.save(update_fields=["ended_at"])
            _record("logs.day-ended", one, at)
        ended += 1
    for day in rows.exclude(ended_at=None).values_list("day", flat=True):
        file_of(day).unlink(missing_ok=True)
    return ended


def months_of(sources: Iterable[UUID], on: date) -> Mapping[UUID, int]:
    """By the level of each source's system; of one that is no system's the longest."""
    asked = {}
    for level in range(1, 6):
        rule = log_months(level, on)
        months = rule.number("months") if rule else None
        asked[level] = LONGEST_MONTHS if months is None else months
    rows = LogSource.objects.filter(pk__in=list(sources))
    levels = rows.values_list("pk", "system__level", "system__assessed_level")
    return {
        pk: asked.get(approved or assessed or 0, LONGEST_MONTHS)
        for pk, approved, assessed in levels
    }


def _days_kept() -> list[date]:
    """Days with a part of the table of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_date(substr(c.relname, 15), 'YYYY_MM_DD') FROM pg_inherits i"
            " JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = 'logs_logevent'::regclass"
            " AND c.relname ~ '^logs_logevent_[0-9]{4}_[0-9]{2}_[0-9]{2}$' ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


def _part(day: date) -> Identifier:
    return Identifier(f"logs_logevent_{day:%Y_%m_%d}")


def _tell(day: date, csv: Path) -> None:
    """The day as text, by the database itself, in the order in which it came."""
    columns = SQL(", ").join(
        SQL("to_json({})" if name in _LISTS else "{}").format(Identifier(name))
        for name in COLUMNS
    )
    asked = SQL(
        "COPY (SELECT {} FROM {} ORDER BY received_at, id)"
        " TO STDOUT (FORMAT csv, NULL '\\N')"
    ).format(columns, _part(day))
    with (
        connection.cursor() as cursor,
        csv.open("wb") as file,
        cursor.copy(asked) as copied,
    ):
        for piece in copied:
            file.write(piece)


def _record(event: str, found: ArchivedDay, at: datetime) -> None:
    record(
        event,
        by=SYSTEM,
        at=at,
        on_type="logs.archivedday",
        data={"day": str(found.day), "events": found.events},
    )
