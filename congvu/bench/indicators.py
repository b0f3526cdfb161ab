"""Counting a year of every indicator, and asking for what was counted."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from statistics import median
from uuid import UUID

from django.db import connection

from congvu.bench.timing import DatabaseClock, Figure
from congvu.indicators.actions import measure
from congvu.indicators.models import Measurement
from congvu.indicators.queries import bodies_with_figures, figures, lineage
from congvu.indicators.rules import (
    REGISTER,
    Period,
    PeriodKind,
    Unit,
    one_body,
    period_of,
)
from congvu.lib.dates import local_date

MOST_SECONDS = 60
MOST_FIGURES = 50
MOST_LINEAGE = 50
MONTHS = 12
ROUNDS = 9


def indicator_figures(at: datetime) -> list[Figure]:
    """Twelve months that are over, of every body with anything in the last one."""
    on = local_date(at)
    last = period_of(PeriodKind.MONTH, on).moved(-1)
    codes = [one.code for one in REGISTER.measured()]
    first = last.up_to_here(MONTHS)[0].start
    began = time.perf_counter()
    outcomes = list(measure(at=at, span=(first, last.last)))
    spent = time.perf_counter() - began
    failed = [outcome for outcome in outcomes if outcome.reason]
    if failed:
        raise RuntimeError(f"not counted: {failed[0]}")
    bodies = list(bodies_with_figures(codes, last))
    groups = [one_body(body) for body in bodies]
    code, body = _largest(last)
    return [
        Figure(
            "all indicators of all bodies and twelve months: counted",
            spent,
            "seconds",
            most=MOST_SECONDS,
            beside={
                "bodies": len(bodies),
                "indicators": len(codes),
                "records": sum(outcome.records for outcome in outcomes),
            },
        ),
        Figure(
            "a month's figures of all bodies: database time",
            _clocked(lambda: figures(groups, codes, [last], on=on)),
            "ms",
            most=MOST_FIGURES,
            beside={"figures": len(groups) * len(codes)},
        ),
        Figure(
            "records behind the largest figure, first page: database time",
            _clocked(lambda: [lineage(code, [body], last)]),
            "ms",
            most=MOST_LINEAGE,
        ),
    ]


def _largest(period: Period) -> tuple[str, UUID]:
    """The share with the most records behind it, and whose it is."""
    rows = Measurement.objects.filter(
        period_start=period.start, indicator__unit=Unit.PERCENT
    )
    return rows.order_by("-denominator").values_list("indicator", "body_id")[0]


def _clocked(ask: Callable[[], object]) -> float:
    """The database's own part, the median of some rounds."""
    taken = []
    for _n in range(ROUNDS):
        clock = DatabaseClock()
        with connection.execute_wrapper(clock):
            ask()
        taken.append(clock.spent)
    return median(taken)
