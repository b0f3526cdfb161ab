"""A paper for the printer with the mark of arrival (dấu “ĐẾN”, NĐ 30/2020 Phụ lục IV).

Drawn on pictures of the pages: what came in is never touched, and its bytes are opened
nowhere but in the jail. The mark is 50 mm wide and 35 mm high.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.typeset import Ruler, fonts

_WIDTH, _HEIGHT = A4
_RED = Color(0.75, 0.11, 0.15)
# Below number and symbol, in the left margin's free room.
_LEFT, _TOP, _WIDE, _HIGH = 28 * mm, 54 * mm, 50 * mm, 35 * mm
_SIZE, _LEADING = 9.5, 5.4 * mm


@dataclass(frozen=True)
class Mark:
    """What the registry's stamp says; the rest is left for a pen."""

    agency: str
    number: str
    day: str


def write_marked_pdf(out: BinaryIO, pages: Iterable[Path], mark: Mark) -> int:
    """Each picture fills a page, the mark stands on the first; gives their number."""
    canvas: Any = Canvas(out, pagesize=A4)
    canvas.setTitle(f"Văn bản đến số {mark.number}")
    count = 0
    for picture in pages:
        canvas.drawImage(
            str(picture), 0, 0, _WIDTH, _HEIGHT, preserveAspectRatio=True, anchor="n"
        )
        if count == 0:
            _draw(canvas, mark)
        canvas.showPage()
        count += 1
    canvas.save()
    return count


def _draw(canvas: Any, mark: Mark) -> None:
    regular, bold = fonts()
    left, top = _LEFT, _HEIGHT - _TOP
    canvas.setStrokeColor(_RED)
    canvas.setFillColor(_RED)
    canvas.rect(left, top - _HIGH, _WIDE, _HIGH)
    canvas.setFont(bold, 7.5)
    y, middle = top - 4 * mm, left + _WIDE / 2
    for line in Ruler(bold, 7.5).lines(mark.agency.upper(), _WIDE - 4 * mm)[:2]:
        canvas.drawCentredString(middle, y, line)
        y -= 3 * mm
    canvas.line(left, y + 1.4 * mm, left + _WIDE, y + 1.4 * mm)
    canvas.setFont(bold, 12)
    canvas.drawCentredString(middle, y - 3.2 * mm, "ĐẾN")
    y -= 9 * mm
    for name, value in (
        ("Số", mark.number),
        ("Ngày", mark.day),
        ("Chuyển", ""),
        ("Số và ký hiệu HS", ""),
    ):
        canvas.setFont(regular, _SIZE)
        words = f"{name}: "
        canvas.drawString(left + 2 * mm, y, words)
        start = left + 2 * mm + Ruler(regular, _SIZE).width(words)
        if value:
            canvas.setFont(bold, _SIZE)
            canvas.drawString(start, y, value)
        else:
            canvas.setDash(0.6, 1.8)
            canvas.line(start, y - 0.5, left + _WIDE - 2 * mm, y - 0.5)
            canvas.setDash()
        y -= _LEADING
