"""A text cut into what a page draws: portions, paragraphs, marked pieces. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

LONGEST_PORTION = 24_000
"""So many signs of a text one page shows; a longer text is leafed through."""


@dataclass(frozen=True)
class Mark:
    """A proposal's place on the page: its number, and how it is drawn."""

    start: int
    end: int
    number: int
    key: str
    state: str
    current: bool = False
    bold: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Piece:
    """Words drawn alike; ``start`` is their place, ``opens`` the first of its mark."""

    start: int
    words: str
    mark: Mark | None = None
    bold: bool = False
    opens: bool = False


@dataclass(frozen=True)
class Paragraph:
    start: int
    end: int
    heading: bool
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Portion:
    """Consecutive paragraphs; ``number`` counts from 1."""

    number: int
    last: int
    paragraphs: tuple[Paragraph, ...] = field(default=())


_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[a-zđ]\)|Điều \d+)\s"
)

_TELLS = re.compile(r";|\.\s+[A-ZĐÀ-Ỹ]")
"""More than one sentence: a point of a report, no heading."""
_LONGEST_HEADING = 200

_LABEL = re.compile(
    r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ]{1,2})[.)/]"
    r"|Điều \d+\.|[-–+•*])?\s*"
)


def paragraph_starts(text: str, clauses: Iterable[tuple[int, int]]) -> list[int]:
    """Where each point or paragraph begins; without points, each line.

    Lines of a point are run together: a PDF breaks them where the page ends.
    """
    found = {start for start, _end in clauses if 0 <= start < len(text)}
    points = sorted({_with_its_number(text, start) for start in found})
    lines = [0, *(m.end() for m in re.finditer(r"[\n\f]+", text))]
    first = points[0] if points else len(text)
    starts = {at for at in lines if at < first} | set(points)
    return sorted(at for at in starts | {0} if at < len(text))


def _with_its_number(text: str, start: int) -> int:
    """A point begins with its number or bullet, which the reading leaves before it."""
    line = max(text.rfind("\n", 0, start), text.rfind("\f", 0, start)) + 1
    return line if _LABEL.fullmatch(text, line, start) else start


def shown(
    text: str,
    clauses: Iterable[tuple[int, int]],
    marks: Sequence[Mark],
    *,
    at: int = 0,
    most: int = LONGEST_PORTION,
) -> Portion:
    """The portion of the text that holds the place ``at``, with its marks."""
    starts = paragraph_starts(text, clauses)
    bounds = list(zip(starts, [*starts[1:], len(text)], strict=True))
    portions = _portions(bounds, most)
    number = max(0, bisect_right([p[0][0] for p in portions], at) - 1)
    if not portions:
        return Portion(1, 1)
    paragraphs = [
        _paragraph(text, start, end, marks)
        for start, end in portions[number]
        if text[start:end].strip()
    ]
    return Portion(number + 1, len(portions), tuple(paragraphs))


def _portions(
    bounds: Sequence[tuple[int, int]], most: int
) -> list[list[tuple[int, int]]]:
    found: list[list[tuple[int, int]]] = []
    size = most + 1
    for start, end in bounds:
        if size + end - start > most:
            found.append([])
            size = 0
        found[-1].append((start, end))
        size += end - start
    return found


def portion_starts(
    text: str, clauses: Iterable[tuple[int, int]], most: int = LONGEST_PORTION
) -> list[int]:
    """Where each portion begins, to leaf from one to the next."""
    starts = paragraph_starts(text, clauses)
    bounds = list(zip(starts, [*starts[1:], len(text)], strict=True))
    return [portion[0][0] for portion in _portions(bounds, most)]


def _paragraph(text: str, start: int, end: int, marks: Sequence[Mark]) -> Paragraph:
    here = [m for m in marks if m.start < end and m.end > start]
    numbered = _NUMBERED.match(text, start, end)
    told = text[numbered.end() : end] if numbered else ""
    heading = 0 < len(told) < _LONGEST_HEADING and not here and not _TELLS.search(told)
    while end > start and text[end - 1].isspace():
        end -= 1
    edges = {start, end}
    for mark in here:
        spans = [(mark.start, mark.end), *mark.bold]
        edges.update(at for span in spans for at in span if start < at < end)
    order = sorted(edges)
    pieces = tuple(_piece(text, first, last, here) for first, last in pairwise(order))
    return Paragraph(start, end, heading, pieces)


def _piece(text: str, start: int, end: int, marks: Sequence[Mark]) -> Piece:
    mark = next((m for m in marks if m.start <= start < m.end), None)
    bold = any(a <= start < b for m in marks for a, b in m.bold)
    # A line end is drawn as a space: one sign for one sign, so places stay.
    words = re.sub(r"[\n\f\r\t]", " ", text[start:end])
    return Piece(start, words, mark, bold, mark is not None and mark.start == start)
