"""The overview of the province: how long the database works for one page of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from statistics import median
from typing import Any

from django.db import connection

from congvu.bench.timing import Figure
from congvu.home.queries import TODAY, overview, unit_map
from congvu.home.rules import period
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat

CEILING = 300
ROUNDS = 9


class _Clock:
    """Adds up what each question takes until its answer is here."""

    def __init__(self) -> None:
        self.spent = 0.0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*given)
        finally:
            self.spent += (time.perf_counter() - began) * 1000


def overview_figure(clerk: Seat, at: datetime) -> Figure:
    """Thirteen weeks of the biggest agency, as whoever sees all of it."""
    on = local_date(at)
    asked = period("13-tuan", on)
    units = unit_map(TODAY, asked, seat=clerk, on=on)
    taken = []
    for _n in range(ROUNDS):
        clock = _Clock()
        with connection.execute_wrapper(clock):
            found = overview(clerk, asked, units, on=on, at=at)
        taken.append(clock.spent)
    return Figure(
        "overview of the province: database time",
        median(taken),
        "ms",
        most=CEILING,
        beside={"papers": float(found.counts.received)},
    )
