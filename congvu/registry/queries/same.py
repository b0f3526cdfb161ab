"""Lines of a file that are alike, rows that have a line's values: one question each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.lib.batches import batched
from congvu.registry.models import Database, RowChange, RowLoad
from congvu.registry.rules import Fault

_NAMED = """
SELECT v.sort, v.row, v.title, lower(v.valid), upper(v.valid)
  FROM registry_rowversion v
 WHERE v.database_id = %s AND v."table" = %s AND upper_inf(v.recorded)
   AND (v.sort = ANY(%s) OR v.row = ANY(%s::uuid[]))
"""
# Of a file's lines: those whose values in these columns another line has, too. Sorted,
# not joined: of lines just copied the planner knows nothing.
_TWICE = """
SELECT value, number, valid_from, valid_until
  FROM (SELECT value, number, valid_from, valid_until,
               count(*) OVER (PARTITION BY value) AS alike
          FROM (SELECT number, valid_from, valid_until,
                       ({value}) COLLATE "C" AS value
                  FROM registry_loadline
                 WHERE load_id = %s AND "values" ?& %s) AS line) AS told
 WHERE alike > 1
 ORDER BY value, number
"""
# The rows with a line's values in these columns on a day of the line's, by its number.
_MET = """
SELECT l.number, l.row, l.is_same, v.row, v.title
  FROM registry_loadline l
 CROSS JOIN LATERAL (
       SELECT r.row, r.title FROM registry_rowversion r
        WHERE r.values @> (
              SELECT jsonb_object_agg(k, l.values -> k)
                FROM unnest(%(keys)s::text[]) k
              )
          AND r.database_id = %(database)s AND r."table" = %(table)s
          AND upper_inf(r.recorded)
          AND r.valid && daterange(l.valid_from, l.valid_until)
       ) v
 WHERE l.load_id = %(load)s AND l.values ?& %(keys)s
   AND NOT (l.is_wrong AND %(good)s)
 ORDER BY l.number
"""
# What a load had closed and another row has by now.
_TAKEN = """
SELECT old.title, k, other.title
  FROM registry_rowversion old
 CROSS JOIN unnest(%(keys)s::text[]) k
 CROSS JOIN LATERAL (
       SELECT r.title FROM registry_rowversion r
        WHERE r.values @> jsonb_build_object(k, old.values -> k)
          AND r.database_id = old.database_id AND r."table" = old."table"
          AND upper_inf(r.recorded) AND r.valid && old.valid
          AND r.row <> old.row AND r.change_id <> %(load)s
        LIMIT 1
       ) other
 WHERE old.closed_by_id = %(load)s AND old.values ? k
 ORDER BY old.sort, old.row, k
 LIMIT %(most)s
"""
_ANY = """
SELECT EXISTS (SELECT FROM registry_rowversion
                WHERE database_id = %s AND "table" = %s AND upper_inf(recorded))
"""
_FAULT = """
UPDATE registry_loadline l SET is_wrong = true, faults = l.faults || told.fault
  FROM unnest(%s::int[], %s::jsonb[]) AS told(number, fault)
 WHERE l.load_id = %s AND l.number = told.number
"""
_SAME = """
UPDATE registry_loadline l SET is_same = true, "row" = told.row
  FROM unnest(%s::int[], %s::uuid[]) AS told(number, "row")
 WHERE l.load_id = %s AND l.number = told.number
"""
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Held:
    row: UUID
    title: str
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Alike:
    """A line that has the same value as another one."""

    value: str
    number: int
    since: date
    until: date | None


@dataclass(frozen=True)
class Met:
    """``row`` has the values of the line; ``is_row`` is the row that the line is."""

    number: int
    is_row: UUID | None
    row: UUID
    title: str


def named_rows(
    database: Database, table: str, names: Sequence[str], keys: Sequence[UUID]
) -> dict[str, list[Held]]:
    """Rows by their folded name and by their key; one query."""
    found: dict[str, list[Held]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [database.pk, table, list(names), list(keys)])
        for sort, row, title, since, until in cursor:
            held = Held(row, title, since, until)
            found.setdefault(sort, []).append(held)
            found.setdefault(str(row), []).append(held)
    return found


def lines_twice(load: RowLoad, keys: Sequence[str]) -> Iterator[Alike]:
    """By their value, then their number."""
    value = " || ' ' || ".join(['("values" -> %s)::text'] * len(keys))
    words = _TWICE.format(value=value)
    for row in _asked(words, [*keys, load.pk, list(keys)]):
        yield Alike(*row)


def lines_met(
    load: RowLoad, change: RowChange, keys: Sequence[str], *, is_good: bool = False
) -> Iterator[Met]:
    """``is_good``: of lines with nothing wrong alone."""
    with connection.cursor() as cursor:
        cursor.execute(_ANY, [change.database_id, change.table])
        (is_any,) = cursor.fetchone()
    if not is_any:
        return
    given = {
        "load": load.pk,
        "keys": list(keys),
        "database": change.database_id,
        "table": change.table,
        "good": is_good,
    }
    for number, line_row, is_same, row, title in _asked(_MET, given):
        yield Met(number, line_row if is_same else None, row, title)


@dataclass(frozen=True)
class Taken:
    """A row that would have its value again, and the other one that has it now."""

    title: str
    key: str
    other: str


def values_taken(loaded: RowChange, keys: Sequence[str], most: int) -> list[Taken]:
    """Of these columns; what the load itself brought goes as the old comes again."""
    given = {"load": loaded.pk, "keys": list(keys), "most": most}
    return [Taken(*row) for row in _asked(_TAKEN, given)]


def _asked(
    words: str, given: Mapping[str, Any] | Sequence[Any]
) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(words, given)
        while some := cursor.fetchmany(_AT_ONCE):
            yield from some


def fault_lines(load: RowLoad, found: Iterable[tuple[int, Fault]]) -> None:
    """One more thing that is wrong with each of these lines."""
    with connection.cursor() as cursor:
        for some in batched(found, _AT_ONCE):
            told = [json.dumps([[f.column, f.words, dict(f.given)]]) for _n, f in some]
            cursor.execute(_FAULT, [[n for n, _f in some], told, load.pk])


def same_lines(load: RowLoad, rows: Mapping[int, UUID]) -> None:
    with connection.cursor() as cursor:
        for some in batched(rows.items(), _AT_ONCE):
            numbers, keys = zip(*some, strict=True)
            cursor.execute(_SAME, [list(numbers), list(keys), load.pk])
