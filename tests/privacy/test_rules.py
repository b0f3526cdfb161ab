"""By which day a person is answered; who is reminded when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.privacy.rules import Terms, reminder_of

TERMS = Terms({"ten": 10, "fifteen": 15, "twenty": 20})
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("key", "due"),
    [
        ("", date(2026, 12, 7)),
        ("ten", date(2026, 12, 7)),
        ("fifteen", date(2026, 12, 12)),
        ("twenty", date(2026, 12, 17)),
        ("thirty", None),
    ],
)
def test_the_shortest_runs_until_one_is_chosen(key: str, due: date | None) -> None:
    assert TERMS.due_on(FRIDAY, key) == due
    assert Terms({}).due_on(FRIDAY, key) is None


STEPS = [(-3, ""), (-2, "near"), (0, "near"), (1, "late"), (90, "late")]


@pytest.mark.parametrize(("days", "step"), STEPS)
def test_steps_of_reminding(days: int, step: str) -> None:
    assert reminder_of(FRIDAY, FRIDAY + timedelta(days=days)) == step


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 60), min_size=1))
def test_no_choice_is_never_later_than_any(days: dict[str, int]) -> None:
    terms = Terms(days)
    none = terms.due_on(FRIDAY, "")
    assert none is not None
    assert all(none <= (terms.due_on(FRIDAY, key) or none) for key in days)
