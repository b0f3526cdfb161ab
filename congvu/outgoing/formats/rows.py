"""What stands on a page, as rows from top to bottom that a page break may part.

Measures are PDF points; x runs from the left edge of the text area, ``drop`` down from
the top of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from congvu.outgoing.formats.faces import Face, Line, Run, balanced, broken, width

MM = 72 / 25.4
CM = 10 * MM
SINGLE = 1.149
"""A single-spaced line of Times, in sizes of its letters."""
_ASCENT = 0.95
"""Enough for a capital with two marks (Ễ, Ẩ)."""


@dataclass(frozen=True)
class Words:
    x: float
    drop: float
    runs: tuple[Run, ...]
    size: float
    stretch: float = 0.0  # added to each space, to fill a justified line


@dataclass(frozen=True)
class Rule:
    """A full line, across or down."""

    x: float
    drop: float
    length: float
    thickness: float = 0.7
    down: bool = False


@dataclass(frozen=True)
class Stamp:
    """Words in a box of one line (dấu chỉ mức độ khẩn, phạm vi lưu hành)."""

    x: float
    drop: float
    width: float
    height: float
    text: str
    size: float
    red: bool = True


@dataclass(frozen=True)
class Bar:
    """A part of a chart: its grey from 0 (black) to 1, or hatched, within a line."""

    x: float
    drop: float
    width: float
    height: float
    grey: float = 1.0
    hatched: bool = False


@dataclass(frozen=True)
class Stroke:
    """A line from point to point, each given from ``x`` and ``drop``."""

    x: float
    drop: float
    points: tuple[tuple[float, float], ...]
    thickness: float = 1.2
    dashed: bool = False


@dataclass(frozen=True)
class Hole:
    """A place left open, to be filled after the paper was laid out."""

    name: str
    x: float
    drop: float
    width: float
    height: float


Mark = Words | Rule | Stamp | Bar | Stroke | Hole


@dataclass(frozen=True)
class Row:
    """``above`` falls away at the top of a page; ``keep`` holds the next row to this;
    ``repeated`` are rows to be seen again above it when it opens a page.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    above: float = 0.0
    keep: bool = False
    repeated: tuple[Row, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Type:
    """Size of letters and distance of lines."""

    size: float
    spacing: float = 1.0

    @property
    def leading(self) -> float:
        return self.size * SINGLE * self.spacing

    @property
    def drop(self) -> float:
        """From the top of the line to the foot of its letters."""
        return _ASCENT * self.size + (self.leading - SINGLE * self.size) / 2


def line_row(
    words: Words, kind: Type, above: float = 0.0, *, keep: bool = False
) -> Row:
    return Row(kind.leading, (words,), above, keep)


def centred(
    text: str,
    face: Face,
    kind: Type,
    middle: float,
    room: float,
    *,
    above: float = 0.0,
    keep: bool = True,
) -> list[Row]:
    """Lines of about one length around a middle."""
    rows: list[Row] = []
    for line in balanced(text, face, kind.size, room):
        x = middle - width(line, face, kind.size) / 2
        words = Words(x, kind.drop, (Run(line, face),), kind.size)
        rows.append(line_row(words, kind, 0.0 if rows else above, keep=keep))
    return rows


def paragraph(
    runs: Sequence[Run],
    kind: Type,
    room: float,
    *,
    x: float = 0.0,
    first: float = 0.0,
    above: float = 0.0,
    justified: bool = True,
    keep: bool = False,
) -> list[Row]:
    """A paragraph whose first line is indented; two lines stay together at its ends."""
    lines = broken(runs, kind.size, room, first)
    rows = [
        line_row(
            _set(line, kind, x + (0.0 if n else first), justified=justified),
            kind,
            0.0 if n else above,
            keep=keep,
        )
        for n, line in enumerate(lines)
    ]
    if len(rows) > 1:
        rows[0] = replace(rows[0], keep=True)
        rows[-2] = replace(rows[-2], keep=True)
    return rows


def _set(line: Line, kind: Type, x: float, *, justified: bool) -> Words:
    spaces = line.text.count(" ")
    stretch = line.slack / spaces if justified and not line.last and spaces else 0.0
    # A line that is mostly one cut word is not pulled apart.
    stretch = stretch if stretch < kind.size * 2 else 0.0
    return Words(x, kind.drop, line.runs, kind.size, stretch)


def moved(marks: Iterable[Mark], x: float, down: float) -> tuple[Mark, ...]:
    return tuple(replace(m, x=m.x + x, drop=m.drop + down) for m in marks)


def stacked(rows: Sequence[Row]) -> Row:
    """Several rows as one that no page break parts."""
    marks: list[Mark] = []
    height = 0.0
    for row in rows:
        height += row.above
        marks += moved(row.marks, 0.0, height)
        height += row.height
    return Row(height, tuple(marks))


def held(rows: list[Row], last: int) -> list[Row]:
    """The same rows, the last few kept with whatever follows them."""
    start = max(0, len(rows) - last)
    return rows[:start] + [replace(row, keep=True) for row in rows[start:]]
