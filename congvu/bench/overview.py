"""The overview of the province: how long the database works for one page of it."""

from __future__ import annotations

from datetime import datetime
from statistics import median

from django.db import connection

from congvu.bench.timing import DatabaseClock, Figure
from congvu.home.queries import TODAY, overview, unit_map
from congvu.home.rules import period
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat

CEILING = 300
ROUNDS = 9


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
