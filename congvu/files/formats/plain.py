"""Plain text as pages: each character has its place, as on a typewriter's sheet.

With places, the head of a text is read by the same reader as that of a printed paper:
columns set apart with spaces, tabs or the bars of a table stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFont

from congvu.files.formats.layout import Page, Word, clean
from congvu.files.rules import keeps_words

COLUMNS = 100
LINES = 50
MOST = 1_000_000
WIDTH, HEIGHT = 595.0, 842.0
_LEFT, _TOP = 0.08, 0.06
_STEP_X = (1 - 2 * _LEFT) / COLUMNS
_STEP_Y = (1 - 2 * _TOP) / LINES
_WORD = re.compile(r"\S+")
_SCALE = 2.0
_TYPEWRITERS = ("LiberationMono-Regular.ttf", "DejaVuSansMono.ttf")
# As wide as makes the layout see two columns.
_APART = " " * 6


def lay_out(text: str) -> list[Page]:
    """The pages of a text; only those the office keeps the words of carry any."""
    sheets = sheets_of(text)
    total = len(sheets)
    return [
        Page(
            number,
            WIDTH,
            HEIGHT,
            tuple(_words(sheet)) if keeps_words(number, total) else (),
        )
        for number, sheet in enumerate(sheets, 1)
    ]


def sheets_of(text: str) -> list[list[str]]:
    """The lines of each page, as they are counted out; at least one page.

    Of an enormous text the middle is not counted out to pages: no paper is that long.
    """
    if len(text) > MOST:
        text = f"{text[: MOST // 2]}\f{text[-MOST // 2 :]}"
    return [
        lines[start : start + LINES]
        for sheet in text.split("\f")
        if (lines := list(_lines(sheet)))
        for start in range(0, len(lines), LINES)
    ] or [[]]


def draw(lines: list[str]) -> Image.Image:
    """One sheet as a picture, each character where `lay_out` says that it stands."""
    width, height = round(WIDTH * _SCALE), round(HEIGHT * _SCALE)
    sheet = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(sheet)
    # A typewriter's letters are six tenths as wide as they are high.
    font = _typewriter(_STEP_X * width / 0.6)
    for row, line in enumerate(lines):
        pen.text(
            (_LEFT * width, (_TOP + row * _STEP_Y) * height), line, "black", font=font
        )
    return sheet


def _typewriter(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in _TYPEWRITERS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _lines(sheet: str) -> Iterator[str]:
    """Lines no longer than the sheet is wide, cut between words.

    What had to be cut is a whole paragraph, so it stands apart from what is around it.
    """
    was_cut = False
    for raw in sheet.splitlines():
        cells = clean(raw).expandtabs(8).rstrip().split("|")
        line = _APART.join([cells[0].rstrip(), *(c.strip() for c in cells[1:])])
        is_cut = len(line) > COLUMNS
        if is_cut or was_cut:
            yield ""
        start = 0
        while len(line) - start > COLUMNS:
            cut = line.rfind(" ", start + 1, start + COLUMNS + 1)
            cut = cut if cut > 0 else start + COLUMNS
            yield line[start:cut].rstrip()
            start = cut + (line[cut] == " ")
        yield line[start:]
        was_cut = is_cut


def _words(sheet: list[str]) -> Iterator[Word]:
    for row, line in enumerate(sheet):
        top = _TOP + row * _STEP_Y
        for found in _WORD.finditer(line):
            yield Word(
                found.group(),
                _LEFT + found.start() * _STEP_X,
                top,
                _LEFT + found.end() * _STEP_X,
                top + _STEP_Y * 0.75,
                size=_STEP_Y * 0.75 * HEIGHT,
            )
