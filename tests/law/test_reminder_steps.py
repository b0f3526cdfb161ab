"""Which day a step of reminding falls on: a table, counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.law.rules import Step, When, Whom, latest_step, step
from congvu.lib.dates import WorkCalendar

DAYS = WorkCalendar(
    holidays=frozenset({date(2026, 4, 30), date(2026, 5, 1)}),
    working_saturdays=frozenset({date(2026, 5, 9)}),
)
TO = (Whom.HANDLER,)
STEPS = (
    Step("before", When.BEFORE, 2, TO),
    Step("due", When.DUE, 0, TO),
    Step("late", When.AFTER, 1, TO),
    Step("later", When.AFTER, 3, TO),
    Step("every", When.EVERY, 5, TO),
)
THURSDAY = date(2026, 5, 7)


@pytest.mark.parametrize(
    ("due_on", "today", "key", "day"),
    [
        (THURSDAY, date(2026, 5, 4), None, None),
        (THURSDAY, date(2026, 5, 5), "before", date(2026, 5, 5)),
        (THURSDAY, date(2026, 5, 6), "before", date(2026, 5, 5)),
        (THURSDAY, THURSDAY, "due", THURSDAY),
        (THURSDAY, date(2026, 5, 8), "late", date(2026, 5, 8)),
        (THURSDAY, date(2026, 5, 9), "late", date(2026, 5, 8)),  # the 2nd, a Saturday
        (THURSDAY, date(2026, 5, 11), "later", date(2026, 5, 11)),
        (THURSDAY, date(2026, 5, 18), "every-1", date(2026, 5, 18)),
        (THURSDAY, date(2026, 5, 22), "every-1", date(2026, 5, 18)),
        (THURSDAY, date(2026, 5, 25), "every-2", date(2026, 5, 25)),
        # A deadline on a day off is spoken of before it; two days before still counts.
        (date(2026, 5, 1), date(2026, 4, 28), "before", date(2026, 4, 28)),
        (date(2026, 5, 1), date(2026, 4, 29), "due", date(2026, 4, 29)),
        (date(2026, 5, 1), date(2026, 5, 4), "late", date(2026, 5, 4)),
    ],
)
def test_the_last_step_whose_day_has_come(
    due_on: date, today: date, key: str | None, day: date | None
) -> None:
    found = latest_step(STEPS, due_on, today, DAYS)

    assert ((found.key, found.day) if found else (None, None)) == (key, day)
    assert found is None or DAYS.is_working(found.day)


def test_a_day_off_may_be_moved_to_the_next_working_day() -> None:
    later = (Step("due", When.DUE, 0, TO, off_previous=False),)

    assert latest_step(later, date(2026, 5, 1), date(2026, 4, 29), DAYS) is None
    found = latest_step(later, date(2026, 5, 1), date(2026, 5, 4), DAYS)
    assert found is not None
    assert found.day == date(2026, 5, 4)


def test_a_step_is_kept_as_a_row_and_read_back() -> None:
    for each in STEPS:
        assert step(each.key, each.as_json()) == each
