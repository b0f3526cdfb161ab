"""Tables within the content: full lines, the head seen again on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from congvu.outgoing.formats.faces import Face, Line, Run, broken, width
from congvu.outgoing.formats.rows import Mark, Row, Rule, Type, Words
from congvu.outgoing.rules.paper import Layout

_SIDE, _OVER = 4.0, 3.0
_LINE = 0.5
_MOST_LINES = 20
"""A taller row of the table is parted by a page break."""
_SMALLEST_COLUMN = 20.0
NUMERIC = re.compile(r"[\d.,%\s/+–-]+")


def table_rows(rows: Sequence[Sequence[str]], layout: Layout, room: float) -> list[Row]:
    """The first row is the head."""
    count = max((len(row) for row in rows), default=0)
    if not count:
        return []
    filled = [[*row, *[""] * (count - len(row))] for row in rows]
    kind = Type(min(layout.size, 13.0))
    widths = column_widths(filled, kind, room)
    head = _row(filled[0], widths, kind, head=True)
    for n, part in enumerate(head):
        head[n] = replace(part, keep=True, above=0.0 if n else layout.gap)
    repeated = tuple(replace(part, above=0.0) for part in head)
    again = repeated if len(head) == 1 else ()
    return head + [
        replace(part, repeated=again)
        for cells in filled[1:]
        for part in _row(cells, widths, kind, head=False)
    ]


def column_widths(
    rows: Sequence[Sequence[str]], kind: Type, room: float
) -> list[float]:
    """Wide enough for each column's longest word, the rest shared by what is said."""
    least, wanted = [], []
    for column in range(len(rows[0])):
        cells = [row[column] for row in rows]
        words = [word for cell in cells for word in cell.split()]
        longest = max((width(w, Face.BOLD, kind.size) for w in words), default=0.0)
        whole = max((width(c, Face.BOLD, kind.size) for c in cells), default=0.0)
        least.append(max(_SMALLEST_COLUMN, min(longest, room / 3) + 2 * _SIDE + 1))
        wanted.append(max(least[-1], min(whole, room) + 2 * _SIDE + 1))
    if sum(least) > room:
        return [room / len(least)] * len(least)
    spare = room - sum(least)
    wishes = [w - low for w, low in zip(wanted, least, strict=True)]
    total = sum(wishes)
    if not total:
        return [room / len(least)] * len(least)
    return [low + spare * wish / total for low, wish in zip(least, wishes, strict=True)]


def _row(
    cells: Sequence[str], widths: Sequence[float], kind: Type, *, head: bool
) -> list[Row]:
    face = Face.BOLD if head else Face.REGULAR
    lines = [
        [
            line
            for part in cell.split("\n")
            for line in broken([Run(part, face)], kind.size, wide - 2 * _SIDE)
        ]
        for cell, wide in zip(cells, widths, strict=True)
    ]
    tallest = max((len(cell) for cell in lines), default=0) or 1
    middle = [head or NUMERIC.fullmatch(cell) is not None for cell in cells]
    return [
        _slice([cell[at : at + _MOST_LINES] for cell in lines], widths, kind, middle)
        for at in range(0, tallest, _MOST_LINES)
    ]


def _slice(
    lines: Sequence[Sequence[Line]],
    widths: Sequence[float],
    kind: Type,
    middle: Sequence[bool],
) -> Row:
    tallest = max(len(cell) for cell in lines) or 1
    height = tallest * kind.leading + 2 * _OVER
    marks: list[Mark] = [
        Rule(0.0, 0.0, sum(widths), _LINE),
        Rule(0.0, height, sum(widths), _LINE),
        Rule(0.0, 0.0, height, _LINE, down=True),
    ]
    x = 0.0
    for cell, wide, is_middle in zip(lines, widths, middle, strict=True):
        top = _OVER + (tallest - len(cell)) * kind.leading / 2
        for n, line in enumerate(cell):
            start = x + _SIDE + (max(line.slack, 0.0) / 2 if is_middle else 0.0)
            drop = top + n * kind.leading + kind.drop
            marks.append(Words(start, drop, line.runs, kind.size))
        x += wide
        marks.append(Rule(x, 0.0, height, _LINE, down=True))
    return Row(height, tuple(marks))
