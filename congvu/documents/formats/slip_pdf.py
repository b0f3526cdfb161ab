"""Phiếu giải quyết văn bản đến as PDF: portrait A4, the boxes of Phụ lục IV, VII.

Takes words only, so that it knows nothing of papers. What is not said yet is left as
dotted lines for a pen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.typeset import Ruler, fonts

_WIDTH, _HEIGHT = A4
# Margins of NĐ 30/2020 Phụ lục I.I.3: left 30 mm, right 15, top and bottom 20.
_LEFT, _RIGHT, _TOP, _BOTTOM = 85.0, 42.5, 56.7, 56.7
_ROOM = _WIDTH - _LEFT - _RIGHT
_SIZE, _LEADING = 13.0, 18.0
_HEAD_SIZE, _HEAD_LEADING = 12.0, 15.0
_BLANK_LINES = 3
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NAME = "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN"


@dataclass(frozen=True)
class Said:
    """One opinion: its words, to whom the work went, and when and by whom."""

    text: str
    shares: Sequence[str] = ()
    signed: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    said: Sequence[Said] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """Every word of the slip, in its order."""

    agency: str
    place_and_day: str
    paper: str
    arrival: str
    sections: Sequence[Section]
    blank_day: str
    printed: str


def write_slip_pdf(out: BinaryIO, sheet: Sheet) -> int:
    """Write the slip and give the number of its pages; raises `NoFont`."""
    return _Slip(out, sheet).write()


class _Slip:
    """The canvas with where the pen is."""

    def __init__(self, out: BinaryIO, sheet: Sheet) -> None:
        self.regular, self.bold = fonts()
        self.sheet = sheet
        self.canvas: Any = Canvas(out, pagesize=A4)
        self.canvas.setTitle(NAME)
        self.canvas.setAuthor(sheet.agency)
        self.page, self.y = 1, _HEIGHT - _TOP

    def write(self) -> int:
        self._head()
        self._centred(NAME, self.bold, 14, 20)
        self._centred_lines(self.sheet.paper, 13)
        self._centred_lines(self.sheet.arrival, 12)
        self._rule(_LEFT + _ROOM / 2, 90, self.y + 6)
        self.y -= 12
        for number, section in enumerate(self.sheet.sections, start=1):
            self._section(f"{number}. {section.title}", section)
        self._foot()
        self.canvas.showPage()
        self.canvas.save()
        return self.page

    def _head(self) -> None:
        """The agency at the left, the nation and its motto at the right."""
        left, right = _ROOM * 0.42, _ROOM * 0.58
        middle, other = _LEFT + left / 2, _LEFT + left + right / 2
        y = self.y
        for line in self._even_lines(self.sheet.agency.upper(), left - 8):
            self._put(middle, y, line, self.bold, _HEAD_SIZE)
            y -= _HEAD_LEADING
        self._rule(middle, 60, y + 9)
        self._put(other, self.y, NATION, self.bold, 12)
        self._put(other, self.y - 16, MOTTO, self.bold, 13)
        wide = pdfmetrics.stringWidth(MOTTO, self.bold, 13)
        self._rule(other, wide, self.y - 21)
        dated = min(y, self.y - 26) - 14
        self._put(other, dated, self.sheet.place_and_day, self.regular, 13)
        self.y = dated - 36

    def _even_lines(self, text: str, room: float) -> list[str]:
        """No more lines than needed, of about one length: no word stands alone."""
        ruler = Ruler(self.bold, _HEAD_SIZE)
        lines = ruler.lines(text, room)
        narrow = ruler.lines(text, min(room, ruler.width(text) / len(lines) * 1.12))
        return narrow if len(narrow) == len(lines) else lines

    def _section(self, title: str, section: Section) -> None:
        self._room(_LEADING * 4)
        self._line(title, self.bold)
        for said in section.said:
            self._text(said.text)
            for share in said.shares:
                self._text(f"- {share}", indent=18)
            self._right(said.signed)
        if not section.said:
            for _n in range(_BLANK_LINES):
                self._dots()
            self._right(self.sheet.blank_day)
        self.y -= 8

    def _text(self, text: str, indent: float = 0.0) -> None:
        ruler = Ruler(self.regular, _SIZE)
        for paragraph in text.splitlines() or [""]:
            for line in ruler.lines(paragraph, _ROOM - indent):
                self._line(line, self.regular, indent)

    def _line(self, text: str, font: str, indent: float = 0.0) -> None:
        self._room(_LEADING)
        self.canvas.setFont(font, _SIZE)
        self.canvas.drawString(_LEFT + indent, self.y, text)
        self.y -= _LEADING

    def _right(self, text: str) -> None:
        ruler = Ruler(self.regular, _SIZE)
        for line in ruler.lines(text, _ROOM):
            self._room(_LEADING)
            self.canvas.setFont(self.regular, _SIZE)
            self.canvas.drawRightString(_LEFT + _ROOM, self.y, line)
            self.y -= _LEADING

    def _dots(self) -> None:
        self._room(_LEADING)
        self.canvas.setDash(0.7, 2.4)
        self.canvas.setLineWidth(0.7)
        self.canvas.line(_LEFT, self.y - 2, _LEFT + _ROOM, self.y - 2)
        self.canvas.setDash()
        self.y -= _LEADING

    def _centred(self, text: str, font: str, size: float, step: float) -> None:
        self._put(_LEFT + _ROOM / 2, self.y, text, font, size)
        self.y -= step

    def _centred_lines(self, text: str, size: float) -> None:
        for line in Ruler(self.regular, size).lines(text, _ROOM - 24):
            self._centred(line, self.regular, size, size + 5)

    def _put(self, middle: float, y: float, text: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(middle, y, text)

    def _rule(self, middle: float, wide: float, y: float) -> None:
        self.canvas.setLineWidth(0.7)
        self.canvas.line(middle - wide / 2, y, middle + wide / 2, y)

    def _room(self, needed: float) -> None:
        if self.y - needed < _BOTTOM:
            self._foot()
            self.canvas.showPage()
            self.page += 1
            self.y = _HEIGHT - _TOP

    def _foot(self) -> None:
        self.canvas.setFont(self.regular, 9)
        self.canvas.drawString(_LEFT, _BOTTOM - 26, self.sheet.printed)
        self.canvas.drawRightString(_LEFT + _ROOM, _BOTTOM - 26, str(self.page))
