"""What each level asks, what an upload is refused for, when the year is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import congvu.controls
from congvu.controls.rules import (
    Now,
    Said,
    Share,
    catalogue_faults,
    due_window,
    groups_at,
    link_cycle,
    months_at,
    now_of,
    read_catalogue,
    share,
    stand,
    yearly_window,
)

DATA = Path(congvu.controls.__file__).parent / "data"


def shipped(code: str) -> Any:
    return yaml.safe_load((DATA / f"{code}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("level", "groups"), [(1, 15), (2, 15), (3, 18), (4, 18), (5, 18)]
)
def test_groups_of_a_level(level: int, groups: int) -> None:
    data = shipped("tcvn-14423-2026")
    assert catalogue_faults(data) == []
    assert len(groups_at(read_catalogue(data), level)) == groups


def test_all_faults_come_at_once() -> None:
    row = {"code": "1", "name": "Rủi ro", "levels": [1]}
    short = {"code": "2", "levels": [0, 6], "months": [12], "answers": ["x"]}
    wrong = {
        "name": "Bộ",
        "source": "TC 1",
        "from": "2026-13-01",
        "sure": "E",
        "total": 5,
        "groups": [row, row, short, "x"],
    }
    assert catalogue_faults(wrong) == [
        ("missing", "code"),
        ("sure", "E"),
        ("day", "from"),
        ("total", "4/5"),
        ("double-code", "1"),
        ("missing", "3.name"),
        ("levels", "2"),
        ("months", "2"),
        ("answers", "2"),
        ("not-a-group", "4"),
    ]


@pytest.mark.parametrize("data", [None, "cut off", [], 7])
def test_what_is_no_catalogue(data: object) -> None:
    assert catalogue_faults(data) == [("not-a-catalogue", "")]


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        ([], []),
        ([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], []),
        ([("a", "a")], ["a", "a"]),
        ([("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")], ["a", "b", "c", "a"]),
    ],
)
def test_a_cycle_is_found_with_its_way(
    answers: list[tuple[str, str]], way: list[str]
) -> None:
    assert link_cycle(answers) == way


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 11, 28), date(2025, 12, 15), date(2026, 12, 14)),
        (date(2026, 12, 14), date(2025, 12, 15), date(2026, 12, 14)),
        (date(2026, 12, 15), date(2026, 12, 15), date(2027, 12, 14)),
    ],
)
def test_the_window_of_the_year(on: date, first: date, last: date) -> None:
    window = yearly_window(on)
    assert (window.first, window.last) == (first, last)
    assert (window.units_before, window.owner_before) == (
        date(last.year, 12, 20),
        date(last.year, 12, 25),
    )


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2026, 1, 1), 2026),
        (date(2026, 12, 14), 2026),
        (date(2026, 12, 15), 2026),
        (date(2026, 12, 24), 2026),
        (date(2026, 12, 25), 2027),
        (date(2026, 12, 31), 2027),
    ],
)
def test_the_window_that_is_due_next(on: date, year: int) -> None:
    assert due_window(on).year == year


@pytest.mark.parametrize("code", ["tcvn-14423-2026", "nd-331-2026", "tt-12-2022"])
def test_what_is_shipped_has_no_fault(code: str) -> None:
    assert catalogue_faults(shipped(code)) == []


@pytest.mark.parametrize(
    ("group", "months"),
    [
        ("2", (12, 12, 6, 3, 1)),
        ("6", (12, 12, 6, 3, 1)),
        ("11", (0, 0, 0, 6, 3)),
        ("13", (12, 12, 12, 12, 12)),
        ("18", (0, 0, 0, 12, 6)),
        ("15", (0, 0, 0, 0, 0)),
    ],
)
def test_how_long_evidence_holds_by_level(group: str, months: tuple[int, ...]) -> None:
    read = read_catalogue(shipped("tcvn-14423-2026"))
    [found] = [one for one in read.groups if one.code == group]
    assert tuple(months_at(found.months, n) for n in range(1, 6)) == months


TODAY = date(2026, 11, 28)
PAST = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("standing", "until", "now"),
    [
        ("met", None, Now.MET),
        ("met", TODAY, Now.MET),
        ("met", PAST, Now.REOPENED),
        ("partly", PAST, Now.REOPENED),
        ("unmet", PAST, Now.UNMET),
        ("none", PAST, Now.NOT_ASKED),
    ],
)
def test_evidence_that_ended_opens_again(
    standing: str, until: date | None, now: Now
) -> None:
    assert now_of(Said(standing, until), TODAY) == now


def test_work_done_once_answers_both() -> None:
    """a answers b, b answers c; d stands apart, e does not apply, f answers a."""
    links = [("a", "b"), ("b", "c"), ("c", "e"), ("f", "a")]
    said = {"a": Said("met", None), "c": Said("unmet", None), "e": Said("none", None)}
    assert stand("abcdef", said, links, TODAY) == {
        "a": Now.MET,
        "b": Now.THROUGH,
        "c": Now.THROUGH,
        "d": Now.SILENT,
        "e": Now.NOT_ASKED,
        "f": Now.SILENT,
    }
    ended = said | {"a": Said("met", PAST)}
    found = stand("abc", ended, links, TODAY)
    assert found == {"a": Now.REOPENED, "b": Now.SILENT, "c": Now.UNMET}
    assert share(found.values()) == Share(met=0, asked=3, reopened=1)
