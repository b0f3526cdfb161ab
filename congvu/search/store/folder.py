"""Where the index lies, its fields, and the open one of this process.

Each index has a folder of its own; ``current`` names the one in use, so that a new one
is built beside it and takes its place at once.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tantivy
from django.conf import settings

from congvu.search.rules.indexed import FACETS

VERSION = "1"
"""Changes with the fields or how words are cut; an index of another one is not read."""


class IndexMissing(Exception):
    """There is no index here yet, or one of another version."""


@dataclass
class OpenIndex:
    """An index as this process reads it; ``seen`` is when it was last written."""

    index: tantivy.Index
    folder: Path
    seen: int

    def searcher(self) -> tantivy.Searcher:
        """Of what is written now; looking costs one call of the file system."""
        written = _written(self.folder)
        if written != self.seen:
            self.index.reload()
            self.seen = written
        return self.index.searcher()


def root() -> Path:
    """The folder of this machine's indexes."""
    return Path(settings.SEARCH_ROOT)


def name_in_use() -> str:
    try:
        return (root() / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def put_in_use(name: str) -> None:
    fresh = root() / f"current.{os.getpid()}"
    fresh.write_text(name, encoding="ascii")
    fresh.replace(root() / "current")


def open_index() -> OpenIndex:
    """The index in use; ``IndexMissing`` where there is none of this version."""
    name = name_in_use()
    folder = root() / name
    if not name.startswith(f"{VERSION}-") or not (folder / "meta.json").exists():
        raise IndexMissing
    return open_folder(folder)


@cache
def schema() -> tantivy.Schema:
    """Sets of keys are kept as they are; texts come cut into words, set apart by
    blanks. Positions are needed where phrases are looked for.
    """
    made = tantivy.SchemaBuilder()
    made.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_text_field("kind", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("agency", "may", "symbol", "named", *FACETS):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("words", "exact"):
        made.add_text_field(name, tokenizer_name="blanks", index_option="position")
    for name in ("pairs", "head", "head_pairs"):
        made.add_text_field(name, tokenizer_name="blanks", index_option="freq")
    for name in ("at", "issued", "arrived"):
        made.add_integer_field(name, fast=True)
    return made.build()


def made_in(folder: Path) -> tantivy.Index:
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema(), str(folder))
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("blanks", blanks)
    return index


@cache
def open_folder(folder: Path) -> OpenIndex:
    """The index that lies in a folder, whether it is in use or not."""
    index = made_in(folder)
    index.config_reader("manual")
    return OpenIndex(index, folder, seen=_written(folder))


def _written(folder: Path) -> int:
    return (folder / "meta.json").stat().st_mtime_ns
