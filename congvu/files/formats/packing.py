"""Pages of words as plain JSON: how they leave the jail and lie in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from congvu.files.formats.layout import Page, Word


def pack_words(page: Page) -> list[list[Any]]:
    return [
        [
            w.text,
            round(w.x0, 5),
            round(w.y0, 5),
            round(w.x1, 5),
            round(w.y1, 5),
            round(w.confidence, 3),
            round(w.size, 2),
            int(w.bold),
        ]
        for w in page.words
    ]


def unpack_words(rows: Sequence[Sequence[Any]]) -> tuple[Word, ...]:
    return tuple(
        Word(text, x0, y0, x1, y1, confidence, size, bool(bold))
        for text, x0, y0, x1, y1, confidence, size, bold in rows
    )


def pack_page(page: Page, text: str) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "source": page.source,
        "words": pack_words(page),
        "marks": list(page.marks),
        "picture": page.picture,
        "text": text,
    }


def unpack_page(data: Mapping[str, Any]) -> Page:
    return Page(
        number=int(data["number"]),
        width=float(data["width"]),
        height=float(data["height"]),
        words=unpack_words(data["words"] or ()),
        source=data["source"],
        marks=tuple(str(m) for m in data["marks"]),
        picture=bool(data["picture"]),
    )
