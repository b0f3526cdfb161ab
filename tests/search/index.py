"""An index of this test's own, brought up to date when asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from congvu.search import actions
from congvu.search.rules import ask
from congvu.search.rules.indexed import Narrowed, Within
from congvu.search.store import find, kept_keys, open_index


class TestIndex:
    """The indexer of the worker without its thread."""

    __test__ = False

    def __init__(self, root: Path, settings: Any) -> None:
        settings.SEARCH_ROOT = str(root)
        root.mkdir(exist_ok=True)
        self.root = root
        self.indexer = actions.begin(at=timezone.now())
        self.follow()

    def follow(self) -> int:
        """Rounds until nothing is left; how many things were written."""
        total = 0
        while written := self.indexer.round(at=timezone.now()):
            total += written
        return total

    def anew(self) -> None:
        """As the worker begins again after a restart."""
        self.indexer.close()
        self.indexer = actions.begin(at=timezone.now())
        self.follow()

    def keys(self, kind: str) -> set[UUID]:
        return kept_keys(open_index(), kind)

    def found(self, text: str, agency: UUID, **narrowed: Any) -> set[UUID]:
        """What a reader of the whole agency finds."""
        hits = find(
            open_index(),
            ask(text),
            within=Within(frozenset([agency]), frozenset([agency])),
            narrowed=Narrowed(**narrowed),
            limit=100,
        )
        return {hit.id for hit in hits.hits if hit.whole}
