"""A text layer from words that are read already: OCRmyPDF's engine for our own scans.

Loaded by OCRmyPDF inside the jail (``--plugin congvu.files.formats.text_layer``), which
asks it for each page's turn and words. Pages that `WORDS` knows are not recognised a
second time; the others (the middle of a long scan whose first copy was lost) go to
OCRmyPDF's own Tesseract.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.pluginspec import OcrEngine, OrientationConfidence
from PIL import Image, ImageChops, ImageDraw, ImageStat

from congvu.files.formats.layout import Page, Segment, Word, group_lines
from congvu.files.formats.packing import unpack_page
from congvu.files.formats.scan_image import slope

WORDS = Path("words.json")
"""In the private folder the program is started in."""

_TESSERACT: Any = TesseractOcrEngine
_SURE = 100.0
_LEVEL = 0.15
_DESCENT = 0.22
"""Share of a line's height that lies below its letters' feet."""
_CLEARLY = 1.2
_HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="vi">
<head><title></title><meta charset="utf-8"/></head>
<body><div class="ocr_page" title="bbox 0 0 {width} {height}">
<p class="ocr_par" lang="vie" title="bbox 0 0 {width} {height}">
{lines}
</p></div></body></html>
"""

Box = tuple[int, int, int, int]


class KnownWordsEngine(TesseractOcrEngine):
    """Tesseract, except for the pages whose words are known."""

    @staticmethod
    def get_orientation(input_file: Path, options: Any) -> OrientationConfidence:
        page = _known(input_file)
        if page is None:
            found: OrientationConfidence = _TESSERACT.get_orientation(
                input_file, options
            )
            return found
        with Image.open(input_file) as picture:
            return OrientationConfidence(turn_of(picture.convert("L"), page), _SURE)

    @staticmethod
    def generate_hocr(
        input_file: Path, output_hocr: Path, output_text: Path, options: Any
    ) -> None:
        page = _known(input_file)
        if page is None:
            _TESSERACT.generate_hocr(input_file, output_hocr, output_text, options)
            return
        with Image.open(input_file) as picture:
            grey = picture.convert("L")
        angle = slope(grey) if page.words else 0.0
        hocr = hocr_of(page, grey.size, angle=angle)
        output_hocr.write_text(hocr, encoding="utf-8")
        output_text.write_text(" ".join(w.text for w in page.words), encoding="utf-8")


@hookimpl
def get_ocr_engine(options: Any) -> OcrEngine:
    return KnownWordsEngine()


@lru_cache(maxsize=1)
def _pages() -> Mapping[int, Page]:
    packed = json.loads(WORDS.read_text(encoding="utf-8"))
    return {page["number"]: unpack_page(page) for page in packed}


def _known(picture: Path) -> Page | None:
    """OCRmyPDF names its pictures by page: ``000003_ocr.png``."""
    number = picture.name.split("_")[0]
    return _pages().get(int(number)) if number.isdigit() else None


def turn_of(grey: Image.Image, page: Page) -> int:
    """How far (clockwise, in right angles) the picture lies from where it was read.

    The words were found on an upright page: at the right turn they lie on ink.
    """
    if not page.words:
        return 0
    small = grey.copy()
    small.thumbnail((1000, 1000), Image.Resampling.BOX)
    lying = (small.width > small.height) != (page.width > page.height)
    first, second = (90, 270) if lying else (0, 180)
    shares = {
        turn: _ink_under(small.rotate(turn, expand=True), page)
        for turn in (first, second)
    }
    return second if shares[second] > shares[first] * _CLEARLY else first


def _ink_under(upright: Image.Image, page: Page) -> float:
    level = upright.rotate(slope(upright), fillcolor=255)
    mask = Image.new("L", level.size, 0)
    pen = ImageDraw.Draw(mask)
    for word in page.words:
        pen.rectangle(
            (
                word.x0 * level.width,
                word.y0 * level.height,
                word.x1 * level.width,
                word.y1 * level.height,
            ),
            fill=255,
        )
    return float(ImageStat.Stat(ImageChops.invert(level), mask).mean[0])


def hocr_of(page: Page, size: tuple[int, int], *, angle: float) -> str:
    """The page in hOCR, its lines laid back on the slope they were straightened from.

    ``angle`` is what the picture was turned by (counter-clockwise) to lie level.
    """
    lean = _Lean(size, 0.0 if abs(angle) < _LEVEL else angle)
    lines = "\n".join(
        _line(segment, lean)
        for line in group_lines(page)
        for segment in line.segments
        if segment.words
    )
    return _HOCR.format(width=size[0], height=size[1], lines=lines)


class _Lean:
    """From the level page (fractions) to the picture as it lies (dots)."""

    def __init__(self, size: tuple[int, int], angle: float) -> None:
        self.width, self.height = size
        self.slope = math.tan(math.radians(angle))
        self._sine = math.sin(math.radians(angle))
        self._cosine = math.cos(math.radians(angle))

    def box(self, word: Word) -> Box:
        corners = [
            self.point(x, y) for x in (word.x0, word.x1) for y in (word.y0, word.y1)
        ]
        left, top = (max(0, round(min(c[i] for c in corners))) for i in (0, 1))
        right, bottom = (round(max(c[i] for c in corners)) for i in (0, 1))
        return left, top, max(left + 1, right), max(top + 1, bottom)

    def point(self, x: float, y: float) -> tuple[float, float]:
        dx, dy = (x - 0.5) * self.width, (y - 0.5) * self.height
        return (
            self.width / 2 + dx * self._cosine - dy * self._sine,
            self.height / 2 + dx * self._sine + dy * self._cosine,
        )


def _line(segment: Segment, lean: _Lean) -> str:
    """The box is the line's own height at its left end, not what the slope sweeps:
    the height of the letters is taken from it."""
    area = segment.box
    left, bottom = lean.point(area.x0, area.y1)
    right, _ = lean.point(area.x1, area.y1)
    height = max(2, round(area.height * lean.height))
    foot = max(height, round(bottom))
    box = (max(0, round(left)), foot - height, max(1, round(right)), foot)
    words = " ".join(_words(segment.words, lean))
    return (
        f'<span class="ocr_line" title="{_title(box)}; '
        f'baseline {lean.slope:.4f} {-_DESCENT * height:.1f}">{words}</span>'
    )


def _words(words: tuple[Word, ...], lean: _Lean) -> Iterator[str]:
    for word in words:
        box = lean.box(word)
        sure = round(word.confidence * 100)
        yield (
            f'<span class="ocrx_word" title="{_title(box)}; x_wconf {sure}">'
            f"{escape(word.text)}</span>"
        )


def _title(box: Box) -> str:
    return "bbox {} {} {} {}".format(*box)
