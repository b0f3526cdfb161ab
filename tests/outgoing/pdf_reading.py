"""A composed PDF read back: words with their place, face and size; lines and boxes."""

from __future__ import annotations

import ctypes
import html
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Piece:
    """Letters of one face on one line; ``y`` is the foot of the letters."""

    page: int
    text: str
    x0: float
    x1: float
    y: float
    top: float
    low: float
    size: float
    font: str
    colour: tuple[int, int, int]

    @property
    def is_bold(self) -> bool:
        return "Bold" in self.font

    @property
    def is_italic(self) -> bool:
        return "Italic" in self.font

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Drawn:
    """A path: a line is flat or narrow, a box has both measures."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def length(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0


@dataclass(frozen=True)
class Read:
    sizes: list[tuple[float, float]]
    pieces: list[Piece]
    drawn: list[Drawn]
    text: str

    def piece(self, words: str, page: int | None = None) -> Piece:
        found = [
            p
            for p in self.pieces
            if p.text.strip().startswith(words) and page in (None, p.page)
        ]
        assert found, (words, [p.text for p in self.pieces])
        return found[0]

    def rule_under(self, piece: Piece) -> Drawn:
        """The flat line nearest below a piece."""
        under = [
            d
            for d in self.drawn
            if d.page == piece.page
            and d.height < 1.5
            and d.y0 < piece.y
            and d.x0 < piece.middle < d.x1
        ]
        assert under, piece
        return max(under, key=lambda d: d.y0)


def read_pdf(data: bytes) -> Read:
    document = pdfium.PdfDocument(data)
    sizes, pieces, drawn, texts = [], [], [], []
    for number, page in enumerate(document, start=1):
        sizes.append(page.get_size())
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        pieces += _pieces(text_page.raw, number)
        paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
        drawn += [Drawn(number, *path.get_bounds()) for path in paths]
    return Read(sizes, pieces, drawn, "\n".join(texts))


@dataclass(frozen=True)
class Word:
    """A word as another reader sees it, what fields and signatures draw included;
    measured from the top left. ``size``: of Times and the faces as wide as it.
    """

    page: int
    text: str
    x0: float
    top: float
    x1: float
    low: float

    @property
    def size(self) -> float:
        return (self.low - self.top) / 1.107

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def read_seen(path: Path) -> list[Word]:
    """Every word of a PDF where it is seen (poppler)."""
    made = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"],
        capture_output=True,
        check=True,
        text=True,
    )
    found = []
    pages = made.stdout.split("<page ")[1:]
    for number, page in enumerate(pages, 1):
        for place, text in re.findall(r"<word ([^>]*)>([^<]*)</word>", page):
            box = [float(n) for n in re.findall(r'="([\d.]+)"', place)]
            found.append(Word(number, html.unescape(text), *box))
    return found


def _pieces(text, page: int) -> list[Piece]:
    found: list[Piece] = []
    line: list[dict] = []
    for n in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, n):
            continue
        seen = _letter(text, n)
        if seen is None:
            continue
        if line and not _goes_on(line[-1], seen):
            found += _piece(line, page)
            line = []
        line.append(seen)
    return found + _piece(line, page)


def _goes_on(before: dict, after: dict) -> bool:
    return (
        abs(before["y"] - after["y"]) < 0.5
        and before["font"] == after["font"]
        and abs(before["size"] - after["size"]) < 0.1
        and -6 < after["x0"] - before["x1"] < 30
    )


def _piece(line: list[dict], page: int) -> list[Piece]:
    while line and line[-1]["char"].isspace():
        line = line[:-1]
    if not line:
        return []
    first = line[0]
    return [
        Piece(
            page,
            "".join(c["char"] for c in line),
            first["x0"],
            line[-1]["x1"],
            first["y"],
            max(c["top"] for c in line),
            min(c["low"] for c in line),
            first["size"],
            first["font"],
            first["colour"],
        )
    ]


def _letter(text, n: int) -> dict | None:
    char = chr(raw.FPDFText_GetUnicode(text, n))
    if char in "\r\n":
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, n, x, y)
    left, right, low, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, n, left, right, low, top)
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text, n, name, 200, flags)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, n, red, green, blue, alpha)
    blank = char.isspace()
    return {
        "char": char,
        "x0": x.value if blank else left.value,
        "x1": x.value if blank else right.value,
        "y": y.value,
        "top": y.value if blank else top.value,
        "low": y.value if blank else low.value,
        "size": raw.FPDFText_GetFontSize(text, n),
        "font": name.value.decode(),
        "colour": (red.value, green.value, blue.value),
    }
