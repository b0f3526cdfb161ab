"""A register as PDF: landscape A4, ruled columns, the head on every page.

Drawn line by line instead of by a table object, which takes a minute for a year's book;
the number of pages is filled in at the end (a form drawn last, shown on every page).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.typeset import Ruler, fonts
from congvu.law.rules import Column

_SIZE, _LEADING, _PAD = 8.5, 10.5, 3.0
LEFT, RIGHT, TOP, BOTTOM = 71.0, 42.0, 57.0, 52.0
WIDTH, HEIGHT = landscape(A4)


@dataclass(frozen=True)
class Title:
    """What stands above the columns, as Phụ lục IV has it on the cover."""

    agency: str
    book: str
    year: str
    period: str
    printed: str
    page: str = "Trang"
    above: str = ""
    numbers: str = ""
    volume: str = ""


def write_register_pdf(
    out: BinaryIO,
    title: Title,
    columns: Sequence[Column],
    lines: Iterable[Mapping[str, str]],
) -> int:
    """Write the book and give the number of its pages; raises `NoFont`."""
    book = RuledBook(out, title, columns)
    for line in lines:
        book.add([line.get(c.key, "") for c in columns])
    return book.close()


class RuledBook:
    """The canvas with where the pen is."""

    def __init__(self, out: BinaryIO, title: Title, columns: Sequence[Column]) -> None:
        self.regular, self.bold = fonts()
        self.title, self.columns = title, columns
        self.canvas: Any = Canvas(out, pagesize=(WIDTH, HEIGHT))
        self.canvas.setTitle(f"{title.book} - {title.period}")
        self.canvas.setAuthor(title.agency)
        self.ruler = Ruler(self.regular, _SIZE)
        room, total = WIDTH - LEFT - RIGHT, sum(c.width for c in columns)
        self.widths = [room * c.width / total for c in columns]
        self.page, self.has_table = 1, True
        self.y = self.top = self.draw_title()
        self._draw_head()

    def draw_title(self) -> float:
        middle, y = WIDTH / 2, HEIGHT - TOP
        pen = self.canvas
        for text, font in (
            (self.title.above, self.regular),
            (self.title.agency, self.bold),
        ):
            if text:
                pen.setFont(font, 11)
                pen.drawString(LEFT, y, text.upper())
                y -= 14
        y += 14
        pen.setFont(self.regular, 11)
        pen.drawRightString(WIDTH - RIGHT, HEIGHT - TOP, self.title.volume)
        for text, font, size, step in (
            (self.title.book.upper(), self.bold, 15, 30),
            (self.title.year, self.regular, 12, 18),
            (self.title.period, self.regular, 12, 16),
            (self.title.numbers, self.regular, 12, 16),
        ):
            if not text:
                continue
            y -= step
            pen.setFont(font, size)
            pen.drawCentredString(middle, y, text)
        return float(y - 14)

    def _draw_head(self) -> None:
        """Titles of the columns, and below them their numbers."""
        self.top = self.y
        self.canvas.setLineWidth(0.4)
        ruler = Ruler(self.bold, _SIZE)
        cells = [
            ruler.lines(c.title, w - 2 * _PAD)
            for c, w in zip(self.columns, self.widths, strict=True)
        ]
        self._row(cells, font=self.bold, centred=True)
        numbers = [[f"({n})"] for n, _column in enumerate(self.columns, start=1)]
        self._row(numbers, font=self.regular, centred=True)

    def add(self, texts: Sequence[str]) -> None:
        cells = [
            self.ruler.lines(text, width - 2 * _PAD)
            for text, width in zip(texts, self.widths, strict=True)
        ]
        if self.y - self._height(cells) < BOTTOM:
            self._turn()
        self._row(cells, font=self.regular)

    @staticmethod
    def _height(cells: Sequence[Sequence[str]]) -> float:
        return max(len(c) for c in cells) * _LEADING + 2 * _PAD

    def _row(
        self, cells: Sequence[Sequence[str]], *, font: str, centred: bool = False
    ) -> None:
        pen, x, height = self.canvas, LEFT, self._height(cells)
        pen.setFont(font, _SIZE)
        for lines, width in zip(cells, self.widths, strict=True):
            y = self.y - _PAD - _SIZE
            if centred:
                for line in lines:
                    pen.drawCentredString(x + width / 2, y, line)
                    y -= _LEADING
            elif any(lines):
                text = pen.beginText(x + _PAD, y)
                text.setFont(font, _SIZE, _LEADING)
                for line in lines:
                    text.textLine(line)
                pen.drawText(text)
            x += width
        self.y -= height
        pen.line(LEFT, self.y, WIDTH - RIGHT, self.y)

    def _draw_rules(self) -> None:
        """The lines between the columns, once a page."""
        pen, x = self.canvas, LEFT
        pen.line(LEFT, self.top, WIDTH - RIGHT, self.top)
        for width in (0.0, *self.widths):
            x += width
            pen.line(x, self.top, x, self.y)

    def finish_table(self) -> None:
        """No more rows: what follows stands below the table."""
        self._draw_rules()
        self.has_table = False

    def turn_without_table(self) -> None:
        self._draw_foot()
        self.canvas.showPage()
        self.page += 1
        self.y = HEIGHT - TOP + 20

    def _draw_foot(self) -> None:
        if self.has_table:
            self._draw_rules()
        pen = self.canvas
        pen.setFont(self.regular, 8)
        pen.drawString(LEFT, BOTTOM - 22, self.title.printed)
        words = f"{self.title.page} {self.page}/"
        pen.drawString(WIDTH - RIGHT - 60, BOTTOM - 22, words)
        after = pdfmetrics.stringWidth(words, self.regular, 8)
        pen.saveState()
        pen.translate(WIDTH - RIGHT - 60 + after, BOTTOM - 22)
        pen.doForm("pages")
        pen.restoreState()

    def _turn(self) -> None:
        self.turn_without_table()
        self._draw_head()

    def close(self) -> int:
        self._draw_foot()
        self.canvas.showPage()
        self.canvas.beginForm("pages", lowerx=0, lowery=-4, upperx=60, uppery=12)
        self.canvas.setFont(self.regular, 8)
        self.canvas.drawString(0, 0, str(self.page))
        self.canvas.endForm()
        self.canvas.save()
        return self.page
