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
