"""Papers that a sentence names: those the reader may open are links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from congvu.documents.queries import Scope, readable_entries
from congvu.documents.rules import symbol_key
from congvu.outgoing.queries import readable_lines


@dataclass(frozen=True)
class Cited:
    """``incoming_id`` or ``outgoing_id`` of a line the reader may open, if any."""

    words: str
    number: str = ""
    incoming_id: UUID | None = None
    outgoing_id: UUID | None = None


def cited(scope: Scope, cites: Iterable[Mapping[str, Any]]) -> list[Cited]:
    """Two queries at most; of several lines with one symbol the newest."""
    named = [(str(c.get("words", "")), str(c.get("number") or "")) for c in cites]
    numbers = {symbol_key(number): number for _words, number in named if number}
    if not numbers:
        return [Cited(words, number) for words, number in named]
    entries = readable_entries(scope).filter(symbol_key__in=list(numbers))
    came = dict(entries.order_by("order_key").values_list("symbol_key", "id"))
    lines = readable_lines(scope).filter(symbol__in=list(numbers.values()))
    went = dict(lines.order_by("order_key").values_list("symbol", "id"))
    return [
        Cited(words, number, came.get(symbol_key(number)), went.get(number))
        for words, number in named
    ]
