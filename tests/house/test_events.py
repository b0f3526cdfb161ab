"""Every audit event is declared once, named in Vietnamese and really written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from congvu.audit.queries import register
from tests.house.source import modules

EVENTS = register()
SHAPE = re.compile(r"[a-z]+\.[a-z]+(-[a-z]+)*")
WRITERS = {"record", "note", "event_row", "note_of", "history"}


def texts() -> set[str]:
    """Every text in the code outside the declarations themselves."""
    return {
        node.value
        for module in modules()
        if not module.name.endswith("rules.py")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


TEXTS = texts()


def recorded() -> Iterator[str]:
    """The first words of calls that write the log."""
    for module in modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called, first = ast.unparse(node.func), node.args[0]
            if called.split(".")[-1] in WRITERS and isinstance(first, ast.Constant):
                yield str(first.value)


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_each_declared_event_is_written_somewhere(event: str) -> None:
    app, act = event.split(".")

    # Two events are told apart by their second word alone: f"documents.{event}".
    assert event in TEXTS or (f"{app}." in TEXTS and act in TEXTS)


def test_each_written_event_is_declared() -> None:
    assert {event for event in recorded() if "." in event} <= set(EVENTS)


@pytest.mark.parametrize(("event", "label"), sorted(EVENTS.items()))
def test_each_event_has_a_label_people_read(event: str, label: str) -> None:
    assert SHAPE.fullmatch(event), "app.past-participle"
    assert label[:1].isupper()
    assert label != event
