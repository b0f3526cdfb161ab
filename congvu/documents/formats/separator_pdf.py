"""The separator sheet: laid before each paper of a pile that is scanned in one go.

Two codes and the words twice, the lower half turned round: a sheet that lies upside
down in the scanner says the same.
"""

from __future__ import annotations

from typing import Any, BinaryIO

import segno
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.pile import SEPARATOR
from congvu.documents.formats.typeset import fonts

_SIDE = 170.0
_WORDS = (
    "Đặt tờ này trước trang đầu của mỗi văn bản, rồi quét cả xấp một lượt.",
    "Tờ này và mặt sau trắng của nó không vào hồ sơ; dùng lại được nhiều lần.",
)


def write_separator_pdf(out: BinaryIO) -> None:
    """One sheet; raises `NoFont`."""
    regular, bold = fonts()
    wide, high = A4
    pen: Any = Canvas(out, pagesize=A4)
    pen.setTitle("Tờ ngăn")
    _half(pen, regular, bold)
    pen.saveState()
    pen.translate(wide, high)
    pen.rotate(180)
    _half(pen, regular, bold)
    pen.restoreState()
    pen.setDash(2, 4)
    pen.line(40, high / 2, wide - 40, high / 2)
    pen.showPage()
    pen.save()


def _half(pen: Any, regular: str, bold: str) -> None:
    wide, high = A4
    middle = wide / 2
    pen.setFont(bold, 30)
    pen.drawCentredString(middle, high - 100, "TỜ NGĂN")
    pen.setFont(regular, 13)
    for place, words in enumerate(_WORDS):
        pen.drawCentredString(middle, high - 132 - 20 * place, words)
    rows = [list(row) for row in segno.make(SEPARATOR, error="h").matrix]
    cell = _SIDE / len(rows)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                left, top = middle - _SIDE / 2 + x * cell, high - 190 - y * cell
                pen.rect(left, top - cell, cell + 0.1, cell + 0.1, stroke=0, fill=1)
