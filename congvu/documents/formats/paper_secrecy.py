"""Marks of secrecy on a paper: those that are certain, and those a person must judge.

A certain one stands where NĐ 30/2020, Phụ lục I, ô 10a puts it: alone, in capitals,
under the number and above the title or "Kính gửi"; on a scan it is read from red ink.
Ordinary papers speak of secrecy, too (lists of degrees, reports, tables), and what is
destroyed never comes back: every other sighting is a doubt, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from congvu.documents.formats.paper_day import parse_day_line
from congvu.documents.formats.paper_head import (
    Head,
    find_heads,
    left_text,
    number_lines,
    pieces,
    read_lines,
    right_text,
    title_line,
)
from congvu.documents.formats.paper_words import SECRECY, flat, is_upper, key
from congvu.files.formats.layout import Box, Line, Page, Segment, clean

_STAMPS = {"MẬT": "Mật", "TỐIMẬT": "Tối mật", "TUYỆTMẬT": "Tuyệt mật"}
_LABEL = re.compile(r"^\W*(?:độ|mức độ|dấu)\s+mật\s*:\s*(.+)$", re.IGNORECASE)
# "- MẬT", "a) MẬT", "MẬT;" are parts of a list, and nobody stamps so.
_LISTED = re.compile(r"^\W*\w\)|^\s*[-+•–]\s(?!.*[-+•–]\s*$)|[;,:]\s*$")
_EDGE_TOP, _EDGE_FOOT = 0.25, 0.88
_REACH = 0.24
"""How far below the national heading the head may reach, as a part of the page."""
_GAP = 0.5
"""Parts of a line's height by which a stamp stands off the summary above it."""


@dataclass(frozen=True)
class Sighting:
    """A degree that was seen, where, and whether it is the paper's own for certain."""

    level: str
    page: int
    is_certain: bool = False


def sighted(
    pages: Sequence[Page],
    *,
    heads: Sequence[Head] | None = None,
    texts: Sequence[str] = (),
    marks: Mapping[int, Sequence[str]] | None = None,
) -> Sighting | None:
    """The paper's own mark, else the first sighting that a person has to judge.

    ``pages`` are those whose words are kept, ``heads`` what `find_heads` found on them;
    ``texts`` and ``marks`` (read from red ink, by page number) are of all pages.
    """
    inks = dict(marks or {}) | {p.number: p.marks for p in pages if p.marks}
    heads = find_heads(pages) if heads is None else heads
    own = next((h for h in heads if any(True for _ in number_lines(h, h.stop))), None)
    if own is not None:
        found = own_mark(own)
        if found is not None:
            return Sighting(found[0], own.page.number, is_certain=True)
    doubts = [
        *_in_heads(heads),
        *(Sighting(level, page.number) for page in pages for level in _on_page(page)),
        *(
            Sighting(_STAMPS[stamp], number)
            for number, ink in sorted(inks.items())
            for stamp in _stamps(ink)
        ),
        *_in_texts(texts, {page.number for page in pages}),
    ]
    return min(doubts, key=lambda s: s.page, default=None)


# -- the paper's own mark


def own_mark(head: Head) -> tuple[str, Box | None] | None:
    """The degree that a head carries for certain, and where."""
    if head.landmark is None:
        return None
    if head.recognised:
        # Print that only looks like a stamp is not enough on a scan.
        inks = list(_stamps(head.page.marks))
        return (_STAMPS[inks[0]], None) if len(inks) == 1 else None
    below = _below(head)
    numbered = next((i for i, _ in number_lines(head, below or head.stop)), None)
    if below is None or numbered is None:
        return None
    found: list[tuple[str, Box | None]] = []
    for i in range(numbered + 1, below):
        for side in (left_text, right_text):
            piece = side(head, head.lines[i])
            level = _stamped(piece.text) if piece is not None else None
            if piece is None or level is None:
                continue
            if piece.box.y0 > head.landmark.y0 + _REACH:
                return None
            if _stands_off(head, numbered, i, piece):
                found.append((level, piece.box))
    # Several degrees are what the paper is about.
    return found[0] if len({level for level, _box in found}) == 1 else None


def _below(head: Head) -> int | None:
    """The line under the head: the title or "Kính gửi"; None when neither is there."""
    title = title_line(head)
    if title is not None:
        return title[0]
    is_letter = head.stop < len(head.lines) and any(
        flat(s.text).lstrip(" \"'-–").startswith("kinh gui")
        for s in head.lines[head.stop].segments
    )
    return head.stop if is_letter else None


def _stands_off(head: Head, numbered: int, index: int, piece: Segment) -> bool:
    """Not the last word of the summary that may stand under the number."""
    for line in reversed(head.lines[numbered + 1 : index]):
        above = left_text(head, line)
        if above is None or parse_day_line(above.text):
            continue
        if piece.box.x0 > above.box.x1:
            return True
        height = max(piece.box.height, above.box.height)
        return piece.box.y0 - above.box.y1 >= _GAP * height
    return True


def _stamps(ink: Sequence[str]) -> Iterator[str]:
    yield from dict.fromkeys(s for text in ink if (s := _letters(text)) in _STAMPS)


# -- what a person must judge


def _in_heads(heads: Sequence[Head]) -> Iterator[Sighting]:
    """Anything like a degree standing by itself where stamps are put, however set."""
    for head in heads:
        below = _below(head)
        for line in head.lines[head.start : head.stop if below is None else below]:
            for piece in pieces(head, line):
                level = _likely(piece.text, recognised=head.recognised)
                if level:
                    yield Sighting(level, head.page.number)


def _on_page(page: Page) -> Iterator[str]:
    """Alone on its line anywhere; beside other text only at the page's edges."""
    for line in read_lines(page):
        whole = _stamped(line.text)
        if whole:
            if page.source == "ocr" or not _LISTED.search(line.text):
                yield whole
        else:
            yield from _at_the_edge(line)


def _at_the_edge(line: Line) -> Iterator[str]:
    if line.box.y0 > _EDGE_TOP and line.box.y1 < _EDGE_FOOT:
        return
    levels = [level for s in line.segments if (level := _stamped(s.text))]
    # Several in a row are the columns of a table.
    if len(levels) == 1:
        yield levels[0]


def _in_texts(texts: Sequence[str], seen: set[int]) -> Iterator[Sighting]:
    for number, text in enumerate(texts, start=1):
        if number in seen:
            continue
        for line in text.splitlines():
            level = _stamped(line)
            if level and not _LISTED.search(line):
                yield Sighting(level, number)


# -- words


def _letters(text: str) -> str:
    return "".join(c for c in clean(text) if c.isalpha())


def _unlabelled(text: str) -> str:
    found = _LABEL.match(clean(text))
    return found[1].upper() if found else text


def _stamped(text: str) -> str | None:
    """The degree a text is in capitals and with its accents, and nothing else.

    "MẮT" and "MẶT" are other words. After its label it may be set as it likes.
    """
    if any(c.isdigit() for c in text):
        return None
    return _STAMPS.get(_letters(_unlabelled(text)))


def _likely(text: str, *, recognised: bool) -> str | None:
    """As above, or begun with a capital only, or without or with misread accents."""
    exact = _stamped(text) or _STAMPS.get(_letters(text).upper())
    if exact:
        return exact if _letters(text)[:1].isupper() else None
    if is_upper(text) and (recognised or text.isascii()):
        return SECRECY.get(key(text))
    return None
