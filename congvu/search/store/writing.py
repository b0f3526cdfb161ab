"""Writing the index: one process of a machine at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from uuid import UUID

import tantivy

from congvu.search.rules import exact_words, pairs, plain_words, symbol_key
from congvu.search.rules.indexed import FACETS, Indexed
from congvu.search.store.folder import VERSION, made_in, name_in_use, put_in_use, root

_HEAP = 96_000_000
_SPREAD = 22
# The rest of 63 bits: milliseconds from 1900 to 2039.
_FURTHEST = 1 << 41
"""Bits below the milliseconds of ``at``, so that hardly two things have one place."""


_GAP = "¶"


class Writing:
    """The open index of this machine for its one writer; a second one is refused by
    the engine's own lock, which ends with the process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._writer = made_in(folder).writer(_HEAP, 1)

    def put(self, kind: str, things: Iterable[Indexed]) -> int:
        """Add things that are not in the index; how many."""
        count = 0
        for thing in things:
            self._writer.add_document(_document(kind, thing))
            count += 1
        return count

    def drop(self, kind: str, ids: Iterable[UUID]) -> None:
        for one in ids:
            self._writer.delete_documents_by_term("key", f"{kind}:{one}")

    def commit(self) -> None:
        self._writer.commit()

    def close(self) -> None:
        """Give up what is not committed, and let another write."""
        # Where its folder is gone there is nothing to go back to.
        with suppress(ValueError):
            self._writer.rollback()
        self._writer.wait_merging_threads()

    def __enter__(self) -> Writing:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._writer.commit()
        self.close()


def start_anew(node: UUID) -> Path:
    """An empty folder for an index that is not in use yet."""
    folder = root() / _name(node)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def take_over(folder: Path) -> None:
    """Use this index from now on, and remove the others."""
    put_in_use(folder.name)
    for other in root().iterdir():
        if other.is_dir() and other != folder:
            shutil.rmtree(other, ignore_errors=True)


def folder_in_use(node: UUID) -> Path | None:
    """The folder of the index in use, if it is this node's and of this version."""
    folder = root() / name_in_use()
    fits = folder.name == _name(node) and (folder / "meta.json").exists()
    return folder if fits else None


def _name(node: UUID) -> str:
    return f"{VERSION}-{node}"


def _document(kind: str, thing: Indexed) -> tantivy.Document:
    head, said = plain_words(thing.head), plain_words(thing.text)
    exact = exact_words(thing.head), exact_words(thing.text)
    made = tantivy.Document()
    made.add_text("key", f"{kind}:{thing.id}")
    made.add_text("kind", kind)
    made.add_text("agency", str(thing.agency))
    made.add_text("may", f"*{thing.agency}")
    for principal in thing.may:
        made.add_text("may", str(principal))
    for symbol in {symbol_key(symbol) for symbol in thing.symbols if symbol}:
        made.add_text("symbol", symbol)
    for word in set(plain_words(thing.issuer_name)):
        made.add_text("named", word)
    for name in FACETS:
        for value in thing.facets.get(name, ()):
            made.add_text(name, value)
    # A gap between head and text: no phrase runs from one into the other.
    made.add_text("words", " ".join((*head, _GAP, *said)))
    made.add_text("pairs", " ".join((*pairs(head), *pairs(said))))
    made.add_text("exact", " ".join((*exact[0], _GAP, *exact[1])))
    made.add_text("head", " ".join(head))
    made.add_text("head_pairs", " ".join(pairs(head)))
    moment = max(-_FURTHEST, min(int(thing.at.timestamp() * 1000), _FURTHEST - 1))
    made.add_integer("at", moment << _SPREAD | thing.id.int & (1 << _SPREAD) - 1)
    for name, day in (("issued", thing.issued_on), ("arrived", thing.arrived_on)):
        if day is not None:
            made.add_integer(name, day.toordinal())
    return made
