"""What of a file is believed once it is approved."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from congvu.lib.ids import uuid7
from congvu.lib.periods import Period
from congvu.lib.refusals import Reason
from congvu.registry.actions.believing import Entry
from congvu.registry.actions.watching import Watch
from congvu.registry.models import RowChange, RowLoad, RowVersion
from congvu.registry.queries import lines_met
from congvu.registry.rules import OnSame, Table, without

# The first version of a row bears the row's key. Keys go up as names do, so that both
# lie in their indexes one beside the other.
_ENTER = """
INSERT INTO registry_rowversion (
       id, database_id, structure_id, "table", "row", "values", title, sort, folded,
       folded_personal, valid, recorded, change_id)
SELECT key, %(database)s, %(structure)s, %(table)s, key, "values", title, sort,
       folded, folded_personal, daterange(valid_from, valid_until),
       tstzrange(%(at)s, NULL), %(change)s
  FROM (SELECT l.*, (%(keys)s || lpad(to_hex(%(rows)s + row_number() OVER by_name),
                                      8, '0'))::uuid AS key
          FROM registry_loadline l
         WHERE l.load_id = %(load)s AND NOT l.is_wrong AND NOT l.is_same
           AND l.number > %(after)s AND l.number <= %(upto)s
        WINDOW by_name AS (ORDER BY l.sort, l.number)) AS line
 ORDER BY sort, number
"""
_AT_ONCE = 100_000
_ROOM = "SET LOCAL work_mem = '128MB'"


# A line that says what is believed of all its days corrects nothing; what it says
# nothing of (columns that the file does not have) is not compared.
_CORRECT = """
SELECT l.row, l.valid_from, l.valid_until, l.title, l.values::text
  FROM registry_loadline l
 WHERE l.load_id = %(load)s AND NOT l.is_wrong AND l.is_same
   AND NOT EXISTS (
       SELECT FROM registry_rowversion v
        WHERE v.row = l.row AND upper_inf(v.recorded)
          AND v.values - %(kept)s::text[] = l.values
          AND v.valid @> daterange(l.valid_from, l.valid_until))
 ORDER BY l.number
"""


def corrections_of(change: RowChange, table: Table) -> list[Entry]:
    """Its good lines that correct a row that is there; of columns that the file does
    not have each row keeps what is believed, of the days of which it is.
    """
    load = RowLoad.objects.get(change=change)
    if load.on_same == OnSame.SKIP:
        return []
    kept = sorted({one.key for one in table.columns} - set(load.heads))
    with connection.cursor() as cursor:
        cursor.execute(_CORRECT, {"load": load.pk, "kept": kept})
        lines = cursor.fetchall()
    held: dict[UUID, list[RowVersion]] = {}
    if kept:
        rows = RowVersion.objects.filter(row__in=[line[0] for line in lines])
        for version in rows.filter(recorded__upper_inf=True):
            held.setdefault(version.row, []).append(version)
    found: list[Entry] = []
    for row, since, until, title, told in lines:
        whole = Entry(row, Period(since, until), title, json.loads(told))
        found += _with_kept(whole, held.get(row, ()), kept)
    return found


def _with_kept(
    whole: Entry, held: Iterable[RowVersion], kept: Collection[str]
) -> Iterator[Entry]:
    """An entry for the days of each version that it meets and says otherwise, and for
    days of none.
    """
    left = [whole.span]
    values = whole.values or {}
    for version in held:
        period = Period(version.valid.lower, version.valid.upper)
        days = period.intersection(whole.span)
        if days is None:
            continue
        left = [rest for one in left for rest in without(one, period)]
        was = version.values
        both = {key: value for key, value in was.items() if key in kept} | values
        if both != was:
            yield replace(whole, span=days, values=both)
    yield from (replace(whole, span=one) for one in left)


def enter_lines(change: RowChange, at: datetime, watch: Watch) -> None:
    """All its new rows, so many at a time."""
    load = RowLoad.objects.get(change=change)
    last = load.lines.aggregate(last=Max("number"))["last"]
    given: dict[str, Any] = {
        "database": change.database_id,
        "structure": change.structure_id,
        "table": change.table,
        "at": at,
        "change": change.pk,
        "load": load.pk,
        "keys": uuid7().hex[:24],
    }
    rows = 0
    with connection.cursor() as cursor:
        cursor.execute(_ROOM)
        for after in range(0, last, _AT_ONCE):
            upto = after + _AT_ONCE
            told = {"rows": rows, "after": after, "upto": upto}
            cursor.execute(_ENTER, given | told)
            rows += cursor.rowcount
            watch.tell(rows, upto / last)


def judged_again(change: RowChange, table: Table) -> list[Reason]:
    """What was read is still so: nobody took a value or a row meanwhile."""
    load = RowLoad.objects.get(change=change)
    changed = False
    if load.keys:
        same = load.lines.filter(is_wrong=False, is_same=True)
        then = set(same.values_list("number", "row"))
        met = lines_met(load, change, load.keys, is_good=True)
        changed = {(one.number, one.row) for one in met} != then
    for column in table.columns:
        if changed or not column.unique:
            continue
        met_others = lines_met(load, change, [column.key], is_good=True)
        changed = any(one.row != one.is_row for one in met_others)
    if not changed:
        return []
    return [Reason(_("Dữ liệu đã đổi từ khi đọc tệp; đọc lại tệp rồi duyệt."))]
