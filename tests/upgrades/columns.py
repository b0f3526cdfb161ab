"""What the tables hold, told so that two moments can be compared column by column.

A digest for each column, over the rows in the order of their key: a later version may
add columns beside and take some away, and what stayed must have stayed the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg import sql

Link = psycopg.Connection[tuple[Any, ...]]
SHORT = 16  # hex digits; against mistakes, not against forgers
# Who works on the queue, and which machines keep an index: nothing an office keeps.
PASSING = ("procrastinate_workers", "search_indexnode", "search_indexchange")

_TABLES = """
    SELECT c.relname,
           (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
           (SELECT array_agg(a.attname::text ORDER BY a.attname)
              FROM pg_index i JOIN pg_attribute a
                ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
             WHERE i.indrelid = c.oid AND i.indisprimary)
      FROM pg_class c
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
     ORDER BY c.relname
"""


@dataclass(frozen=True)
class Table:
    rows: int
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Record:
    """What the commit's own tables held when it made the dump."""

    name: str
    commit: str
    committed_at: str
    server: str
    migrations: list[str]
    stories: list[str]
    tables: Mapping[str, Table]

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Record:
        told = json.loads(text)
        told["tables"] = {name: Table(**t) for name, t in told["tables"].items()}
        return cls(**told)


def told(link: Link) -> dict[str, Table]:
    """Every table that holds rows itself, the empty ones too."""
    link.execute("SET TIME ZONE 'UTC'")
    link.execute("SET extra_float_digits = 1")
    found = {}
    for name, columns, key in link.execute(_TABLES).fetchall():
        if name not in PASSING:
            found[name] = _table(link, name, columns, key or columns)
    return found


def _table(link: Link, name: str, columns: list[str], key: list[str]) -> Table:
    order = sql.SQL(", ").join(
        sql.SQL('{}::text COLLATE "C"').format(sql.Identifier(column)) for column in key
    )
    digests = [
        sql.SQL(
            "left(encode(sha256(convert_to(coalesce(string_agg("
            "coalesce(quote_literal({}::text), '-'), E'\\n' ORDER BY {}), ''),"
            " 'UTF8')), 'hex'), {})"
        ).format(sql.Identifier(column), order, SHORT)
        for column in columns
    ]
    query = sql.SQL("SELECT count(*), {} FROM {}").format(
        sql.SQL(", ").join(digests), sql.Identifier(name)
    )
    row = link.execute(query).fetchone()
    assert row is not None
    rows = int(row[0])
    return Table(rows, dict(zip(columns, row[1:], strict=True)) if rows else {})


def migrations(link: Link) -> list[str]:
    rows = link.execute("SELECT app, name FROM django_migrations").fetchall()
    return sorted(f"{app}.{name}" for app, name in rows)
