"""Periods and the rule of the forecast, as tables."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.home.rules import forecast, period, week_end
from congvu.lib.dates import WorkCalendar

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("13-tuan", date(2026, 8, 31), THURSDAY),
        ("4-tuan", date(2026, 11, 2), THURSDAY),
        ("nam-nay", date(2026, 1, 1), THURSDAY),
        ("thang-sau", date(2026, 8, 31), THURSDAY),
    ],
)
def test_a_period_by_its_name(key: str, first: date, last: date) -> None:
    found = period(key, THURSDAY)

    assert (found.first, found.last) == (first, last)


def test_thirteen_weeks_are_thirteen_mondays() -> None:
    weeks = period("13-tuan", THURSDAY).weeks

    assert len(weeks) == 13
    assert {day.weekday() for day in weeks} == {0}


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        (date(2026, 3, 4), date(2026, 3, 9), True),
        (date(2026, 3, 9), date(2026, 3, 4), False),
        (date(2020, 1, 1), date(2026, 3, 4), False),
        (None, date(2026, 3, 4), False),
    ],
)
def test_days_of_ones_own_choice_have_to_make_sense(
    first: date | None, last: date, *, kept: bool
) -> None:
    found = period("tu-chon", THURSDAY, first, last)

    assert (found.first == first) is kept


@pytest.mark.parametrize(
    ("on", "end"),
    [
        (THURSDAY, date(2026, 11, 29)),
        (date(2026, 11, 27), date(2026, 12, 6)),
        (date(2026, 11, 28), date(2026, 12, 6)),
    ],
)
def test_on_a_friday_one_looks_at_the_next_week(on: date, end: date) -> None:
    assert week_end(on, WorkCalendar()) == end


# Twenty papers needed two working days from the step to the end, twenty needed six.
_HISTORY = {20: 20, 60: 20}


@pytest.mark.parametrize(
    ("waited", "left", "late", "why"),
    [
        (0.0, 7.0, False, "all of them were quicker"),
        (0.0, 3.0, True, "half of them needed six"),
        (3.0, 4.0, False, "those that waited as long needed three more"),
        (3.0, 2.0, True, "those that waited as long needed three more"),
    ],
)
def test_what_others_needed_says_what_will_be_late(
    waited: float, left: float, *, late: bool, why: str
) -> None:
    told = forecast(left=left, waited=waited, of_unit=_HISTORY, of_agency={})

    assert told is not None
    assert told.is_late is late, why


def test_a_unit_without_history_is_judged_by_the_agencys() -> None:
    told = forecast(left=1, waited=0, of_unit={20: 3}, of_agency=_HISTORY)

    assert told is not None
    assert not told.by_unit
    assert told.alike == 40


def test_too_few_papers_foretell_nothing() -> None:
    assert forecast(left=1, waited=5.5, of_unit={20: 30}, of_agency={60: 11}) is None
