"""Every audit event is declared once, named in Vietnamese and really written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from congvu.audit.queries import register
from tests.house.source import modules

EVENTS = register()
SHAPE = re.compile(r"[a-z]+\.[a-z]+(-[a-z]+)*")
WRITERS = {"record", "note", "event_row", "note_of", "history"}


@cache
def texts() -> set[str]:
    """Every text in the code outside the declarations themselves."""
    return {
        node.value
        for module in modules()
        if module.kind != "rules"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _called(node: ast.Call) -> str:
    name = node.func
    if isinstance(name, ast.Attribute):
        return name.attr
    return name.id if isinstance(name, ast.Name) else ""


def recorded() -> Iterator[str]:
    """The first words of calls that write the log."""
    for module in modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            first = node.args[0]
            if _called(node) in WRITERS and isinstance(first, ast.Constant):
                yield str(first.value)


def data_keys() -> Iterator[tuple[str, str]]:
    """Every (app, key) of data that a call writing the log spells out."""
    for module in modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            first = node.args[0]
            event = first.value if isinstance(first, ast.Constant) else ""
            if _called(node) not in WRITERS or not event:
                continue
            for given in node.keywords:
                if given.arg in ("data", "detail") and isinstance(
                    given.value, ast.Dict
                ):
                    for key in given.value.keys:
                        if isinstance(key, ast.Constant):
                            yield str(event).split(".")[0], str(key.value)


def test_each_part_of_an_events_data_has_a_word_people_read() -> None:
    written = set(data_keys())
    unnamed = {
        f"{app}: {key}"
        for app, key in written
        if key not in import_module(f"congvu.{app}.rules").AUDIT_WORDS
    }

    assert len(written) > 100
    assert unnamed == set()


def _is_written(event: str) -> bool:
    app, act = event.split(".")
    # Two events are told apart by their second word alone: f"documents.{event}".
    return event in texts() or (f"{app}." in texts() and act in texts())


def test_each_declared_event_is_written_somewhere() -> None:
    assert len(EVENTS) > 400
    assert [event for event in EVENTS if not _is_written(event)] == []


def test_each_written_event_is_declared() -> None:
    assert {event for event in recorded() if "." in event} <= set(EVENTS)


def test_each_event_is_called_app_and_past_participle() -> None:
    assert [event for event in EVENTS if not SHAPE.fullmatch(event)] == []


def test_each_event_has_a_label_people_read() -> None:
    unread = [e for e, label in EVENTS.items() if not label[:1].isupper() or label == e]

    assert unread == []
