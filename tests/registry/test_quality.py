"""The database counts how good a set is as somebody would who reads row by row."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.registry.actions import (
    LoadWish,
    approve_change,
    measure_set,
    read_file,
    undo_load,
)
from congvu.registry.models import Database, DataSet, RowChange, RowVersion
from congvu.registry.queries import columns_of, last_believed
from congvu.registry.rules import row_faults
from tests.people import Province
from tests.registry.sharing import data_set
from tests.registry.stories import COMMUNES, COOPERATIVES, database, restructure, row

pytestmark = pytest.mark.django_db
FIELDS = ["ten", "thanh_vien", "von", "nganh"]


def _loaded(people: Province, found: Database, lines: list[str]) -> RowChange:
    content = "\n".join(["Tên,Thành viên,Vốn điều lệ,Ngành", *lines])
    made = read_file(
        database_id=found.pk,
        table_key="htx",
        stream=BytesIO(content.encode()),
        name="htx.csv",
        wish=LoadWish(date(2020, 1, 1)),
        by=people.seat("minh"),
        at=timezone.now(),
    )
    by = people.seat("hoa")
    return approve_change(change_id=made.pk, by=by, at=timezone.now())


def _counted(of: DataSet, fewest: str, on: date) -> tuple[int, int, int, int]:
    """As somebody would who has all rows before them."""
    columns = tuple(
        replace(one, least=fewest) if one.key == "thanh_vien" else one
        for one in columns_of(of)
    )
    rows = [
        one.values
        for one in RowVersion.objects.filter(table="htx", recorded__upper_inf=True)
    ]
    said = {json.dumps([one.get(key) for key in FIELDS]) for one in rows}
    filled = sum(key in one for one in rows for key in FIELDS)
    valid = sum(not row_faults(columns, one, on) for one in rows)
    return len(rows), filled, len(said), valid


def test_it_is_what_reading_row_by_row_gives(province: Province) -> None:
    """Some are twice there, some lack a cell, some bear a code that held until 2024,
    some have fewer members than may be now; half were entered by the rules of now.
    """
    found, luck = database(province), random.Random(7)
    names = [f"HTX {number}" for number in range(20)]

    def line() -> str:
        members, money = luck.choice(["", "8", "30"]), luck.choice(["", "5"])
        return f"{luck.choice(names)},{members},{money},{luck.choice(['', 'NN', 'VT'])}"

    _loaded(province, found, [line() for _turn in range(60)])
    columns = [
        replace(one, least="10") if one.key == "thanh_vien" else one
        for one in COOPERATIVES.columns
    ]
    restructure(
        province, found, (COMMUNES, replace(COOPERATIVES, columns=tuple(columns)))
    )
    _loaded(province, found, [line() for _turn in range(60)])
    of = data_set(province, found, fields=FIELDS)
    with CaptureQueriesContext(connection) as asked:
        made = measure_set(set_id=of.pk, by=province.seat("hoa"), at=timezone.now())
    assert len(asked) < 30
    told = (made.rows, made.filled, made.unique, made.valid)
    assert told == _counted(of, "10", made.on)
    assert made.unique < made.rows
    assert 0 < made.valid < made.rows
    assert {one["column"] for one in made.faults} >= {"", "thanh_vien", "nganh", "von"}


def test_when_it_changed_last_is_known_after_each_deed(province: Province) -> None:
    found = database(province)
    of = data_set(province, found, fields=FIELDS)
    assert last_believed(of) is None
    seen = []

    def follows() -> None:
        """It is the newest beginning or end of anything believed."""
        edges = [
            edge
            for one in RowVersion.objects.filter(table="htx")
            for edge in (one.recorded.lower, one.recorded.upper)
            if edge is not None
        ]
        seen.append(last_believed(of))
        assert seen[-1] == max(edges)

    row(province, found, at=timezone.now())
    follows()
    row(province, found, "xa", ten="Yến Dương", at=timezone.now())
    follows()
    loaded = _loaded(province, found, ["HTX A,9,,NN"])
    follows()
    undo_load(
        change_id=loaded.pk,
        reason="Nhầm",
        by=province.seat("hoa"),
        at=timezone.now(),
    )
    follows()
    assert seen == sorted(seen)
