"""Two million plots of land in a text file, read, judged, entered; then asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from congvu.bench.fleet import analyse
from congvu.bench.timing import Figure
from congvu.organisations.access import Seat
from congvu.registry.access import units_offered
from congvu.registry.actions import (
    DatabaseData,
    LoadWish,
    apply_structure,
    approve_change,
    make_database,
    prepare_structure,
    read_file,
    undo_load,
)
from congvu.registry.models import Database, RowChange
from congvu.registry.queries import After, Asked, last_structure, row_page
from congvu.registry.rules import Code, Column, Kind, Table

ROWS = 2_000_000
LOAD_CEILING = 120
PAGE_CEILING = 100
SINCE = date(2026, 1, 1)
_USES = {"ONT": "Đất ở nông thôn", "LUC": "Đất chuyên lúa", "CLN": "Đất cây lâu năm"}
PLOTS = Table(
    "thua",
    "Thửa đất",
    (
        Column("ten", "Tên thửa", Kind.TEXT, required=True, longest=100),
        Column("so", "Số thửa", Kind.TEXT, unique=True, pattern="TD-[0-9]+"),
        Column("dien_tich", "Diện tích", Kind.DECIMAL, least="0", most="1000000"),
        Column(
            "loai",
            "Loại đất",
            Kind.CODE,
            codes=tuple(Code(code, label) for code, label in _USES.items()),
        ),
        Column("ngay", "Ngày cấp", Kind.DAY),
    ),
)


def registry_figures(leader: Seat, at: datetime, rows: int = ROWS) -> Iterator[Figure]:
    """All is rolled back; what the database checks at the end of a transaction is
    checked, and counted, all the same.
    """
    with transaction.atomic():
        found = _database(leader, at)
        with TemporaryDirectory(dir=settings.HOME) as folder:
            path = Path(folder) / "thua-dat.csv"
            size = _write(path, rows)
            spent, change = _loaded(found, path, leader, at)
        load = change.load
        if (load.rows_total, load.rows_wrong) != (rows, rows // 1000):
            raise RuntimeError(f"read otherwise: {load.rows_total}, {load.rows_wrong}")
        beside = {**spent, "MB": size / 1_000_000, "rows": float(rows)}
        figures = [
            Figure(
                f"a file of {rows} rows read, judged, entered",
                sum(spent.values()),
                "seconds",
                most=LOAD_CEILING,
                beside=beside,
            )
        ]
        analyse("registry_rowversion")
        figures += _pages(found, rows)
        began = time.monotonic()
        undo_load(change_id=change.pk, reason="Đo", by=leader, at=at)
        figures.append(
            Figure("the same taken out again", time.monotonic() - began, "seconds")
        )
        transaction.set_rollback(True)
    yield from figures


def _database(leader: Seat, at: datetime) -> Database:
    data = DatabaseData(name="Thửa đất", about="Đo")
    unit_id = units_offered(leader)[0][0]
    made = make_database(data=data, unit_id=unit_id, by=leader, at=at)
    prepared = prepare_structure(
        database_id=made.pk,
        tables=(PLOTS,),
        seen=last_structure(made).mark,
        by=leader,
        at=at,
    )
    apply_structure(
        database_id=made.pk, reason="Đo", seen=prepared.mark, by=leader, at=at
    )
    return made


def _write(path: Path, rows: int) -> int:
    """One line in a thousand has a use of land that there is not."""
    uses = list(_USES)
    with path.open("w", encoding="utf-8") as out:
        out.write("Tên thửa,Số thửa,Diện tích,Loại đất,Ngày cấp\n")
        for number in range(rows):
            use = "???" if number % 1000 == 999 else uses[number * 7 % len(uses)]
            area = f'"{number * 37 % 9000},{number % 10}"'
            day = f"{number % 28 + 1:02}/{number % 12 + 1:02}/{2000 + number % 25}"
            shuffled = number * 7919 % rows
            out.write(f"Thửa đất số {shuffled},TD-{number},{area},{use},{day}\n")
    return path.stat().st_size


def _loaded(
    found: Database, path: Path, leader: Seat, at: datetime
) -> tuple[dict[str, float], RowChange]:
    began = time.monotonic()
    with path.open("rb") as stream:
        change = read_file(
            database_id=found.pk,
            table_key=PLOTS.key,
            stream=stream,
            name=path.name,
            wish=LoadWish(SINCE),
            by=leader,
            at=at,
        )
    read = time.monotonic()
    approve_change(change_id=change.pk, by=leader, at=at)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    entered = time.monotonic()
    return {"read_s": read - began, "enter_s": entered - read}, change


def _pages(found: Database, rows: int) -> Iterator[Figure]:
    middle = ("thua dat so 5", UUID(int=0))
    kinds: dict[str, tuple[Asked, After | None]] = {
        "of a use of land a third has": (Asked(SINCE, values={"loai": "ONT"}), None),
        "the same from the middle": (Asked(SINCE, values={"loai": "LUC"}), middle),
        "of one number": (Asked(SINCE, values={"so": f"TD-{rows // 2}"}), None),
        "by words few have": (Asked(SINCE, words=f"số {rows - 7}"), None),
        "by words all have": (Asked(SINCE, words="thửa đất"), None),
    }
    for name, (asked, after) in kinds.items():
        spent = []
        for _n in range(5):
            began = time.perf_counter()
            row_page(found, PLOTS, asked, after)
            spent.append((time.perf_counter() - began) * 1000)
        yield Figure(f"a page {name}", median(spent), "ms", most=PAGE_CEILING)
