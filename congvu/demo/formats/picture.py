"""Pictures for the demo's pages, drawn by rule: hills, a lake, a bridge. No photograph
of anybody, and the same bytes each time.
"""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 675
_Colour = tuple[int, int, int]
_SKY, _LOW = (228, 235, 245), (245, 242, 233)
_FAR, _MIDDLE, _NEAR = (168, 186, 199), (110, 140, 134), (47, 107, 60)
_WATER, _LIGHT, _WOOD = (133, 165, 190), (199, 214, 228), (92, 63, 41)
_INK = (27, 34, 51)


def draw(name: str) -> bytes:
    """A JPEG of the scene of this name."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _SKY)
    pen = ImageDraw.Draw(image)
    _sky(pen)
    _ridge(pen, 300, (90, 0.006, 0.3), _FAR)
    _ridge(pen, 380, (70, 0.009, 1.7), _MIDDLE)
    _SCENES[name](pen)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _sky(pen: ImageDraw.ImageDraw) -> None:
    """Lighter towards the hills."""
    for y in range(HEIGHT):
        part = min(y / 420, 1.0)
        colour = tuple(
            round(a + (b - a) * part) for a, b in zip(_SKY, _LOW, strict=True)
        )
        pen.line([(0, y), (WIDTH, y)], fill=colour)


def _ridge(
    pen: ImageDraw.ImageDraw,
    base: int,
    wave: tuple[float, float, float],
    colour: _Colour,
) -> None:
    """Limestone hills: two waves, one within the other."""
    high, often, begins = wave
    line = [
        (
            x,
            base
            - high * abs(math.sin(x * often + begins))
            - high / 4 * math.sin(x * often * 3.7 + begins),
        )
        for x in range(0, WIDTH + 8, 8)
    ]
    pen.polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)


def _water(pen: ImageDraw.ImageDraw, top: int) -> None:
    pen.rectangle([0, top, WIDTH, HEIGHT], fill=_WATER)
    for n in range(26):
        y = top + 12 + n * 11
        x = (n * 211) % WIDTH
        pen.line([(x, y), (x + 90 + 5 * n, y)], fill=_LIGHT, width=2)


def _boat(pen: ImageDraw.ImageDraw, x: int, y: int, size: float) -> None:
    """A dugout with whoever stands in it."""
    half = 120 * size
    hull = [(x - half, y - 14 * size), (x + half, y - 14 * size)]
    pen.polygon([*hull, (x + 80 * size, y), (x - 80 * size, y)], fill=_WOOD)
    pen.line([(x, y - 14 * size), (x, y - 70 * size)], fill=_INK, width=round(9 * size))
    head = 11 * size
    pen.ellipse([x - head, y - 92 * size, x + head, y - 70 * size], fill=_INK)
    oar = [(x, y - 52 * size), (x + 76 * size, y + 16 * size)]
    pen.line(oar, fill=_WOOD, width=round(5 * size))


def _lake(pen: ImageDraw.ImageDraw) -> None:
    _water(pen, 400)
    for x, y, size in ((380, 560, 1.2), (760, 500, 0.8), (1010, 452, 0.5)):
        _boat(pen, x, y, size)


def _bridge(pen: ImageDraw.ImageDraw) -> None:
    _water(pen, 430)
    pen.rectangle([0, 396, WIDTH, 420], fill=_WOOD)
    for x in range(60, WIDTH, 270):
        pen.rectangle([x, 420, x + 26, 560], fill=_WOOD)
        pen.arc([x + 26, 424, x + 270, 560], 180, 360, fill=_WOOD, width=10)
    for x in range(0, WIDTH, 40):
        pen.line([(x, 396), (x, 366)], fill=_WOOD, width=4)
    pen.line([(0, 366), (WIDTH, 366)], fill=_WOOD, width=6)


def _fields(pen: ImageDraw.ImageDraw) -> None:
    """Terraces, each a band below the other, and two houses on stilts."""
    for n in range(9):
        shade = tuple(min(c + 12 * n, 235) for c in _NEAR)
        y = 400 + 32 * n
        line = [(x, y + 16 * math.sin(x * 0.004 + n)) for x in range(0, WIDTH + 8, 8)]
        pen.polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], fill=shade)
    for x, y in ((250, 470), (860, 440)):
        for post in (0, 50, 100):
            pen.line([(x + post, y), (x + post, y + 46)], fill=_WOOD, width=7)
        pen.rectangle([x - 8, y - 48, x + 108, y], fill=_WOOD)
        pen.polygon([(x - 30, y - 44), (x + 130, y - 44), (x + 50, y - 100)], fill=_INK)


_SCENES = {"lake": _lake, "bridge": _bridge, "fields": _fields}
