"""The sheet before each bound paper: what it is, where it stands, its digests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.typeset import Ruler, fonts

_WIDTH, _HEIGHT = A4
_LEFT, _RIGHT, _TOP, _BOTTOM = 85.0, 57.0, 85.0, 71.0
_SIZE, _LEADING = 12.0, 18.0


def write_slips(out: BinaryIO, slips: Sequence[Sequence[str]]) -> None:
    """One page each; the first line of a slip is its title."""
    regular, bold = fonts()
    pen = Canvas(out, pagesize=A4)
    for slip in slips:
        y = _HEIGHT - _TOP
        for number, text in enumerate(slip):
            font, size = (bold, 15.0) if not number else (regular, _SIZE)
            for line in Ruler(font, size).lines(text, _WIDTH - _LEFT - _RIGHT):
                if y < _BOTTOM:
                    break
                pen.setFont(font, size)
                pen.drawString(_LEFT, y, line)
                y -= _LEADING
            y -= 4
        pen.showPage()
    pen.save()
