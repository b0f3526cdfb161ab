"""A register as PDF: landscape A4, ruled columns, the head on every page.

Drawn line by line instead of by a table object, which takes a minute for a year's book;
the number of pages is filled in at the end (a form drawn last, shown on every page).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from congvu.law.rules import Column
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop as _

_ROOT = Path("/usr/share/fonts/truetype")
# Times-like first (NĐ 30/2020 Phụ lục I), then any serif that has every letter. The
# first Liberation (fonts-liberation) lacks the letters with two marks.
FONTS: Sequence[tuple[str, str]] = (
    ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
    ("liberation2/LiberationSerif-Regular.ttf", "liberation2/LiberationSerif-Bold.ttf"),
    ("msttcorefonts/times.ttf", "msttcorefonts/timesbd.ttf"),
    ("noto/NotoSerif-Regular.ttf", "noto/NotoSerif-Bold.ttf"),
    ("dejavu/DejaVuSerifCondensed.ttf", "dejavu/DejaVuSerifCondensed-Bold.ttf"),
    ("dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
)
_LETTERS = "ăâđêôơưĂÂĐÊÔƠƯấềộợữỹẢẨỄỒỞỮỴ"
_SIZE, _LEADING, _PAD = 8.5, 10.5, 3.0
LEFT, RIGHT, TOP, BOTTOM = 71.0, 42.0, 57.0, 52.0
WIDTH, HEIGHT = landscape(A4)


class NoFont(Refused):
    """No installed font has all Vietnamese letters; a PDF would have holes in it."""

    def __init__(self) -> None:
        super().__init__(
            [
                _(
                    "Máy chủ chưa có phông chữ có chân đủ chữ tiếng Việt nên chưa lập "
                    "được tệp PDF. Quản trị cài gói fonts-noto-core hoặc "
                    "fonts-dejavu-core; trong khi chờ, in từ trang này hoặc xuất Excel."
                )
            ]
        )


@dataclass(frozen=True)
class Title:
    """What stands above the columns, as Phụ lục IV has it on the cover."""

    agency: str
    book: str
    year: str
    period: str
    printed: str
    page: str = "Trang"


@cache
def _fonts() -> tuple[str, str]:
    """Names of the regular and bold face, registered once a process."""
    for regular, bold in FONTS:
        names = (f"register-{Path(regular).stem}", f"register-{Path(bold).stem}")
        try:
            faces = [
                TTFont(n, str(_ROOT / f))
                for n, f in zip(names, (regular, bold), strict=True)
            ]
        except (TTFError, OSError):
            continue
        if all(ord(c) in face.face.charToGlyph for face in faces for c in _LETTERS):
            for face in faces:
                pdfmetrics.registerFont(face)
            return names
    raise NoFont


class Ruler:
    """Breaks text into lines of a width; each letter is measured once."""

    def __init__(self, font: str, size: float) -> None:
        self.font, self.size = font, size
        self._widths: dict[str, float] = {}

    def width(self, text: str) -> float:
        total = 0.0
        for letter in text:
            known = self._widths.get(letter)
            if known is None:
                known = pdfmetrics.stringWidth(letter, self.font, self.size)
                self._widths[letter] = known
            total += known
        return total

    def lines(self, text: str, room: float) -> list[str]:
        found: list[str] = []
        line, used, space = "", 0.0, self.width(" ")
        for word in text.split():
            wide = self.width(word)
            if line and used + space + wide <= room:
                line, used = f"{line} {word}", used + space + wide
                continue
            if line:
                found.append(line)
            while wide > room:
                head = self._fitting(word, room)
                found.append(head)
                word = word[len(head) :]
                wide = self.width(word)
            line, used = word, wide
        return [*found, line] if line or not found else found

    def _fitting(self, word: str, room: float) -> str:
        """The longest beginning of a word that fits; a symbol breaks at its signs."""
        end = 1
        while end < len(word) and self.width(word[: end + 1]) <= room:
            end += 1
        sign = max(word.rfind(mark, 0, end) for mark in "-/")
        return word[: sign + 1] if sign > 0 else word[:end]


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
        self.regular, self.bold = _fonts()
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
        pen.setFont(self.bold, 11)
        pen.drawString(LEFT, y, self.title.agency.upper())
        for text, font, size, step in (
            (self.title.book.upper(), self.bold, 15, 30),
            (self.title.year, self.regular, 12, 18),
            (self.title.period, self.regular, 12, 16),
        ):
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
