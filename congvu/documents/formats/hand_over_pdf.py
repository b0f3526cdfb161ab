"""A hand-over record as PDF: who gives what to whom, line by line, and two signatures.

The form is the office's own, after what such records have in common; the ruled table is
the register's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from congvu.documents.formats.register_pdf import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    RuledBook,
    Title,
)
from congvu.documents.formats.typeset import Ruler
from congvu.law.rules import Column

_LINE = 16.0
_SIGNATURES = 110.0


@dataclass(frozen=True)
class Record:
    """The words above and below the lines, as they are printed."""

    title: str
    about: str
    agency: str
    nation: str
    motto: str
    place_and_day: str
    paragraphs: tuple[str, ...]
    closing: str
    givers: str
    takers: str
    sign_here: str
    printed: str


def write_hand_over_pdf(
    out: BinaryIO,
    record: Record,
    columns: Sequence[Column],
    lines: Iterable[Sequence[str]],
) -> int:
    """Write the record and give the number of its pages; raises `NoFont`."""
    book = _RecordBook(out, record, columns)
    for line in lines:
        book.add(line)
    book.sign()
    return book.close()


class _RecordBook(RuledBook):
    """The register's table under another head, with room to sign at the end."""

    def __init__(
        self, out: BinaryIO, record: Record, columns: Sequence[Column]
    ) -> None:
        self.record = record
        title = Title(record.agency, record.title, "", record.about, record.printed)
        super().__init__(out, title, columns)

    def draw_title(self) -> float:
        pen, record, y = self.canvas, self.record, HEIGHT - TOP
        left, right = LEFT + 130, WIDTH - RIGHT - 170
        for text, middle, font, size, step in (
            (record.agency.upper(), left, self.bold, 11, 0),
            (record.nation, right, self.bold, 11, 0),
            (record.motto, right, self.bold, 12, 15),
            (record.place_and_day, right, self.regular, 11, 18),
            (record.title, WIDTH / 2, self.bold, 15, 28),
            (record.about, WIDTH / 2, self.regular, 12, 17),
        ):
            y -= step
            pen.setFont(font, size)
            pen.drawCentredString(middle, y, text)
        y -= 6
        return self._paragraphs(record.paragraphs, y) - 8

    def _paragraphs(self, texts: Iterable[str], y: float) -> float:
        ruler = Ruler(self.regular, 11)
        for text in texts:
            for line in ruler.lines(text, WIDTH - LEFT - RIGHT):
                y -= _LINE
                self.canvas.setFont(self.regular, 11)
                self.canvas.drawString(LEFT, y, line)
        return y

    def sign(self) -> None:
        """Both sides sign on one page, together with the closing words."""
        self.finish_table()
        if self.y - _SIGNATURES < BOTTOM:
            self.turn_without_table()
        y = self._paragraphs([self.record.closing], self.y - 4) - 24
        pen = self.canvas
        for middle, words in (
            (LEFT + 150, self.record.givers),
            (WIDTH - RIGHT - 150, self.record.takers),
        ):
            pen.setFont(self.bold, 11)
            pen.drawCentredString(middle, y, words)
            pen.setFont(self.regular, 10)
            pen.drawCentredString(middle, y - 14, self.record.sign_here)
