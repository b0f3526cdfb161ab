"""What a copy has to hold, which was the last, and whether the whole house is well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import cast

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from congvu.keeping.models import Backup
from congvu.keeping.rules import Finding, House


def house() -> House:
    return cast(House, import_module(settings.KEPT_HOUSE))


def look_over() -> Iterator[Finding]:
    """Each subject of this house, proved."""
    return house().look_over()


def last_backup() -> Backup | None:
    """The last one that holds everything and was read back; None: there is none."""
    return Backup.objects.filter(lost=0).order_by("-made_at").first()


@dataclass(frozen=True)
class Archiving:
    """How the server's own archiving of its log goes; ``failing``: since the last."""

    last_at: datetime | None
    failing: bool


def archiving() -> Archiving | None:
    """None: the server archives nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT last_archived_time, coalesce("
            "last_failed_time > coalesce(last_archived_time, '-infinity'), false)"
            " FROM pg_stat_archiver WHERE current_setting('archive_mode') <> 'off'"
        )
        row = cursor.fetchone()
    return Archiving(*row) if row else None


def server_major() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def tables() -> list[str]:
    """Those that hold rows themselves: a parted table's parts, not the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        return [name for (name,) in cursor.fetchall()]


def counts() -> dict[str, int]:
    found = {}
    emptied = house().EMPTIED
    with connection.cursor() as cursor:
        for table in tables():
            if table not in emptied:
                query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
                cursor.execute(query)
                found[table] = cursor.fetchone()[0]
    return found


def applied_migrations() -> list[str]:
    loader = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)


def unknown_migrations(applied: Sequence[str]) -> list[str]:
    """Those that this version of the program has never heard of."""
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {
        f"{app}.{name}"
        for (app, _own), migration in loader.disk_migrations.items()
        for app, name in migration.replaces
    }
    return sorted(set(applied) - known)
