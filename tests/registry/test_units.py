"""The communes of the country and what became of each old one, loaded from files as
they are published: read, approved, asked for.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from congvu.registry.actions import LoadWish, approve_change, read_file
from congvu.registry.models import Database, LoadLine, RowVersion
from congvu.registry.rules import Column, Kind, Table
from tests.people import Province
from tests.registry.stories import database

UNITS = Path(__file__).resolve().parents[3] / "shared" / "data" / "units"
SINCE = date(2025, 7, 1)
COMMUNES = Table(
    "xa",
    "Xã, phường",
    (
        Column("ma", "Mã", Kind.TEXT, required=True, unique=True, pattern="[0-9]{5}"),
        Column("ten", "Tên", Kind.TEXT, required=True),
        Column("tinh", "Tỉnh", Kind.TEXT, required=True),
    ),
)
SUCCESSORS = Table(
    "ke_thua",
    "Xã cũ và xã kế thừa",
    (
        Column("cu", "Xã cũ", Kind.TEXT, required=True),
        Column("huyen", "Huyện cũ", Kind.TEXT),
        Column("moi", "Xã mới", Kind.ROW, required=True, table="xa"),
        Column("vi_tri", "Vị trí", Kind.PLACE),
    ),
)

pytestmark = pytest.mark.skipif(
    not UNITS.is_dir(), reason="not run: the lists of communes are not on this machine"
)


@pytest.mark.django_db
def test_all_communes_and_their_predecessors_are_loaded(province: Province) -> None:
    found = database(province, (COMMUNES, SUCCESSORS))
    listed = json.loads(next(UNITS.glob("units-*.json")).read_text(encoding="utf-8"))
    communes = [
        (ward["Code"], ward["FullName"], one["FullName"])
        for one in listed
        for ward in one["Wards"]
    ]
    assert _load(province, found, COMMUNES, communes) == (3321, 0)
    with (UNITS / "legacy-to-2025.csv").open(encoding="utf-8-sig") as file:
        old = list(csv.DictReader(file))
    successors = [
        (
            one["ward"] or one["district"],
            one["district"],
            one["newWardCode"].zfill(5),
            f"{one['newWardLat']}, {one['newWardLon']}" if one["newWardLat"] else "",
        )
        for one in old
    ]
    # Five lines name Ba Chẽ by a code that the list of communes has not.
    assert _load(province, found, SUCCESSORS, successors) == (10602, 5)
    wrong = LoadLine.objects.filter(is_wrong=True)
    assert {str(one.faults[0][2]["text"]) for one in wrong} == {"06970"}
    rows = RowVersion.objects.filter(database=found, recorded__upper_inf=True)
    assert rows.count() == 3321 + 10602 - 5
    url = reverse("registry:database", args=[found.pk])
    asked = {"bang": "ke_thua", "tim": "phuc xa"}
    assert "Phường Phúc Xá" in province.client("minh").get(url, asked).content.decode()


def _load(
    people: Province, found: Database, table: Table, rows: Iterable[Sequence[str]]
) -> tuple[int, int]:
    """How many lines there were, how many of them were wrong."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([one.label for one in table.columns])
    writer.writerows(rows)
    change = read_file(
        database_id=found.pk,
        table_key=table.key,
        stream=io.BytesIO(out.getvalue().encode()),
        name=f"{table.key}.csv",
        wish=LoadWish(SINCE),
        by=people.seat("minh"),
        at=timezone.now(),
    )
    load = change.load
    approve_change(change_id=change.pk, by=people.seat("hoa"), at=timezone.now())
    return load.rows_total, load.rows_wrong
