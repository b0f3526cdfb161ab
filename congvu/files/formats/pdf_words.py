"""Words out of the letters that PDFium finds on a page.

Where a font lacks Vietnamese letters, office programs borrow them from another font;
PDFium then sees "S ố" for "Số", sometimes in the wrong order. Such a page is put
together again letter by letter, by where each one stands.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from congvu.files.formats.layout import Box, Word, clean
from congvu.files.formats.legacy import encoding_of, encoding_seen, to_unicode

_TOUCHING = 0.1
"""Gaps below this part of the letters' height are inside a word."""
_BROKEN = 3
"""So many pieces that touch or go back mean that the page's words are in pieces."""
_BROKEN_HYPHENS = "\x02\ufffe"
_FORCED_BOLD = 0x40000


@dataclass(frozen=True)
class Frame:
    """How PDF coordinates become fractions of the page as it is read."""

    left: float
    bottom: float
    width: float
    height: float
    turn: int

    @property
    def points(self) -> float:
        """The height of the page as it is read."""
        return self.width if self.turn in (90, 270) else self.height

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, x1 = (left - self.left) / self.width, (right - self.left) / self.width
        y0, y1 = (bottom - self.bottom) / self.height, (top - self.bottom) / self.height
        if self.turn == 90:
            return Box(y0, x0, y1, x1)
        if self.turn == 180:
            return Box(1 - x1, y0, 1 - x0, y1)
        if self.turn == 270:
            return Box(1 - y1, 1 - x1, 1 - y0, 1 - x0)
        return Box(x0, 1 - y1, x1, 1 - y0)


def read_codes(text: pdfium.PdfTextPage) -> list[str]:
    """The page's characters in PDFium's order, the spaces it adds among them."""
    count = raw.FPDFText_CountChars(text)
    get = raw.FPDFText_GetUnicode
    return [chr(get(text, i)) for i in range(count)]


def upright_turn(text: pdfium.PdfTextPage, codes: Sequence[str], default: int) -> int:
    """The quarter turn at which most letters stand upright."""
    marked = [i for i, c in enumerate(codes) if not c.isspace()]
    sample = marked[:: max(1, len(marked) // 24)]
    turns = Counter(
        # PDFium measures clockwise, the turn that undoes it is counter-clockwise.
        round(-math.degrees(raw.FPDFText_GetCharAngle(text, i)) / 90) * 90 % 360
        for i in sample
    )
    return turns.most_common(1)[0][0] if turns else default


class _Letters:
    """Asks PDFium about single letters, with the buffers it needs for the answers."""

    def __init__(self, text: pdfium.PdfTextPage, frame: Frame) -> None:
        self._text, self._frame = text, frame
        self._rect = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(80)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def box(self, i: int) -> Box | None:
        rect = self._rect
        if not raw.FPDFText_GetLooseCharBox(self._text, i, rect):
            return None
        return self._frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def font(self, i: int) -> tuple[str, bool]:
        """The font's name and whether it is bold."""
        raw.FPDFText_GetFontInfo(self._text, i, self._name, 80, self._flags)
        name = self._name.value.decode("utf-8", "replace")
        bold = "bold" in name.lower() or bool(self._flags.value & _FORCED_BOLD)
        return name, bold

    def baseline(self, i: int) -> float:
        raw.FPDFText_GetCharOrigin(self._text, i, self._x, self._y)
        x, y = self._x.value, self._y.value
        return self._frame.box(x, y, x, y).y0


def read_words(
    text: pdfium.PdfTextPage, codes: Sequence[str], frame: Frame
) -> list[Word]:
    """The words of a page, each with its place."""
    letters = _Letters(text, frame)
    legacy = encoding_seen("".join(codes))
    words, touching, before = [], 0, None
    for start, end in _spans(codes):
        first = letters.box(start)
        last = letters.box(end - 1) if end - start > 1 else first
        if first is None or last is None:
            continue
        if before is not None and _in_pieces(before, first, frame):
            touching += raw.FPDFText_IsGenerated(text, start - 1) == 1
            if touching >= _BROKEN:
                return _rebuilt(text, codes, letters, frame, legacy=legacy)
        before = last
        name, bold = letters.font(start)
        content = "".join(codes[start:end])
        word = _word(content, [first, last], name, frame, bold=bold, legacy=legacy)
        if word is not None:
            words.append(word)
    return words


def _in_pieces(before: Box, after: Box, frame: Frame) -> bool:
    """True when a piece begins where the one before it ends, or goes back behind it."""
    height = min(before.height, after.height)
    shared = min(before.y1, after.y1) - max(before.y0, after.y0)
    across = frame.height if frame.turn in (90, 270) else frame.width
    gap = (after.x0 - before.x1) * across
    return shared > 0.6 * height and gap < _TOUCHING * height * frame.points


def _word(
    content: str,
    boxes: Sequence[Box],
    font: str,
    frame: Frame,
    *,
    bold: bool,
    legacy: str,
) -> Word | None:
    told = encoding_of(font)
    content = to_unicode(content, told or legacy, font=font if told else "")
    content = clean(content)
    if not content.strip():
        return None
    # The usual height of its letters: one borrowed letter is often much taller.
    y0, y1 = median([b.y0 for b in boxes]), median([b.y1 for b in boxes])
    return Word(
        content,
        min(b.x0 for b in boxes),
        y0,
        max(b.x1 for b in boxes),
        y1,
        1.0,
        (y1 - y0) * frame.points,
        bold,
    )


def _spans(codes: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Words from first to last letter; a hyphen at a line's end ends its word."""
    start = None
    for i, code in enumerate(codes):
        if code.isspace() or code in "\x00\u200b":
            if start is not None:
                yield start, i
            start = None
        elif start is None:
            start = i
        if start is not None and code in _BROKEN_HYPHENS:
            yield start, i + 1
            start = None
    if start is not None:
        yield start, len(codes)


def _rebuilt(
    text: pdfium.PdfTextPage,
    codes: Sequence[str],
    letters: _Letters,
    frame: Frame,
    *,
    legacy: str,
) -> list[Word]:
    """Words from letters in the order they stand, cut at real spaces and at gaps."""
    placed: list[tuple[float, Box, int]] = []
    for i, code in enumerate(codes):
        added = code in "\r\n\x00" or raw.FPDFText_IsGenerated(text, i) == 1
        box = None if added else letters.box(i)
        if box is not None:
            placed.append((letters.baseline(i), box, i))
    words: list[Word] = []
    for line in _baselines(placed):
        for part in _parts(line, codes, frame):
            name, bold = letters.font(part[0][1])
            content = "".join(codes[i] for _, i in part)
            boxes = [box for box, _ in part]
            word = _word(content, boxes, name, frame, bold=bold, legacy=legacy)
            if word is not None:
                words.append(word)
    return words


def _baselines(
    placed: list[tuple[float, Box, int]],
) -> Iterator[list[tuple[Box, int]]]:
    """Letters grouped by the line they stand on, each line from left to right."""
    placed.sort(key=lambda p: p[0])
    line: list[tuple[Box, int]] = []
    at = 0.0
    for baseline, box, i in placed:
        if line and baseline - at > 0.2 * box.height:
            line.sort(key=lambda p: p[0].x0)
            yield line
            line = []
        at = baseline
        line.append((box, i))
    line.sort(key=lambda p: p[0].x0)
    yield line


def _parts(
    line: Sequence[tuple[Box, int]], codes: Sequence[str], frame: Frame
) -> Iterator[list[tuple[Box, int]]]:
    part: list[tuple[Box, int]] = []
    across = frame.height if frame.turn in (90, 270) else frame.width
    for box, i in line:
        far = part and (box.x0 - part[-1][0].x1) * across > 1.5 * _TOUCHING * (
            box.height * frame.points
        )
        if part and (far or codes[i].isspace()):
            yield part
            part = []
        if not codes[i].isspace():
            part.append((box, i))
    if part:
        yield part
