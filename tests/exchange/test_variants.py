"""Whoever wrote it and however: every field is right, or it is refused at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from congvu.exchange.formats.edxml import Unreadable
from congvu.exchange.formats.edxml.as_json import to_json
from congvu.exchange.formats.edxml.messages import bare_id
from tests.exchange.making import document, full_document, reread, status, written
from tests.exchange.variants import BROKEN, BROKEN_EVERYWHERE, MORE, SAME, cuts

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "edxml"
MESSAGES: dict[str, Callable[[], bytes]] = {
    "document": lambda: written(document()),
    "full document": lambda: written(full_document()),
    "status": lambda: written(status("02", description="Sai thể thức")),
    **{path.stem: path.read_bytes for path in sorted(DATA.glob("*.edxml"))},
}
WITH_FILES = [n for n, make in MESSAGES.items() if b"ContentTransfer" in make()]


def told(data: bytes) -> Any:
    """Every field; not how the file itself was."""
    said = to_json(reread(data))
    del said["sha256"], said["size"]
    for file in said.get("attachments", []):
        del file["packed"]
        file["content_id"] = bare_id(file["content_id"])
    return said


def bare(said: Any) -> Any:
    """Without what was kept besides, and what is said of that."""
    if isinstance(said, list):
        return [bare(one) for one in said]
    if isinstance(said, dict):
        left = said.keys() - {"extras", "attributes", "remarks"}
        return {key: bare(said[key]) for key in left}
    return said


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("name", SAME)
def test_what_says_the_same_reads_the_same(name: str, message: str) -> None:
    data = MESSAGES[message]()
    assert told(SAME[name](data)) == told(data)


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("name", MORE)
def test_what_says_more_reads_the_same_besides(name: str, message: str) -> None:
    data = MESSAGES[message]()
    other = MORE[name](data)
    assert bare(told(other)) == bare(told(data))
    assert told(other) != told(data), "and keeps it"


@pytest.mark.parametrize("message", MESSAGES)
def test_cut_anywhere_it_is_refused_at_its_place(message: str) -> None:
    for data in cuts(MESSAGES[message]()):
        refused_at_its_place(data)


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("name", BROKEN_EVERYWHERE)
def test_broken_it_is_refused_at_its_place(name: str, message: str) -> None:
    refused_at_its_place(BROKEN_EVERYWHERE[name](MESSAGES[message]()))


@pytest.mark.parametrize("message", WITH_FILES)
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_in_it_is_refused_at_its_place(name: str, message: str) -> None:
    refused_at_its_place(BROKEN[name](MESSAGES[message]()))


def refused_at_its_place(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        reread(data)
    why = refused.value
    assert why.line >= 1, why
    assert why.column >= 1, why
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert why.line <= lines, why
    assert str(why).startswith(f"Dòng {why.line}, cột {why.column}: ")
