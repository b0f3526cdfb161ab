"""Renaming and moving the unit with the most papers: not one row of theirs is written.

The act is decided and carried out as an operator would, counted by the database itself
(``pg_stat_xact_user_tables``), and put back.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from congvu.audit.rules import SYSTEM
from congvu.bench.timing import Figure
from congvu.lib.dates import local_date
from congvu.organisations.actions.reforms import (
    carry_out_reform,
    decide_reform,
    prepare_reform,
)
from congvu.organisations.formats.reform_sheet import Line
from congvu.organisations.models import Identifier
from congvu.organisations.queries import units_on
from congvu.organisations.rules import ChangeVerb

_PAPERS = """
SELECT unit_id, count(DISTINCT entry_id) FROM documents_assignment
 WHERE agency_id = %s AND unit_id = ANY(%s) GROUP BY 1 ORDER BY 2 DESC LIMIT 1
"""
_WRITTEN = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int
  FROM pg_stat_xact_user_tables
 WHERE relname ~ '^(documents|outgoing|archives|exchange|search|files)_'
"""


def renaming_figure(agency_id: UUID, at: datetime) -> Figure:
    """Rows of papers written by an act that renames and moves the busiest unit."""
    on = local_date(at)
    units = {unit.id: unit.name for unit in units_on(agency_id, on)}
    unit_id, papers = _one(_PAPERS, [agency_id, list(units)])
    code = Identifier.objects.valid(on=on).get(agency=agency_id).value
    above = next(name for key, name in units.items() if key != unit_id)
    with transaction.atomic():
        before = _one(_WRITTEN, [])[0]
        began = time.perf_counter()
        _act(f"{code}/{units[unit_id]}", f"{code}/{above}", at)
        spent = time.perf_counter() - began
        written = _one(_WRITTEN, [])[0] - before
        transaction.set_rollback(True)
    return Figure(
        "renaming and moving the busiest unit: rows of papers written",
        written,
        "rows",
        most=0,
        beside={"papers": papers, "seconds": spent},
    )


def _act(unit: str, above: str, at: datetime) -> None:
    lines = [
        Line(1, ChangeVerb.RENAME, source=unit, name="Phòng Đo đạc tốc độ"),
        Line(2, ChangeVerb.MOVE, source=unit, parent=above),
    ]
    day = local_date(at) + timedelta(days=1)
    reform = prepare_reform(
        title="Đo đổi tên",
        legal_basis="Quyết định đo tốc độ",
        on=day,
        lines=lines,
        by=SYSTEM,
        at=at,
    )
    decide_reform(reform_id=reform.id, by=SYSTEM, at=at)
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=at + timedelta(days=1))


def _one(sql: str, params: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
