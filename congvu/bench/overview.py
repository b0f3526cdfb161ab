"""The overview of the province, and the printed report of a whole year."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from statistics import median

from django.db import connection

from congvu.bench.timing import DatabaseClock, Figure
from congvu.home.queries import TODAY, overview, overview_report, unit_map
from congvu.home.rules import LONGEST, period
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat

CEILING = 300
MOST_YEAR_SECONDS = 2
ROUNDS = 9
YEAR_ROUNDS = 3


def overview_figure(clerk: Seat, at: datetime) -> Figure:
    """Thirteen weeks of the biggest agency, as whoever sees all of it."""
    on = local_date(at)
    asked = period("13-tuan", on)
    units = unit_map(TODAY, asked, seat=clerk, on=on)
    taken = []
    for _n in range(ROUNDS):
        clock = DatabaseClock()
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


def year_figure(clerk: Seat, at: datetime) -> Figure:
    """Fifty-three weeks of the biggest agency, each of its units with a line."""
    on = local_date(at)
    asked = period("tu-chon", on, on - LONGEST + timedelta(days=1), on)
    taken, found = [], None
    for _n in range(YEAR_ROUNDS):
        began = time.perf_counter()
        units = unit_map(TODAY, asked, seat=clerk, on=on)
        found = overview(clerk, asked, units, on=on, at=at, shown=None)
        overview_report(found, agency=clerk.agency_name, printed="")
        taken.append(time.perf_counter() - began)
    return Figure(
        "unit report of a year: from the question to its sheets",
        median(taken),
        "seconds",
        most=MOST_YEAR_SECONDS,
        beside={"papers": float(found.counts.received) if found else 0.0},
    )
