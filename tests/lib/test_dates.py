from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.lib.dates import WorkCalendar, local_date

# 2026: National Day with its exchanged Monday, made up for on Saturday 22 August.
AUTUMN = WorkCalendar(
    holidays=frozenset({date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)}),
    working_saturdays=frozenset({date(2026, 8, 22)}),
)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    WorkCalendar,
    st.frozensets(DAYS, max_size=40),
    st.frozensets(DAYS, max_size=20),
)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_new_year_begins_at_midnight_in_viet_nam(
    moment: datetime, day: date
) -> None:
    assert local_date(moment) == day


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 8, 20), 1, date(2026, 8, 21)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # the working Saturday
        (date(2026, 8, 21), 2, date(2026, 8, 24)),
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # over the holiday
        (date(2026, 9, 3), -1, date(2026, 8, 28)),
        (date(2026, 8, 30), 0, date(2026, 9, 3)),  # a term ending on a rest day
        (date(2026, 8, 27), 0, date(2026, 8, 27)),
    ],
)
def test_working_days_are_added(start: date, count: int, end: date) -> None:
    assert AUTUMN.add_working_days(start, count) == end


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 8, 20), date(2026, 8, 20), 0),
        (date(2026, 8, 20), date(2026, 8, 24), 3),
        (date(2026, 8, 28), date(2026, 9, 3), 1),
        (date(2026, 9, 3), date(2026, 8, 28), -1),
        (date(2026, 9, 4), date(2026, 8, 28), -2),
        (date(2026, 8, 29), date(2026, 8, 28), 0),  # late, but no working day yet
    ],
)
def test_days_left_are_counted_until_due(today: date, due: date, left: int) -> None:
    assert AUTUMN.working_days_between(today, due) == left


def test_the_following_working_days_are_listed() -> None:
    assert AUTUMN.next_working_days(date(2026, 8, 28), 2) == [
        date(2026, 9, 3),
        date(2026, 9, 4),
    ]
    assert AUTUMN.next_working_day(date(2026, 8, 21)) == date(2026, 8, 22)
    assert AUTUMN.holidays_between(date(2026, 8, 1), date(2026, 9, 30)) == 3
    assert AUTUMN.known_until() == date(2026, 9, 2)


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_adding_then_counting_gives_the_same_number(
    calendar: WorkCalendar, day: date, count: int
) -> None:
    due = calendar.add_working_days(day, count)
    assert calendar.is_working(due)
    assert calendar.working_days_between(day, due) == count
    assert calendar.working_days_between(due, day) == -count


@given(CALENDARS, DAYS, st.integers(0, 90))
def test_the_fast_count_is_the_plain_count(
    calendar: WorkCalendar, day: date, span: int
) -> None:
    end = date.fromordinal(day.toordinal() + span)
    plain = sum(
        calendar.is_working(date.fromordinal(o))
        for o in range(day.toordinal() + 1, end.toordinal() + 1)
    )
    assert calendar.working_days_between(day, end) == plain
