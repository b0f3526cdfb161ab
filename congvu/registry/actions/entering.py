"""What of a file is believed once it is approved."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from congvu.lib.periods import Period
from congvu.lib.refusals import Reason
from congvu.registry.actions.believing import Entry
from congvu.registry.actions.watching import Watch
from congvu.registry.models import RowChange, RowLoad
from congvu.registry.queries import lines_met
from congvu.registry.rules import OnSame, Table

# The first version of a row bears the row's key.
_ENTER = """
INSERT INTO registry_rowversion (
       id, database_id, structure_id, "table", "row", "values", title, sort, folded,
       folded_personal, valid, recorded, change_id)
SELECT l.row, %(database)s, %(structure)s, %(table)s, l.row, l.values, l.title, l.sort,
       l.folded, l.folded_personal, daterange(l.valid_from, l.valid_until),
       tstzrange(%(at)s, NULL), %(change)s
  FROM registry_loadline l
 WHERE l.load_id = %(load)s AND NOT l.is_wrong AND NOT l.is_same
   AND l.number > %(after)s AND l.number <= %(upto)s
 ORDER BY l.sort, l.number
"""
_AT_ONCE = 100_000
# By name, so that they lie in the index of names one beside the other.
_ROOM = "SET LOCAL work_mem = '128MB'"


# A line that says what is believed of all its days corrects nothing.
_CORRECT = """
SELECT l.row, l.valid_from, l.valid_until, l.title, l.values::text
  FROM registry_loadline l
 WHERE l.load_id = %(load)s AND NOT l.is_wrong AND l.is_same
   AND NOT EXISTS (
       SELECT FROM registry_rowversion v
        WHERE v.row = l.row AND upper_inf(v.recorded) AND v.values = l.values
          AND v.valid @> daterange(l.valid_from, l.valid_until))
 ORDER BY l.number
"""


def corrections_of(change: RowChange) -> list[Entry]:
    """Its good lines that correct a row that is there."""
    load = RowLoad.objects.get(change=change)
    if load.on_same == OnSame.SKIP:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_CORRECT, {"load": load.pk})
        return [
            Entry(row, Period(since, until), title, json.loads(values))
            for row, since, until, title, values in cursor.fetchall()
        ]


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
    }
    rows = 0
    with connection.cursor() as cursor:
        cursor.execute(_ROOM)
        for after in range(0, last, _AT_ONCE):
            upto = after + _AT_ONCE
            cursor.execute(_ENTER, {**given, "after": after, "upto": upto})
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
