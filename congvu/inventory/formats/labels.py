"""Labels for machines: sheets of A4, a QR code and a few words each.

Three columns of eight, the grid of common sheets of 24 (70 × 37 mm): printed at full
size it meets their edges, and it may be cut. The code leads to the machine's page in
the office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import segno
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.typeset import Ruler, fonts

_MM = 72 / 25.4
COLUMNS, ROWS = 3, 8
_WIDE, _HIGH = A4[0] / COLUMNS, A4[1] / ROWS
_EDGE = 4 * _MM
_CODE = 25 * _MM


@dataclass(frozen=True)
class Label:
    """``url`` is in the code; of the lines the first is bold."""

    url: str
    lines: Sequence[str]


def write_labels(out: BinaryIO, labels: Sequence[Label], title: str) -> None:
    """Filled row by row; raises ``NoFont`` where no face has the letters."""
    canvas: Any = Canvas(out, pagesize=A4, invariant=1, lang="vi-VN")
    canvas.setTitle(title)
    canvas.setCreator("Công Vụ")
    for number, label in enumerate(labels):
        place = number % (COLUMNS * ROWS)
        if number and not place:
            canvas.showPage()
        x = (place % COLUMNS) * _WIDE
        y = A4[1] - (place // COLUMNS + 1) * _HIGH
        _draw(canvas, label, x, y)
    canvas.showPage()
    canvas.save()


def _draw(canvas: Any, label: Label, x: float, y: float) -> None:
    bottom = y + (_HIGH - _CODE) / 2
    _code(canvas, label.url, x + _EDGE, bottom)
    regular, bold = fonts()
    left = x + _EDGE + _CODE + 2 * _MM
    room = _WIDE - _CODE - 2 * _EDGE - 2 * _MM
    top = bottom + _CODE
    for number, text in enumerate(label.lines):
        font, size = (bold, 10.0) if not number else (regular, 8.0)
        for line in Ruler(font, size).lines(text, room)[:2]:
            top -= size * 1.2
            if top < y + _EDGE / 2:
                return
            canvas.setFont(font, size)
            canvas.drawString(left, top, line)


def _code(canvas: Any, url: str, x: float, y: float) -> None:
    """Squares of one path: sharp at any size, and no picture file."""
    code = segno.make(url, error="m", micro=False)
    matrix = [list(row) for row in code.matrix_iter(border=2)]
    step = _CODE / len(matrix)
    path = canvas.beginPath()
    for down, row in enumerate(matrix):
        for across, dark in enumerate(row):
            if dark:
                corner = y + _CODE - (down + 1) * step
                path.rect(x + across * step, corner, step, step)
    canvas.drawPath(path, stroke=0, fill=1)
