"""From the lines of a text to its paragraphs.

A PDF gives one line per printed line, a law database one line per paragraph, a letter
typed by hand lines of eighty signs. What belongs together is joined; page numbers, rows
of tables and blanks of forms are set aside.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from congvu.directives.rules.columns import Cells, cells_in, columns_of, gap_rows
from congvu.directives.rules.numbering import Marker, marker_at
from congvu.directives.rules.words import Words

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+|\f")
_PAGE_NUMBER = re.compile(
    r"[\s\-–—]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[\s\-–—.]*", re.I
)
_RULE = re.compile(r"[\s_\-–—=*.~|\\/]*")
_BLANKS = re.compile(r"\.{6,}|…{2,}|_{4,}|(?:\.\s){5,}")
_ENDED = re.compile(r"[.;:!?](?:[\"”’)\]]*)\s*$")
_OPEN = re.compile(r"(?:,|-|\b(?:và|của|các|với|theo|về|tại|cho|để|từ))\s*$")
_OPEN_NAME = re.compile(r"\S.{30,}[ ,](?:các|những) \w+\s*$")
"""A long line that ends in the middle of a name: "…, các Ban"."""
_DATE_LINE = re.compile(r"ngày\s*[\d.…]{0,4}\s*tháng\s*[\d.…]{0,4}\s*năm", re.I)
_OWN_LINE = re.compile(r"(?:nơi\s+nhận|kính\s+gửi|phụ\s+lục)\b", re.I)
_LONG = 60
"""A line shorter than this was not broken by the width of a page."""


@dataclass
class Line:
    start: int
    end: int
    indent: int = 0
    marker: Marker | None = None
    after_gap: bool = False
    page_top: bool = False


@dataclass
class Paragraph:
    """Its number or bullet, and its words without that; of a table's row its cells."""

    start: int
    end: int
    marker: Marker | None = None
    words: Words = field(default_factory=Words)
    after_gap: bool = False
    cells: Cells = ()
    table: bool = False
    form: bool = False


def paragraphs(text: str) -> list[Paragraph]:
    lines = _lines(text)
    rows = _rows(text, lines)
    in_rows = {n for first, row in rows.items() for n in range(first, row[0] + 1)}
    flowing = [line for n, line in enumerate(lines) if n not in in_rows]
    wrapped = _is_wrapped(text, flowing)
    width = _width(flowing) if wrapped else 0
    out: list[Paragraph] = []
    last: Line | None = None
    for number, line in enumerate(lines):
        if number in in_rows:
            if number in rows:
                out.append(rows[number][1])
            last = None
            continue
        raw = text[line.start : line.end]
        begin = line.marker.end if line.marker else line.start
        if last is not None and out and _goes_on(text, last, line, width=width):
            _extend(out[-1], text, begin if line.marker else line.start, line.end)
        else:
            paragraph = Paragraph(
                begin, line.end, marker=line.marker, after_gap=line.after_gap
            )
            paragraph.words.add(text, begin, line.end)
            out.append(paragraph)
        if _BLANKS.search(raw):
            out[-1].form = True
        last = line
    return out


def _extend(paragraph: Paragraph, text: str, start: int, end: int) -> None:
    paragraph.words.add(text, start, end)
    paragraph.end = end


def _lines(text: str) -> list[Line]:
    """The lines that say something."""
    found: list[Line] = []
    gap = page = False
    end_before = 0
    for piece in _LINE.finditer(text):
        if text.count("\n", end_before, piece.start()) > 1:
            gap = True
        end_before = piece.end()
        if piece.group() == "\f":
            page = True
            continue
        raw = piece.group()
        stripped = raw.strip(" \t\xa0\u3000\ufeff\u200b")
        if not stripped:
            gap = True
            continue
        start = piece.start() + raw.index(stripped)
        line = Line(start, start + len(stripped), raw.index(stripped), None, gap, page)
        gap = page = False
        found.append(line)
    furniture = _furniture(text, found)
    kept = []
    carried = False
    for number, line in enumerate(found):
        raw = text[line.start : line.end]
        if number in furniture or _PAGE_NUMBER.fullmatch(raw) or _RULE.fullmatch(raw):
            carried = carried or (line.after_gap and not _PAGE_NUMBER.fullmatch(raw))
            continue
        line.after_gap = (
            line.after_gap and not _follows_number(text, found, number)
        ) or carried
        carried = False
        line.marker = marker_at(text, line.start, line.end)
        kept.append(line)
    return kept


def _follows_number(text: str, lines: list[Line], number: int) -> bool:
    """The gap around a page number is none of the text's."""
    if not number:
        return False
    before = lines[number - 1]
    return bool(_PAGE_NUMBER.fullmatch(text[before.start : before.end]))


def _furniture(text: str, lines: list[Line]) -> set[int]:
    """First or last lines of pages that come again on many pages."""
    edges = [
        n
        for n, line in enumerate(lines)
        if line.page_top or (n + 1 < len(lines) and lines[n + 1].page_top)
    ]
    said = {n: re.sub(r"\d+", "#", text[lines[n].start : lines[n].end]) for n in edges}
    often = {words for words, times in Counter(said.values()).items() if times >= 3}
    return {n for n, words in said.items() if words in often and len(words) < 120}


def _rows(text: str, lines: list[Line]) -> dict[int, tuple[int, Paragraph]]:
    """The rows of tables by their first line, each with its last one."""
    found: dict[int, tuple[int, Paragraph]] = {}
    width = 0
    for number, line in enumerate(lines):
        raw = text[line.start : line.end]
        bars, tabs = raw.count("|"), raw.count("\t")
        if bars < 2 and tabs < 2:
            width = 0
            continue
        sign = "|" if bars >= 2 else "\t"
        cells = cells_in(text, line.start, line.end, sign, width=width)
        is_table = len(cells) == width or columns_of(cells) is not None
        if bars < 2 and tabs < 3 and not is_table:
            continue
        width = len(cells)
        row = Paragraph(line.start, line.end, cells=cells, table=True)
        found[number] = (number, row)
    places = [(line.start, line.end, line.indent, line.after_gap) for line in lines]
    for gap in gap_rows(text, places):
        if not found.keys() & set(range(gap.first, gap.last + 1)):
            row = Paragraph(gap.start, gap.end, cells=gap.cells, table=True)
            found[gap.first] = (gap.last, row)
    return found


def _width(lines: list[Line]) -> int:
    lengths = sorted(line.end - line.start for line in lines)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _is_wrapped(text: str, lines: list[Line]) -> bool:
    """Whether lines end where the page did and not where the paragraph does."""
    pairs = list(pairwise(lines))
    broken = sum(
        text[after.start].islower()
        and not _ENDED.search(text, before.start, before.end)
        for before, after in pairs
        if not after.marker and before.end - before.start >= 30
    )
    width = _width(lines)
    longest = max((line.end - line.start for line in lines), default=0)
    if broken and width >= 50 and longest <= min(1.35 * width, 140):
        return True
    return broken >= 2 and broken >= 0.08 * len(pairs) and width <= 200


def _goes_on(text: str, before: Line, line: Line, *, width: int) -> bool:
    """Whether a line belongs to the sentence of the one before it."""
    if line.marker and not _is_false_marker(text, before, line, width=width):
        return False
    if _OWN_LINE.match(text, line.start, line.end):
        return False
    tail = text[max(before.start, before.end - 40) : before.end]
    first = text[line.start]
    if _ENDED.search(tail):
        short = before.end - before.start < 0.8 * width
        return bool(width) and not short and not line.after_gap and tail[-1] not in ":"
    if _DATE_LINE.search(tail):
        return False
    if first.islower() or first in ",;.)":
        return not (
            line.after_gap and not width and before.marker is None and _is_title(tail)
        )
    if _OPEN.search(tail):
        return not line.after_gap or bool(width)
    if width and not line.after_gap and _OPEN_NAME.search(tail):
        return True
    if not width or line.after_gap:
        return False
    capitals = text[before.start : before.end].isupper()
    if capitals or text[line.start : line.end].isupper():
        return capitals and text[line.start : line.end].isupper()
    return before.end - before.start >= max(0.78 * width, min(_LONG, width))


def _is_title(tail: str) -> bool:
    return tail.isupper()


def _is_false_marker(text: str, before: Line, line: Line, *, width: int) -> bool:
    """ "- 2015" or "2. Sở" where the line before is in the middle of something."""
    marker = line.marker
    if marker is None or line.after_gap:
        return False
    tail = text[max(before.start, before.end - 12) : before.end]
    rest = text[marker.end : line.end]
    if marker.kind.startswith("bullet"):
        full = 0 < 0.78 * width <= before.end - before.start
        goes_on = full or _OPEN.search(tail) is not None
        return goes_on and rest[:1].islower() and not _ENDED.search(tail)
    if re.search(r"\b(?:khoản|điểm|mục|[Đđ]iều)\s*$", tail):
        return True
    counted = marker.kind in ("number", "decimal") and bool(width)
    return counted and bool(re.search(r"\b(?:số|ngày|và)\s*$", tail))
