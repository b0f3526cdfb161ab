"""Each line of a paper's timeline tells somebody, or is named as telling nobody."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from congvu.documents.actions.noticing import SILENT, TO_WHOM
from tests.house.source import modules

_WRITERS = {"note", "tell", "_tell", "tell_receivers"}


def _events() -> Iterator[str]:
    """Every event that the actions of documents write on a timeline."""
    for module in modules():
        if (module.app, module.kind) != ("documents", "actions"):
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).split(".")[-1]
            first = node.args[0] if node.args and called in _WRITERS else None
            named = [k.value for k in node.keywords if k.arg == "event"]
            for value in [first, *(named if called == "HistoryEvent" else [])]:
                if isinstance(value, ast.Constant):
                    yield str(value.value)


EVENTS = sorted(set(_events()))


def test_the_timeline_is_found_in_the_code() -> None:
    assert {"documents.submitted", "documents.sent-across"} <= set(EVENTS)


@pytest.mark.parametrize("event", EVENTS)
def test_each_line_tells_somebody_or_is_silent_for_a_reason(event: str) -> None:
    assert (event in TO_WHOM) != bool(SILENT.get(event))


def test_nothing_is_told_of_lines_that_nobody_writes() -> None:
    assert set(TO_WHOM) | set(SILENT) <= set(EVENTS)
