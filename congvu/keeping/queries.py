"""What a copy has to hold, and whether the whole office is what it should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from congvu.audit.queries import sealed, sealed_twice
from congvu.audit.rules import first_break
from congvu.documents.queries import faults as faults_of_books
from congvu.files.models import FileState, StoredFile
from congvu.files.queries import verify_store
from congvu.keeping.rules import EMPTIED
from congvu.outgoing.queries import faults as faults_of_outgoing
from congvu.search.queries import behind


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
    with connection.cursor() as cursor:
        for table in tables():
            if table not in EMPTIED:
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


def kept_files() -> dict[str, int]:
    """Every content that has to be there, with its size."""
    rows = StoredFile.objects.exclude(state=FileState.DESTROYED)
    return dict(rows.values_list("sha256", "size").iterator())


def destroyed_files() -> list[str]:
    rows = StoredFile.objects.filter(state=FileState.DESTROYED)
    return sorted(rows.values_list("sha256", flat=True))


class Subject(StrEnum):
    """What is looked over, in the order it is said."""

    BOOKS = "books"
    AUDIT = "audit"
    FILES = "files"
    INDEX = "index"


@dataclass(frozen=True)
class Finding:
    """``faults`` is empty where all is well; None: there is nothing to look at yet."""

    subject: Subject
    faults: Sequence[str] | None


def look_over() -> Iterator[Finding]:
    """Books, chain, contents and index, each proved as its own command does."""
    books = [
        f"{words}: {fault.count} ({fault.first})"
        for words, fault in chain(faults_of_books(), faults_of_outgoing())
        if fault
    ]
    yield Finding(Subject.BOOKS, books)
    yield Finding(Subject.AUDIT, list(_breaks()))
    lost = [f"{d.sha256} ({d.kind})" for d in verify_store() if d.kind != "orphan"]
    yield Finding(Subject.FILES, lost)
    late = behind()
    yield Finding(
        Subject.INDEX,
        None if late is None else [f"{kind}: {n}" for kind, n in late.items() if n],
    )


def _breaks() -> Iterator[str]:
    link, broken = first_break(sealed())
    if broken and link:
        yield f"{link.seq} ({broken})"
    elif twice := sealed_twice():
        yield f"{twice[0]} (duplicate)"
