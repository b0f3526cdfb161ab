"""The structure in force, the one that is prepared, those before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from congvu.registry.models import Database, Structure
from congvu.registry.rules import Tables, find_table, read_tables

PAGE = 50


@dataclass(frozen=True)
class DatabasePage:
    rows: Sequence[Database]
    after: UUID | None


def database_page(
    rows: QuerySet[Database], after: UUID | None, limit: int = PAGE
) -> DatabasePage:
    """The last made first."""
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return DatabasePage(found[:limit], found[limit - 1].pk if more else None)


def last_structure(database: Database) -> Structure:
    """The one being prepared, else the one in force."""
    return database.structures.latest("number")


def current_structure(database: Database) -> Structure | None:
    """None before the first was put in force."""
    rows = database.structures.filter(applied_at__isnull=False)
    return rows.order_by("-number").first()


def structures_of(database: Database) -> Sequence[Structure]:
    """Those that were ever in force, the last first."""
    rows = database.structures.filter(applied_at__isnull=False)
    return list(rows.order_by("-number"))


def tables_by(structures: Collection[UUID]) -> dict[UUID, Tables]:
    """What rows were written by; each structure read once."""
    rows = Structure.objects.filter(pk__in=set(structures))
    return {key: read_tables(data) for key, data in rows.values_list("pk", "data")}


def tables_known(database: Database) -> list[str]:
    """Of every table that was ever in force: no new one takes its key."""
    return [table.key for one in structures_of(database) for table in one.tables]


def columns_known(database: Database, table_key: str) -> list[str]:
    """Of every column that a table ever had."""
    tables = [find_table(one.tables, table_key) for one in structures_of(database)]
    return [one.key for table in tables if table is not None for one in table.columns]


def numbers_by(structures: Collection[UUID]) -> dict[UUID, int]:
    rows = Structure.objects.filter(pk__in=set(structures))
    return dict(rows.values_list("pk", "number"))
