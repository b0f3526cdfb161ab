"""Ten thousand rows, timed: ``python -m congvu.machine.scratch pytest -s <this>``."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.rules import SYSTEM
from congvu.documents.models import RegisterEntry
from congvu.imports.actions import ask_to_load, read_register, run_load, undo_load
from tests.imports.sheets import incoming, xlsx
from tests.people import Province

ROWS = 10_000


@pytest.mark.django_db
@pytest.mark.usefixtures("home", "law")
def test_ten_thousand_rows(province: Province) -> None:
    sheet = xlsx([incoming(i, c2=f"Sở số {i % 50}") for i in range(1, ROWS + 1)])
    by, at = province.seat("ha"), province.at
    steps = []
    with CaptureQueriesContext(connection) as seen:
        started = time.perf_counter()
        load = read_register(stream=sheet, name="so.xlsx", by=by, at=at)
        steps.append(("read and checked", time.perf_counter() - started, len(seen)))
        ask_to_load(load_id=load.id, skips_wrong=False, by=by, at=at, at_once=True)
        started = time.perf_counter()
        run_load(load_id=load.id, by=SYSTEM, at=at)
        steps.append(("entered", time.perf_counter() - started, len(seen)))
        assert RegisterEntry.objects.count() == ROWS
        started = time.perf_counter()
        undo_load(load_id=load.id, by=by, at=at)
        steps.append(("undone", time.perf_counter() - started, len(seen)))
    for what, seconds, statements in steps:
        print(f"{ROWS} rows {what}: {seconds:.1f} s, {statements} statements so far")  # noqa: T201
    assert sum(seconds for _what, seconds, _n in steps) < 60
