"""Text with positions: words, lines, and the pieces of a line that stand apart.

Every reader (PDF, Word, scan) ends here, so the head of a paper is read the same way
whatever the file was. Positions are fractions of the page from its top left corner.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Literal

Source = Literal["text", "ocr", "docx"]

# Old keyboards type the Icelandic eth where Vietnamese means Đ; the rest are
# spaces and hyphens that only look like the plain ones.
_LOOKALIKES = str.maketrans(
    {
        "\u00d0": "Đ",
        "\u0189": "Đ",
        "\u00f0": "đ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u0002": "-",
        "\ufffe": "-",
        "\u00ad": "",
        "\u200b": "",
        "\ufeff": "",
    }
)


def clean(text: str) -> str:
    """The composed form of a piece of text, with look-alike letters made plain."""
    return unicodedata.normalize("NFC", text.translate(_LOOKALIKES))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in fractions of the page from its top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    def overlaps(self, other: Box) -> bool:
        return (
            self.x0 < other.x1
            and other.x0 < self.x1
            and self.y0 < other.y1
            and other.y0 < self.y1
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a word stands; of ``columns`` in all."""

    table: int
    row: int
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Word:
    """One word; confidence 1.0 for real text, below it when recognised or covered."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 1.0
    size: float = 0.0
    bold: bool = False
    cell: Cell | None = field(default=None, compare=False)

    @property
    def box(self) -> Box:
        return Box(self.x0, self.y0, self.x1, self.y1)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of words. ``number`` counts from 1; width and height are in points."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: Source = "text"
    marks: tuple[str, ...] = ()
    """Text read from coloured ink alone, such as the red urgency stamp of a scan."""
    picture: bool = False
    """A picture fills most of the page: what text it has may be only a seal's."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand together, away from the rest of the line."""

    words: tuple[Word, ...]
    text: str = field(default="")

    @property
    def box(self) -> Box:
        return union(self.words)

    @property
    def bold(self) -> bool:
        return sum(w.bold for w in self.words) * 2 > len(self.words)

    @property
    def confidence(self) -> float:
        return min((w.confidence for w in self.words), default=0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """What a reader sees as one line across the page."""

    segments: tuple[Segment, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(w for s in self.segments for w in s.words)

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.segments)

    @property
    def box(self) -> Box:
        return union(self.words)


def union(words: Iterable[Word]) -> Box:
    """The smallest box around the words."""
    kept = list(words)
    return Box(
        min(w.x0 for w in kept),
        min(w.y0 for w in kept),
        max(w.x1 for w in kept),
        max(w.y1 for w in kept),
    )


def segment_of(words: Sequence[Word]) -> Segment:
    return Segment(tuple(words), " ".join(w.text for w in words))


def group_lines(page: Page) -> list[Line]:
    """Words grouped to visual lines, top to bottom, each cut at its wide gaps."""
    rows = _rows(page.words)
    aspect = page.height / page.width if page.width else 1.4
    return [Line(tuple(_cut(row, aspect))) for row in rows]


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Rows of words that share most of their height with their neighbour.

    A row is compared where it is nearest, so that a slightly sloping line holds, and by
    the smaller height, so that a hyphen stays in its line.
    """
    rows: list[list[Word]] = []
    open_rows: list[list[Word]] = []
    ends: dict[int, float] = {}  # how far down each row reaches, by its identity
    for word in sorted(words, key=lambda w: ((w.y0 + w.y1) / 2, w.x0)):
        middle = (word.y0 + word.y1) / 2
        best: list[Word] | None = None
        for row in open_rows:
            if ends[id(row)] <= word.y0:
                continue  # nothing of it is beside the word: no need to look closely
            near = min(row, key=lambda w: abs(w.x0 - word.x0))
            shared = min(near.y1, word.y1) - max(near.y0, word.y0)
            if shared > 0.5 * min(near.y1 - near.y0, word.y1 - word.y0):
                best = row
                break
        if best is None:
            best = []
            rows.append(best)
            open_rows.append(best)
        best.append(word)
        ends[id(best)] = max(ends.get(id(best), 0.0), word.y1)
        limit = middle - 0.05
        open_rows = [r for r in open_rows if r[-1].y1 > limit]
    for row in rows:
        row.sort(key=lambda w: w.x0)
    rows.sort(key=lambda r: median([(w.y0 + w.y1) / 2 for w in r]))
    return rows


def _cut(row: Sequence[Word], aspect: float) -> Iterator[Segment]:
    """Cut a row where the gap is wider than a generous space."""
    height = median([w.y1 - w.y0 for w in row]) * aspect
    part: list[Word] = []
    for word in row:
        if part and word.x0 - part[-1].x1 > 1.3 * height:
            yield segment_of(part)
            part = []
        part.append(word)
    if part:
        yield segment_of(part)


def plain_text(pages: Iterable[Page]) -> str:
    """The text in reading order, a form feed per page: one visual line per line, or one
    row of a table with a bar between its cells."""
    return "\f".join("\n".join(_said_lines(page)) for page in pages)


_HEAD_OF_A_PAPER = re.compile(r"CỘNG\s+HÒA\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN", re.IGNORECASE)
_FEWEST_CELLS, _FEWEST_ROWS, _MOST_COLUMNS = 3, 2, 60


def _said_lines(page: Page) -> list[str]:
    tables: dict[int, list[Word]] = {}
    for word in page.words:
        if word.cell is not None:
            tables.setdefault(word.cell.table, []).append(word)
    rows: list[tuple[float, str]] = []
    in_rows: set[int] = set()
    for number, words in tables.items():
        said = _said_rows(page, words)
        if said:
            in_rows.add(number)
            rows += said
    if not rows:
        return [line.text for line in group_lines(page)]
    beside = [w for w in page.words if w.cell is None or w.cell.table not in in_rows]
    others = group_lines(replace(page, words=tuple(beside)))
    placed = [*rows, *((line.box.y0, line.text) for line in others)]
    return [text for _top, text in sorted(placed, key=lambda one: one[0])]


def _said_rows(page: Page, words: Sequence[Word]) -> list[tuple[float, str]]:
    """A table's rows with their tops; none where it only holds a page together, as the
    head of a paper and its signature do."""
    rows: dict[int, dict[int, list[Word]]] = {}
    columns = 0
    for word in words:
        if word.cell is not None:
            columns = max(columns, word.cell.columns)
            row = rows.setdefault(word.cell.row, {})
            row.setdefault(word.cell.column, []).append(word)
    full = sum(len(row) >= _FEWEST_CELLS for row in rows.values())
    if full < _FEWEST_ROWS or columns > _MOST_COLUMNS:
        return []
    found = []
    for row in rows.values():
        cells = [_in_cell(page, row.get(column, [])) for column in range(columns)]
        if any(_HEAD_OF_A_PAPER.search(cell) for cell in cells):
            return []
        top = min(word.y0 for cell in row.values() for word in cell)
        found.append((top, " | ".join(cells)))
    return found


def _in_cell(page: Page, words: Sequence[Word]) -> str:
    lines = group_lines(replace(page, words=tuple(words)))
    return " ".join(line.text for line in lines).replace("|", "/")


_LETTER = re.compile(r"[^\W\d_]")


def letters(text: str) -> int:
    """How many letters a text has; white space and dots do not make a paper."""
    return len(_LETTER.findall(text))
