"""Words that have to be forgotten, in a paper as data. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

_LETTER = re.compile(r"[^\W\d_]")


def forgotten(
    body: Any, phrases: Iterable[str], words: str, *, kept: Collection[str] = ()
) -> Any:
    """The same with ``words`` wherever one of the phrases stood, however its lines were
    broken. Of a row that says one only numbers, days and ``kept`` cells stay.
    """
    parts = [phrase.split() for phrase in phrases]
    # One word alone says nothing of a paper, and stands everywhere.
    said = sorted((p for p in parts if len(p) > 1), key=len, reverse=True)
    if not said:
        return body
    like = "|".join(r"\s+".join(map(re.escape, part)) for part in said)
    return _without(body, re.compile(like), words, frozenset(kept))


def _without(
    value: Any, said: re.Pattern[str], words: str, kept: frozenset[str]
) -> Any:
    if isinstance(value, str):
        return said.sub(words, value)
    if isinstance(value, Mapping):
        return {
            name: [_row(row, said, words, kept) for row in inner]
            if name == "rows"
            else _without(inner, said, words, kept)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_without(inner, said, words, kept) for inner in value]
    return value


def _row(
    row: Any, said: re.Pattern[str], words: str, kept: frozenset[str]
) -> list[Any]:
    cells = list(row)
    if not any(isinstance(cell, str) and said.search(cell) for cell in cells):
        return cells
    return [
        words if _LETTER.search(str(cell)) and cell not in kept else cell
        for cell in cells
    ]
