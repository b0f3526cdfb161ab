"""How well is well, as a table."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.health import rules
from congvu.health.rules import GIB, State

WELL, WATCH, BAD = State.WELL, State.WATCH, State.BAD


@pytest.mark.parametrize(
    ("free", "total", "state"),
    [
        (100 * GIB, 200 * GIB, WELL),
        (40 * GIB, 1000 * GIB, WELL),  # little of a large disk is much
        (4 * GIB, 100 * GIB, WATCH),
        (15 * GIB, 200 * GIB, WATCH),
        (GIB // 2, 100 * GIB, BAD),
        (3 * GIB, 200 * GIB, BAD),
        (3 * GIB, 5 * GIB, WELL),  # a small disk that is half empty
        (0, 5 * GIB, BAD),
        (0, 0, BAD),
    ],
)
def test_room_on_a_disk(free: int, total: int, state: State) -> None:
    assert rules.free_room(free, total) is state


@pytest.mark.parametrize(
    ("waiting", "minutes", "state"),
    [
        (0, 0, WELL),
        (0, 500, WELL),
        (900, 2, WELL),
        (10_000, 2, WATCH),
        (1, 11, WATCH),
        (1, 61, BAD),
    ],
)
def test_a_queue(waiting: int, minutes: int, state: State) -> None:
    assert rules.queue(waiting, timedelta(minutes=minutes)) is state


@pytest.mark.parametrize(
    ("seconds", "state"),
    [(0, WELL), (-1.5, WELL), (3, WATCH), (-3, WATCH), (-31, BAD), (3600, BAD)],
)
def test_two_clocks(seconds: float, state: State) -> None:
    assert rules.clocks_apart(seconds) is state


@pytest.mark.parametrize(
    ("waiting", "minutes", "state"),
    [(0, 600, WELL), (10, 1, WELL), (6000, 1, WATCH), (10, 3, BAD)],
)
def test_the_index_of_words(waiting: int, minutes: int, state: State) -> None:
    assert rules.index(waiting, timedelta(minutes=minutes)) is state


@pytest.mark.parametrize(
    ("hours", "state"),
    [(0, WELL), (30, WELL), (40, WATCH), (8 * 24 + 1, BAD), (None, WATCH)],
)
def test_the_last_copy(hours: int | None, state: State) -> None:
    age = None if hours is None else timedelta(hours=hours)
    assert rules.copies(age) is state


def test_the_worst_counts() -> None:
    assert rules.worst([WELL, BAD, WATCH]) is BAD
    assert rules.worst([WELL, WATCH]) is WATCH
    assert rules.worst([]) is WELL
    behind = [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=11)]
    assert [rules.sealer(one) for one in behind] == [WELL, WATCH, BAD]
