"""The rules of training as tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.training.rules.modules import (
    ADVANCED,
    BASIC,
    MODULES,
    is_advanced,
    is_basic,
    lacking,
)
from congvu.training.rules.needs import needed
from congvu.training.rules.places import (
    CODE_SECONDS,
    code_step,
    completed,
    moved_up,
    on_approval,
    step_holds,
)

NOON = datetime(2026, 11, 28, 5, 0, tzinfo=UTC)


def test_fifteen_modules_six_of_them_basic() -> None:
    assert list(MODULES) == [f"IU{n:02d}" for n in range(1, 16)]
    assert (len(BASIC), len(ADVANCED)) == (6, 9)


@pytest.mark.parametrize(
    ("held", "basic", "advanced"),
    [
        (list(BASIC), True, False),
        (list(BASIC)[:5], False, False),
        ([*list(BASIC)[:5], *ADVANCED], False, False),
        ([*BASIC, "IU07", "IU08"], True, False),
        ([*BASIC, "IU07", "IU08", "IU14"], True, True),
        ([], False, False),
    ],
)
def test_basic_is_six_advanced_is_basic_and_three(
    held: list[str], basic: bool, advanced: bool
) -> None:
    assert (is_basic(held), is_advanced(held)) == (basic, advanced)


@pytest.mark.parametrize(
    ("role", "on", "modules"),
    [
        ("specialist", date(2014, 4, 27), []),
        ("specialist", date(2014, 4, 28), list(BASIC)),
        ("administrator", date(2026, 1, 1), [*BASIC, "IU10", "IU14"]),
    ],
)
def test_a_post_needs_what_the_rules_of_the_day_say(
    role: str, on: date, modules: list[str]
) -> None:
    assert sorted(needed(role, on)) == modules
    assert lacking(needed(role, on), modules) == []


@pytest.mark.parametrize(
    ("attended", "sessions", "least", "done"),
    [
        (4, 5, 80, True),
        (3, 5, 80, False),
        (2, 3, 67, False),
        (0, 5, 0, True),
        (0, 0, 0, False),
        (1, 1, 100, True),
    ],
)
def test_completed_is_counted_in_whole_numbers(
    attended: int, sessions: int, least: int, done: bool
) -> None:
    assert completed(attended, sessions, least) is done


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50))
def test_moving_up_fills_what_is_free_and_no_more(
    held: int, capacity: int, waiting: int
) -> None:
    up = moved_up(held, capacity, waiting)
    assert 0 <= up <= waiting
    if up:
        assert held + up <= capacity
    if up < waiting:
        assert held + up >= capacity
    assert (on_approval(held, capacity) == "held") == (held < capacity)


def test_a_code_holds_for_its_seconds_and_the_next() -> None:
    step = code_step(NOON)
    assert step_holds(step, NOON)
    assert step_holds(step, NOON + timedelta(seconds=CODE_SECONDS))
    assert not step_holds(step, NOON + timedelta(seconds=2 * CODE_SECONDS))
    assert not step_holds(step + 1, NOON)
