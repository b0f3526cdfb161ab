"""How good a set is, counted where its rows lie: nothing of them is held in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.lookups import In

from congvu.registry.models import DataSet, RowVersion, Structure
from congvu.registry.rules import MOST_FAULTS, Column

_HELD = """
  FROM registry_rowversion v
 WHERE v.database_id = %(database)s AND v."table" = %(table)s
   AND v.valid @> %(on)s::date AND v.recorded @> %(at)s::timestamptz
"""
# What a row says in the chosen columns, all of them, as one short word.
_SAID = 'md5(ARRAY(SELECT v."values" -> k FROM unnest(%(fields)s::text[]) k)::text)'
_FILLED = '(SELECT count(*) FROM unnest(%(fields)s::text[]) k WHERE v."values" ? k)'
_COUNT = f"SELECT count(*), coalesce(sum({_FILLED}), 0), count(DISTINCT {_SAID}){_HELD}"
_EMPTY = f"""
SELECT v.row, k {_HELD.replace("WHERE", ", unnest(%(free)s::text[]) k WHERE", 1)}
   AND NOT v."values" ? k
 ORDER BY v.row LIMIT %(most)s
"""
_TWICE = f"""
SELECT t.row FROM (
       SELECT v.row,
              row_number() OVER (PARTITION BY {_SAID} ORDER BY v.sort, v.row) AS n
       {_HELD}) t
 WHERE t.n > 1 ORDER BY t.row LIMIT %(most)s
"""  # noqa: S608 - our own constants
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Held:
    """The rows of a set on a day, as believed at a moment."""

    data_set: DataSet
    columns: Sequence[Column]
    on: date
    at: datetime

    @property
    def given(self) -> dict[str, Any]:
        return {
            "database": self.data_set.database_id,
            "table": self.data_set.table,
            "on": self.on,
            "at": self.at,
            "fields": [one.key for one in self.columns],
            "free": [one.key for one in self.columns if not one.required],
            "most": MOST_FAULTS,
        }


def count_cells(held: Held) -> tuple[int, int, int]:
    """Rows, cells with something in them, rows that say what none before them says."""
    (found,) = _asked(_COUNT, held)
    rows, filled, unique = found
    return int(rows), int(filled), int(unique)


def empty_cells(held: Held) -> list[tuple[UUID, str]]:
    """The first of those that may be empty, and are."""
    return _asked(_EMPTY, held)


def rows_twice(held: Held) -> list[UUID]:
    return [row for (row,) in _asked(_TWICE, held)]


def _asked(words: str, held: Held) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(words, held.given)
        return list(cursor.fetchall())


def rows_in_doubt(
    held: Held, current: Structure | None
) -> Iterator[tuple[UUID, Mapping[str, object]]]:
    """Those that were not judged by the structure of now, or bear a code that does not
    hold on the day; the others were let in by the very rules of now.
    """
    rows = RowVersion.objects.filter(
        database=held.data_set.database_id,
        table=held.data_set.table,
        valid__contains=held.on,
        recorded__contains=held.at,
    )
    if current is not None:
        doubt = ~Q(structure=current)
        for one in held.columns:
            past = {c.code for c in one.codes if not c.holds(held.on)}
            past -= {c.code for c in one.codes if c.holds(held.on)}
            if past:
                code = KeyTextTransform(one.key, "values")
                doubt |= Q(In(code, sorted(past)))
        rows = rows.filter(doubt)
    told = rows.order_by("row").values_list("row", "values")
    yield from told.iterator(chunk_size=_AT_ONCE)
