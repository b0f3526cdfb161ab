"""Killed while it counts: what was done is done, and the next run goes on."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from datetime import date
from typing import Any

import pytest
from django.db import connections

from congvu.indicators.actions import measure
from congvu.indicators.models import Measurement, MeasuringRun, PastMeasurement
from congvu.indicators.rules import Declared
from tests.indicators.book import SQL, Book, at, counted

YEAR = (date(2026, 1, 1), date(2026, 6, 30))
SLOWLY = f"""
SELECT q.* FROM ({SQL}) q
 WHERE day >= %(since)s AND day < %(until)s
   AND pg_sleep(0.05 + 0 * q.counts) IS NOT NULL
"""


def _everything(day: int = 10) -> list[date]:
    found = [o.period.start for o in measure(at=at(date(2026, 7, day)), span=YEAR)]
    connections.close_all()
    return found


def _start() -> Any:
    # A child must not inherit our connection: closing it there would close ours.
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_everything)
    process.start()
    return process


def _known() -> list[tuple[Any, ...]]:
    rows = Measurement.objects.order_by("period_start", "body_id")
    return list(rows.values_list("period_start", "body_id", "numerator", "denominator"))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_and_begun_again_it_ends_like_one_that_was_not(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    for number in range(60):
        book.write(f"Xã {number % 5}", date(2026, 1 + number % 6, 9), number % 3 % 2)
    # Ten lines a month: half a second.
    book.sql = SLOWLY

    process = _start()
    while MeasuringRun.objects.count() < 2:
        time.sleep(0.05)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()

    done = set(MeasuringRun.objects.values_list("period_start", flat=True))
    kept = _known()
    assert 2 <= len(done) < 6
    assert {start for start, *_counts in kept} == done
    book.sql = ""
    order = _everything(11)
    # What was under way is not free before its statement has ended, and comes last.
    assert set(order[: 5 - len(done)]).isdisjoint(done)
    assert MeasuringRun.objects.filter(state="done").count() == 6
    assert _known()[: len(kept)] == kept
    interrupted = _known()

    Measurement.objects.all().delete()
    MeasuringRun.objects.all().delete()
    _everything()
    assert _known() == interrupted
    assert PastMeasurement.objects.count() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_count_at_once_write_everything_once(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    for number in range(60):
        book.write(f"Xã {number % 5}", date(2026, 1 + number % 6, 9), number % 2)

    both = [_start(), _start()]
    for process in both:
        process.join()

    assert [process.exitcode for process in both] == [0, 0]
    assert len(_known()) == Measurement.objects.count() == 30
    assert MeasuringRun.objects.filter(state="done").count() == 6
