from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.lib.periods import Period

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    length = draw(st.none() | st.integers(1, 4000))
    return Period(first, None if length is None else first + timedelta(days=length))


def test_the_last_named_day_is_outside() -> None:
    period = Period(date(2020, 3, 5), date(2025, 7, 1))
    assert period.contains(date(2020, 3, 5))
    assert period.contains(date(2025, 6, 30))
    assert not period.contains(date(2025, 7, 1))


def test_a_period_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no day"):
        Period(date(2020, 3, 5), date(2020, 3, 5))


@given(periods(), periods())
def test_overlap_is_mutual_and_means_a_common_day(a: Period, b: Period) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    common = a.intersection(b)
    assert (common is not None) == a.overlaps(b)
    if common is not None:
        assert a.contains(common.valid_from)
        assert b.contains(common.valid_from)


@given(periods(), DAYS)
def test_a_period_and_its_successor_share_no_day(a: Period, day: date) -> None:
    if a.valid_until is None:
        return
    successor = Period(a.valid_until)
    assert not a.overlaps(successor)
    assert not (a.contains(day) and successor.contains(day))


@given(periods(), periods(), DAYS)
def test_the_common_days_are_exactly_those_of_both(
    a: Period, b: Period, day: date
) -> None:
    common = a.intersection(b)

    assert (common is not None and common.contains(day)) == (
        a.contains(day) and b.contains(day)
    )
    assert common == b.intersection(a)


@given(periods(), periods(), periods())
def test_it_does_not_matter_in_which_order_periods_meet(
    a: Period, b: Period, c: Period
) -> None:
    def meet(one: Period | None, other: Period | None) -> Period | None:
        return one.intersection(other) if one and other else None

    assert meet(meet(a, b), c) == meet(a, meet(b, c))
    assert meet(a, a) == a


@given(st.lists(DAYS, min_size=2, max_size=9, unique=True), DAYS)
def test_what_follows_without_a_gap_holds_each_day_once(
    cuts: list[date], day: date
) -> None:
    """Heirs, posts and rules follow one another so."""
    cuts.sort()
    row = [Period(a, b) for a, b in zip(cuts, [*cuts[1:], None], strict=True)]

    assert sum(period.contains(day) for period in row) == (day >= cuts[0])
    assert not any(a.overlaps(b) for a in row for b in row if a is not b)
