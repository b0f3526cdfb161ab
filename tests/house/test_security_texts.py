"""What docs/security says is proven is proven by a test that exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

CODE = Path(__file__).resolve().parents[2]
SECURITY = CODE / "docs" / "security"
STATES = {"holds", "not applicable", "does not hold yet"}
_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
_FILE = re.compile(r"`((?:congvu|docs|requirements|tests)/[\w./-]+)`")

# OWASP ASVS 4.0.3, levels 1 and 2: its numbers, less what it has deleted and
# what it asks for at level 3 only.
SECTIONS = """
1.1 1-7 | 1.2 1-4 | 1.4 1,4,5 | 1.5 1-4 | 1.6 1-4 | 1.7 1,2 | 1.8 1,2 | 1.9 1,2 |
1.10 1 | 1.11 1,2 | 1.12 2 | 1.14 1-6 |
2.1 1-12 | 2.2 1-3 | 2.3 1-3 | 2.4 1-5 | 2.5 1-7 | 2.6 1-3 | 2.7 1-6 | 2.8 1-7 |
2.9 1-3 | 2.10 1-4 |
3.1 1 | 3.2 1-4 | 3.3 1-4 | 3.4 1-5 | 3.5 1-3 | 3.7 1 |
4.1 1-3,5 | 4.2 1,2 | 4.3 1-3 |
5.1 1-5 | 5.2 1-8 | 5.3 1-10 | 5.4 1-3 | 5.5 1-4 |
6.1 1-3 | 6.2 1-6 | 6.3 1,2 | 6.4 1,2 |
7.1 1-4 | 7.2 1,2 | 7.3 1,3,4 | 7.4 1-3 |
8.1 1-4 | 8.2 1-3 | 8.3 1-8 |
9.1 1-3 | 9.2 1-4 |
10.2 1,2 | 10.3 1-3 |
11.1 1-8 |
12.1 1-3 | 12.2 1 | 12.3 1-6 | 12.4 1,2 | 12.5 1,2 | 12.6 1 |
13.1 1,3-5 | 13.2 1-3,5,6 | 13.3 1,2 | 13.4 1,2 |
14.1 1-4 | 14.2 1-6 | 14.3 2,3 | 14.4 1-7 | 14.5 1-4
"""


def rows(name: str) -> list[list[str]]:
    """The cells of each line of each table of a text."""
    text = (SECURITY / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def asked() -> list[str]:
    found = []
    for section in SECTIONS.replace("\n", " ").split("|"):
        chapter, numbers = section.split()
        for part in numbers.split(","):
            first, _, last = part.partition("-")
            found += [
                f"{chapter}.{n}" for n in range(int(first), int(last or first) + 1)
            ]
    return found


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((CODE / file).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    )


@pytest.mark.parametrize("name", ["threat-model.md", "asvs.md"])
def test_each_test_and_file_that_is_named_exists(name: str) -> None:
    text = (SECURITY / name).read_text(encoding="utf-8")
    named = _TEST.findall(text)
    missing = {file for file in _FILE.findall(text) if not (CODE / file).exists()}
    lost = [
        f"{file}::{test}"
        for file, test in named
        if test and (CODE / file).exists() and test not in names_in(file)
    ]

    assert missing == set()
    assert lost == []
    assert len(named) > 50


def test_each_threat_has_a_proof_or_says_that_it_has_none() -> None:
    threats = [row for row in rows("threat-model.md") if len(row) == 3]
    bare = [
        row[0]
        for row in threats
        if row[0] != "wants" and not _TEST.search(row[2]) and "no test" not in row[2]
    ]

    assert bare == []
    assert len(threats) > 40


def test_every_requirement_of_both_levels_is_answered_once_in_its_order() -> None:
    answered = [row[0] for row in rows("asvs.md") if row[0][0].isdigit()]

    assert answered == asked()


def test_each_answer_is_one_of_three_and_says_where_or_why() -> None:
    for number, words, state, where, proof in (
        row for row in rows("asvs.md") if row[0][0].isdigit()
    ):
        assert words, number
        assert state in STATES, (number, state)
        assert where, number
        if state == "holds":
            assert _TEST.search(proof) or _FILE.search(where), number
        if state == "does not hold yet":
            assert len(where) > 20, number


def test_the_count_at_the_head_is_right() -> None:
    states = [row[2] for row in rows("asvs.md") if row[0][0].isdigit()]
    text = (SECURITY / "asvs.md").read_text(encoding="utf-8")

    for state in STATES:
        assert f"**{states.count(state)}** {state}" in text, states.count(state)
