"""An old register of 10,000 rows read, checked and entered; all of it is put back."""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from xlsxwriter import Workbook

from congvu.bench.timing import DatabaseClock, Figure
from congvu.files import jail
from congvu.imports.actions import ask_to_load, read_register, run_load
from congvu.imports.rules import LoadState
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat

ROWS = 10_000
CEILING = 60
_TITLES = (
    "Số đến",
    "Ngày đến",
    "Tác giả",
    "Số, ký hiệu",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu",
    "Đơn vị hoặc người nhận",
)


@dataclass(frozen=True)
class _Spent:
    """Seconds of the processor (with the jail's, once it has ended), and by the clock.

    Other work on the machine makes the second longer, hardly the first.
    """

    processor: float
    clock: float

    def __sub__(self, before: _Spent) -> _Spent:
        return _Spent(self.processor - before.processor, self.clock - before.clock)


def _now() -> _Spent:
    jail.stop()
    used = [
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return _Spent(sum(u.ru_utime + u.ru_stime for u in used), time.perf_counter())


def register_figures(
    clerk: Seat, at: datetime, *, rows: int = ROWS
) -> Iterator[Figure]:
    """What ``congvu import register`` does, dry run and entering together."""
    sheet, database = old_register(at, rows), DatabaseClock()
    with transaction.atomic(), connection.execute_wrapper(database):
        began = _now()
        load = read_register(stream=sheet, name="so-den.xlsx", by=clerk, at=at)
        checked = _now()
        ask_to_load(load_id=load.id, skips_wrong=False, by=clerk, at=at, at_once=True)
        load = run_load(load_id=load.id, by=clerk.actor, at=at)
        entered = _now()
        transaction.set_rollback(True)
    if load.state != LoadState.LOADED:
        raise RuntimeError(f"the register was not entered: {load.reason}")
    whole, seconds = entered - began, database.spent / 1000
    yield Figure(
        f"an old register of {rows} rows checked and entered: processor and database",
        whole.processor + seconds,
        "s",
        most=CEILING,
        beside={
            "check_processor_s": (checked - began).processor,
            "enter_processor_s": (entered - checked).processor,
            "database_s": seconds,
            "clock_s": whole.clock,
        },
    )


def old_register(at: datetime, rows: int) -> io.BytesIO:
    """Of the year before the province's own papers, as .xlsx."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sổ đến")
        sheet.write_row(0, 0, _TITLES)
        first = local_date(at).replace(year=local_date(at).year - 11, month=1, day=1)
        for number in range(1, rows + 1):
            day = first + timedelta(days=number * 360 // rows)
            written = f"{day:%d/%m/%Y}"
            about = f"Báo cáo kết quả thực hiện nhiệm vụ số {number} của ngành"
            issuer = f"Sở số {number % 50}"
            symbol = f"{number:02d}/BC-SX"
            line = (number, written, issuer, symbol, written, about, "Văn phòng")
            sheet.write_row(number, 0, line)
    out.seek(0)
    return out
