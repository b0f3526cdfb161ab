"""Points, faults, systems and the order of upgrades, by tables and for any numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.surveys.rules import (
    ITEMS,
    QUESTIONS,
    Answer,
    Answered,
    Criterion,
    faults,
    needs,
    prefilled,
    read_systems,
    score,
    shown,
    sum_of,
    system_of,
    upgrades,
    values_of,
    years_before,
)
from congvu.surveys.rules.answers import read
from tests.surveys.stories import DECLARED

NOBODY = UUID(int=0)
VALUES = {key: int(value) for key, value in DECLARED.items()}


@pytest.mark.parametrize(
    ("key", "zero", "full", "change", "points"),
    [
        # 4 machines of 2 officials: no more than all of it
        ("machines", 0, 100, {}, "20.0"),
        ("machines", 0, 100, {"officials": 8}, "10.0"),
        ("machines", 0, 100, {"machines": 0}, "0.0"),
        # 3 of 4; 90 % is enough
        ("inventoried", 0, 90, {}, "16.7"),
        ("inventoried", 0, 75, {}, "20.0"),
        # downwards: nothing at half, all where none is old
        ("old", 50, 0, {}, "0.0"),
        ("old", 50, 0, {"old": 1}, "10.0"),
        ("old", 50, 0, {"old": 0}, "20.0"),
        # no machine: nothing to judge by
        ("old", 50, 0, {"old": 0, "machines": 0}, "0.0"),
        ("lan", 0, 100, {}, "20.0"),
        ("lan", 0, 100, {"lan": 0}, "0.0"),
        ("mbps", 0, 50, {}, "8.0"),
        ("mbps", 0, 50, {"mbps": 200}, "20.0"),
        ("backup", 0, 100, {"backup": None}, "0.0"),
    ],
)
def test_a_criterion_gives_its_share(
    key: str, zero: int, full: int, change: dict[str, int | None], points: str
) -> None:
    found = score(VALUES | change, [Criterion(key, key, 20, zero, full)])

    assert str(shown(found.lines[0].points)) == points
    assert found.total == found.lines[0].points * 5, "out of a hundred, of whatever"


def complaints(measured: dict[str, int | None] | None = None, **typed: str) -> set[str]:
    """Fields with a fault, of DECLARED with these changed."""
    told = DECLARED | typed
    reasons = {key.removesuffix("_why"): v for key, v in typed.items() if "_why" in key}
    given = {
        q.key: Answer(told.get(q.key, ""), reasons.get(q.key, "")) for q in QUESTIONS
    }
    return {fault.field for fault in faults(given, measured or {})}


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, set()),
        ({"machines": "-4"}, {"machines", "inventoried", "old", "unsupported", "both"}),
        ({"machines": "bốn"}, {"machines"}),
        ({"machines": "4,5"}, {"machines"}),
        ({"machines": ""}, {"machines"}),
        ({"machines": "9999999"}, {"machines"}),
        ({"officials": "0"}, {"officials"}),
        ({"inventoried": "5"}, {"inventoried"}),
        ({"old": "5"}, {"old", "both"}),
        ({"both": "3"}, {"both"}),
        ({"old": "4", "unsupported": "4", "both": "1"}, {"both"}),
        ({"lan": "có"}, {"lan"}),
        ({"link": "0"}, {"mbps"}),
        ({"mbps": "0"}, {"mbps"}),
        ({"link": "0", "mbps": "0"}, set()),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    typed: dict[str, str], fields: set[str]
) -> None:
    assert complaints(**typed) == fields


def test_another_number_than_the_measured_one_needs_a_reason() -> None:
    measured: dict[str, int | None] = {"machines": 5, "old": 2, "servers": None}

    assert complaints(measured) == {"machines_reason"}
    assert complaints(measured, machines_why="một máy đã hỏng") == set()
    assert complaints(measured, machines_why="a" * 301) == {"machines_reason"}


def test_what_was_measured_is_typed_in_already() -> None:
    began = prefilled({"machines": 38, "lan": 1, "backup": None})

    assert began == {"machines": Answer("38"), "lan": Answer("1")}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), (" 1.234 ", 1234), ("1 234", 1234), ("12.5", None), ("²", None)],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: int | None) -> None:
    assert read(QUESTIONS[1], typed) == number


SYSTEMS = read_systems(
    [
        {"words": ["windows 8"], "until": "2016-01-12"},
        {"words": ["windows 8.1"], "until": "2023-01-10"},
        {"words": ["windows 11"]},
    ]
)


@pytest.mark.parametrize(
    ("name", "until"),
    [
        ("Microsoft Windows 8 Pro", date(2016, 1, 12)),
        ("Microsoft  Windows 8.1 Pro", date(2023, 1, 10)),
        ("Microsoft Windows 11 Pro", None),
    ],
)
def test_the_longest_words_say_which_system_it_is(
    name: str, until: date | None
) -> None:
    found = system_of(name, SYSTEMS)

    assert found is not None
    assert found.until == until


def test_a_system_nobody_knows_is_none() -> None:
    assert system_of("ChromeOS Flex", SYSTEMS) is None
    assert years_before(date(2024, 2, 29), 5) == date(2019, 2, 28)


def answered(name: str, key: int, **change: int) -> Answered:
    values = VALUES | change
    criteria = [
        Criterion("lan", "lan", 10, 0, 100),
        Criterion("backup", "backup", 10, 0, 100),
        Criterion("old", "old", 20, 50, 0),
    ]
    return Answered(UUID(int=key), name, values, score(values, criteria))


def test_what_brings_most_comes_first_and_equals_share_a_rank() -> None:
    """Xã A: old 20 of 40, backup 10; Xã B: backup and lan 10 each, but more people."""
    found = upgrades(
        [
            answered("Xã A", 1),
            answered("Xã B", 2, old=0, both=0, lan=0, officials=9),
        ],
        {"replace": 12_000_000, "backup": 30_000_000},
    )

    told = [(u.rank, u.is_tied, u.name, u.item.key, u.count, u.cost) for u in found]
    assert told == [
        (1, False, "Xã A", "replace", 2, 24_000_000),
        (2, True, "Xã B", "lan", 1, None),
        (2, True, "Xã B", "backup", 1, 30_000_000),
        (2, True, "Xã A", "backup", 1, 30_000_000),
    ]
    assert str(shown(found[0].gain)) == "50.0"
    assert (sum_of(found).cost, sum_of(found).unpriced) == (84_000_000, 1)


def test_no_machine_is_bought_twice() -> None:
    """Old and unsupported at once: replaced, and its system with it."""
    assert needs(VALUES | {"officials": 6}) == {
        "machine": 2,
        "replace": 2,
        "system": 1,
        "agent": 1,
        "lan": 0,
        "link": 0,
        "bandwidth": 1,
        "backup": 1,
    }


NUMBERS = st.integers(-5, 300)


@given(st.fixed_dictionaries({q.key: NUMBERS for q in QUESTIONS}), NUMBERS, NUMBERS)
def test_whatever_is_declared_points_stay_within_a_hundred(
    values: dict[str, int], zero: int, full: int
) -> None:
    full = full if full != zero else zero + 1
    keys = ("machines", "old", "lan", "mbps")
    found = score(values, [Criterion(key, key, 7, zero, full) for key in keys])

    assert 0 <= found.total <= 100
    lost = sum((found.lost(key) for key in keys), Fraction(0))
    assert found.total + lost == 100
    lines = upgrades([Answered(NOBODY, "Xã", values, found)], {})
    assert [u.gain for u in lines] == sorted((u.gain for u in lines), reverse=True)
    assert all(u.count > 0 and u.item in ITEMS.values() for u in lines)


def test_words_that_are_no_numbers_are_none() -> None:
    assert values_of({"machines": Answer("x")})["machines"] is None
