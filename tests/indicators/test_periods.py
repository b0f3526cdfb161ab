"""Months, quarters, years; places in a league; what a figure is worth."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.indicators.rules import (
    Better,
    Figure,
    Period,
    PeriodKind,
    State,
    TargetSet,
    Unit,
    between,
    league,
    period_of,
    worth,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
KINDS = st.sampled_from(PeriodKind)


@pytest.mark.parametrize(
    ("kind", "day", "first", "after", "words"),
    [
        ("month", date(2026, 2, 28), "2026-02-01", "2026-03-01", "tháng 02/2026"),
        ("month", date(2026, 12, 31), "2026-12-01", "2027-01-01", "tháng 12/2026"),
        ("quarter", date(2026, 11, 27), "2026-10-01", "2027-01-01", "quý IV/2026"),
        ("quarter", date(2026, 1, 1), "2026-01-01", "2026-04-01", "quý I/2026"),
        ("half", date(2026, 6, 30), "2026-01-01", "2026-07-01", "6 tháng đầu năm 2026"),
        ("half", date(2026, 7, 1), "2026-07-01", "2027-01-01", "6 tháng cuối năm 2026"),
        ("year", date(2026, 7, 1), "2026-01-01", "2027-01-01", "năm 2026"),
    ],
)
def test_the_period_of_a_day(
    kind: str, day: date, first: str, after: str, words: str
) -> None:
    period = period_of(PeriodKind(kind), day)

    assert (period.start.isoformat(), period.end.isoformat()) == (first, after)
    message, values = period.words
    assert message % values == words


def test_no_period_begins_in_the_middle() -> None:
    with pytest.raises(ValueError, match="quarter"):
        Period(date(2026, 2, 1), PeriodKind.QUARTER)


@given(DAYS, KINDS, KINDS)
def test_parts_fill_a_period_without_gap_or_overlap(
    day: date, kind: PeriodKind, small: PeriodKind
) -> None:
    period = period_of(kind, day)
    parts = period.parts(small)

    if small.months > kind.months:
        assert parts == []
        return
    assert parts[0].start == period.start
    assert parts[-1].end == period.end
    assert all(a.end == b.start for a, b in itertools.pairwise(parts))
    assert list(between(small, period.start, period.last)) == parts


@given(DAYS, KINDS, st.integers(-40, 40))
def test_moving_there_and_back_is_where_it_was(
    day: date, kind: PeriodKind, by: int
) -> None:
    period = period_of(kind, day)
    assert period.moved(by).moved(-by) == period
    assert period.up_to_here(3) == [period.moved(-2), period.moved(-1), period]


def told(name: str, numerator: int, records: int, **changed: Any) -> Figure:
    said: dict[str, Any] = {"state": State.KNOWN, "better": Better.HIGHER} | changed
    return Figure(
        code="x",
        unit=Unit.PERCENT,
        group=name,
        period=Period(date(2026, 5, 1), PeriodKind.MONTH),
        numerator=numerator,
        records=records,
        **said,
    )


def test_equal_figures_share_a_place_and_the_unknown_stand_last() -> None:
    table = league(
        [
            told("Chưa rõ", 0, 0, state=State.UNKNOWN),
            told("Một phần ba", 1, 3),
            told("Hai phần sáu", 2, 6),
            told("Gần một phần ba", 33_333, 100_000),
            told("Tất cả", 5, 5),
            told("Không gì", 0, 0, state=State.NOTHING),
        ]
    )

    # 33,33 is shown for three of them, and one of these is less.
    assert [(p.place, p.figure.group) for p in table] == [
        (1, "Tất cả"),
        (2, "Một phần ba"),
        (2, "Hai phần sáu"),
        (4, "Gần một phần ba"),
        (None, "Chưa rõ"),
        (None, "Không gì"),
    ]


@pytest.mark.parametrize(
    ("better", "order", "places"),
    [
        (Better.LOWER, ["ít", "nhiều"], [1, 2]),
        (Better.HIGHER, ["nhiều", "ít"], [1, 2]),
        (Better.NEITHER, ["nhiều", "ít"], [None, None]),
    ],
)
def test_which_way_is_good_orders_a_league(
    better: Better, order: list[str], places: list[int | None]
) -> None:
    table = league(
        [told("nhiều", 9, 10, better=better), told("ít", 1, 10, better=better)]
    )

    assert [p.figure.group for p in table] == order
    assert [p.place for p in table] == places


@pytest.mark.parametrize(
    ("numerator", "better", "meets"),
    [(80, Better.HIGHER, True), (79, Better.HIGHER, False), (80, Better.LOWER, True),
     (81, Better.LOWER, False)],
)  # fmt: skip
def test_a_target_is_met_exactly_at_its_value(
    numerator: int, better: Better, meets: bool
) -> None:
    target = TargetSet(Decimal(80), "Chỉ thị", None, is_own=False)

    assert told("x", numerator, 100, better=better, target=target).meets is meets
    assert told("x", 0, 0, state=State.UNKNOWN, target=target).meets is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1))
def test_a_roll_up_is_not_a_mean_of_shares(parts: list[tuple[int, int]]) -> None:
    numerator = sum(n for n, _d in parts)
    records = sum(d for _n, d in parts)

    whole = worth(Unit.PERCENT, numerator, records)

    assert whole == Fraction(numerator, records) * 100
    assert worth(Unit.PERCENT, 0, 0) is None
    assert worth(Unit.COUNT, 0, 0) == 0
