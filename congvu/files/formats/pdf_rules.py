"""The tables of a PDF page: which word stands in which cell, by ruled lines."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from congvu.files.formats.layout import Box, Cell, Word
from congvu.files.formats.pdf_words import Frame

_THIN, _LONG = 0.005, 0.008
"""Of the page: no thicker is a line, no shorter is one of a table."""
_NEAR = 0.006
_MOST_OBJECTS, _MOST_POINTS, _MOST_LINES = 20_000, 400, 4_000
_FEWEST_ACROSS, _FEWEST_DOWN = 4, 3
"""Lines of the smallest table worth the name: three columns, two rows."""


@dataclass
class _Rule:
    """One line of a table: where it lies, and from where to where it is drawn."""

    at: float
    parts: list[tuple[float, float]] = field(default_factory=list)

    def covers(self, place: float) -> bool:
        return any(a - _NEAR <= place <= b + _NEAR for a, b in self.parts)

    def meets(self, first: float, last: float) -> bool:
        return any(a < last and b > first for a, b in self.parts)


def in_cells(page: pdfium.PdfPage, words: list[Word], frame: Frame) -> list[Word]:
    """The words, those of ruled tables with their cell."""
    boxes = _lines(page, frame)
    down = _rules((b.middle, b.y0, b.y1) for b in boxes if b.height >= b.width)
    across = _rules(
        ((b.y0 + b.y1) / 2, b.x0, b.x1) for b in boxes if b.height < b.width
    )
    if len(down) < _FEWEST_ACROSS or len(across) < _FEWEST_DOWN:
        return words
    found = list(words)
    for number, (top, bottom) in enumerate(_tables(down)):
        xs = [rule for rule in down if rule.meets(top, bottom)]
        first, last = xs[0].at, xs[-1].at
        ys = [
            rule
            for rule in across
            if top - _NEAR <= rule.at <= bottom + _NEAR and rule.meets(first, last)
        ]
        if len(xs) < _FEWEST_ACROSS or len(ys) < _FEWEST_DOWN:
            continue
        for place, word in enumerate(found):
            cell = _cell_of(word, xs, ys, number)
            if cell is not None:
                found[place] = replace(word, cell=cell)
    return found


def _cell_of(
    word: Word, xs: Sequence[_Rule], ys: Sequence[_Rule], number: int
) -> Cell | None:
    """Of cells that are one, the first: lines that are not drawn there part nothing."""
    x, y = word.box.middle, (word.y0 + word.y1) / 2
    if not (xs[0].at <= x <= xs[-1].at and ys[0].at <= y <= ys[-1].at):
        return None
    column = min(bisect_right(xs, x, key=lambda rule: rule.at), len(xs) - 1) - 1
    row = min(bisect_right(ys, y, key=lambda rule: rule.at), len(ys) - 1) - 1
    while column > 0 and not xs[column].covers(y):
        column -= 1
    while row > 0 and not ys[row].covers(x):
        row -= 1
    return Cell(number, row, column, len(xs) - 1)


def _tables(down: Sequence[_Rule]) -> list[tuple[float, float]]:
    """From where to where on the page lines go down side by side."""
    parts = sorted(part for rule in down for part in rule.parts)
    found: list[tuple[float, float]] = []
    for top, bottom in parts:
        if found and top <= found[-1][1] + _NEAR:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return found


def _rules(lines: Iterator[tuple[float, float, float]]) -> list[_Rule]:
    """Pieces on one line are one rule, and so is a line drawn twice."""
    found: list[_Rule] = []
    for at, first, last in sorted(lines):
        if not found or at - found[-1].at > _NEAR:
            found.append(_Rule(at))
        found[-1].parts.append((first, last))
    for rule in found:
        joined: list[tuple[float, float]] = []
        for first, last in sorted(rule.parts):
            if joined and first <= joined[-1][1] + _NEAR:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        rule.parts = joined
    return found


def _lines(page: pdfium.PdfPage, frame: Frame) -> list[Box]:
    """What is drawn thin and straight."""
    found: list[Box] = []
    a, b, c, d = (ctypes.c_float() for _ in range(4))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for i in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not raw.FPDFPageObj_GetBounds(item, a, b, c, d):
            continue
        box = frame.box(a.value, b.value, c.value, d.value)
        if min(box.width, box.height) <= _THIN:
            found.append(box)
        elif stroke.value:
            found += _straight(item, frame)
        if len(found) > _MOST_LINES:
            break
    return [box for box in found if max(box.width, box.height) >= _LONG]


def _straight(item: raw.FPDF_PAGEOBJECT, frame: Frame) -> Iterator[Box]:
    """The upright and level strokes of one path, such as a cell's own frame."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    before = first = None
    for i in range(min(raw.FPDFPath_CountSegments(item), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif before is not None:
            yield from _level(before, point, frame)
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _level(point, first, frame)
        before = point


def _level(
    one: tuple[float, float], other: tuple[float, float], frame: Frame
) -> Iterator[Box]:
    box = frame.box(
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )
    if min(box.width, box.height) <= _THIN:
        yield box
