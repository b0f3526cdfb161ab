"""Where a draft may bear the mark of a state secret, which is never written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from congvu.documents.rules import first_mark, standing_mark

# Names and short notes; the content may speak of secrecy without being secret.
_SHORT = frozenset(
    {"summary", "addressees", "recipients", "circulation", "filed", "authority_name"}
)


def draft_mark(fields: Mapping[str, Any]) -> str:
    """The first mark in what a version is made of; none if there is none."""
    for name, value in fields.items():
        texts = list(_texts(value))
        mark = first_mark(texts) if name in _SHORT else _standing(texts)
        if mark:
            return mark
    return ""


def _standing(texts: list[str]) -> str:
    return next(filter(None, map(standing_mark, texts)), "")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
