"""How far this machine's index is, and whether it has what the tables have."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from congvu.search.models import IndexChange, IndexNode
from congvu.search.queries.reading import things
from congvu.search.rules.indexed import SOURCES
from congvu.search.store import IndexMissing, kept_keys, open_index


def index_status(name: str) -> dict[str, object]:
    """``waiting``: changes noted and not written yet."""
    node = IndexNode.objects.filter(name=name).first()
    try:
        count = open_index().searcher().num_docs
    except IndexMissing:
        count = 0
    waiting = IndexChange.objects.filter(node=node).count() if node else 0
    return {
        "node": name,
        "built": node.built_at.isoformat() if node and node.built_at else None,
        "things": count,
        "waiting": waiting,
    }


def compare() -> Iterator[tuple[str, set[UUID], set[UUID]]]:
    """For each kind the keys that the index lacks, and those only it has."""
    opened = open_index()
    for kind in SOURCES.kinds:
        there = {thing.id for thing in things(kind, None)}
        kept = kept_keys(opened, kind)
        yield kind, there - kept, kept - there


def behind() -> dict[str, int] | None:
    """By kind, what the index and the tables disagree on; None: no index yet.

    What is noted and not written yet is no fault, and the office works on meanwhile:
    only what two looks find, and nothing waits to put right, is counted.
    """
    try:
        first = _unexplained()
        second = _unexplained() if any(first.values()) else first
    except IndexMissing:
        return None
    return {kind: len(ids & second[kind]) for kind, ids in first.items()}


def _unexplained() -> dict[str, set[UUID]]:
    differing = {kind: lacking | extra for kind, lacking, extra in compare()}
    waiting: dict[str, set[UUID]] = {}
    for kind, thing in IndexChange.objects.values_list("kind", "thing_id").iterator():
        waiting.setdefault(kind, set()).add(thing)
    return {kind: ids - waiting.get(kind, set()) for kind, ids in differing.items()}
