"""Whoever wrote it and however: every field is right, or it is refused at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from congvu.exchange.formats.edxml import Unreadable
from congvu.exchange.formats.edxml.as_json import to_json
from congvu.exchange.formats.edxml.messages import bare_id
from tests.exchange.making import document, full_document, reread, status, written
from tests.exchange.variants import (
    BROKEN,
    BROKEN_EVERYWHERE,
    LAST,
    MISPLACED,
    MIXED,
    MORE,
    SAME,
    cuts,
)

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
@given(
    st.lists(st.sampled_from(MIXED), max_size=4, unique=True),
    st.sampled_from(LAST),
)
@settings(max_examples=12)
def test_also_all_of_it_at_once(message: str, names: list[str], last: str) -> None:
    data = MESSAGES[message]()
    other = data
    for name in [*names, last]:
        other = SAME[name](other)
    assert told(other) == told(data)


@pytest.mark.parametrize("message", WITH_FILES)
@pytest.mark.parametrize("name", MISPLACED)
def test_files_elsewhere_are_found_and_remarked_upon(name: str, message: str) -> None:
    data = MESSAGES[message]()
    other = MISPLACED[name](data)
    assert bare(told(other)) == bare(told(data))
    assert [r["key"] for r in told(other)["remarks"]] == ["elsewhere"]
    assert reread(written(reread(other))) == reread(data), "and put in their place"


@pytest.mark.parametrize("message", MESSAGES)
def test_what_is_not_there_leaves_everything_else_as_it_was(message: str) -> None:
    """Each leaf away in turn: nothing but its own key says something else."""
    data = MESSAGES[message]()
    whole = flat(bare(told(data)))
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    tried = 0
    for leaf in [e for e in root.iter() if not len(e) and (e.text or "").strip()]:
        tag = etree.QName(leaf).localname
        parent = leaf.getparent()
        is_one = len(parent.findall(leaf.tag)) == 1 < len(parent)
        if tag == "StatusCode" or not is_one:
            continue
        at = parent.index(leaf)
        parent.remove(leaf)
        left = flat(bare(told(etree.tostring(root, encoding="UTF-8"))))
        parent.insert(at, leaf)
        changed = {k for k in whole.keys() | left.keys() if whole.get(k) != left.get(k)}
        own = [k for k in changed if not k.endswith(FOLLOWING)]
        assert changed, tag
        assert len(own) <= 1, (tag, changed)
        tried += 1
    assert tried >= 8


FOLLOWING = ("size", "sha256", "safe_name", "business_name")
"""What tells of another value, or of the bytes."""


def flat(said: Any, place: str = "") -> dict[str, Any]:
    if isinstance(said, dict):
        pairs = list(said.items())
    elif isinstance(said, list):
        pairs = [(str(n), one) for n, one in enumerate(said)]
    else:
        return {place: said}
    found: dict[str, Any] = {}
    for key, value in pairs:
        found |= flat(value, f"{place}.{key}")
    return found


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
