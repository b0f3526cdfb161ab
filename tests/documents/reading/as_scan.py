"""Invented papers as scans: printed, sealed, laid crooked on the glass, sent on.

The seals and pens are drawn, the wear is computed; the same seed gives the same scan.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from congvu.files.formats.pdf import render_pages
from tests.documents.reading.as_pdf import make_marked_pdf
from tests.documents.reading.papers import Paper

_RED, _BLUE, _BLACK = (205, 30, 40), (30, 40, 170), (25, 25, 25)


@dataclass(frozen=True)
class Wear:
    """What the way to the registry did to the paper."""

    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    turn: int = 0
    grey: bool = False
    jpeg: int = 85
    seal: tuple[int, int, int] = _RED
    faint: bool = False
    shadow: float = 0.0
    """How much light the far side of a photographed page lost."""
    paper: tuple[int, int, int] = (255, 255, 255)


WEARS: tuple[Wear, ...] = (
    Wear(),
    Wear(dpi=300, skew=0.8),
    Wear(dpi=150),
    Wear(skew=-1.6, noise=0.01, blur=0.4),
    Wear(dpi=200, skew=2.4, grey=True, seal=_BLACK),
    Wear(dpi=250, turn=90, noise=0.005),
    Wear(dpi=200, turn=180, skew=0.6),
    Wear(dpi=170, blur=0.6, jpeg=50),
    Wear(dpi=200, faint=True, noise=0.012),
    Wear(dpi=300, skew=-3.1, jpeg=60),
    Wear(dpi=200, shadow=0.42, skew=0.7),
    Wear(dpi=200, paper=(206, 206, 206), noise=0.004),
    Wear(dpi=190, shadow=0.3, paper=(252, 243, 222), skew=-1.3, jpeg=55),
)


def make_scan(paper: Paper, form: str, wear: Wear, seed: int) -> list[Image.Image]:
    """The pages of the paper as pictures, its head's page first."""
    rng = random.Random(seed)
    data, marks, front = make_marked_pdf(paper, form)
    pages = render_pages(data, range(front + 1, front + 2), dpi=wear.dpi)
    scale = wear.dpi / 72
    height = pages[0].height
    for name in ("number", "day"):
        left, y, width, size = marks[name]
        box = (
            left * scale,
            height - (y + size) * scale,
            (left + width) * scale,
            height - (y - 3) * scale,
        )
        if f"covered-{name}" in paper.flags:
            start = 4 if name == "number" else len(paper.place) + 7
            size = len(paper.number) if name == "number" else 2
            line = paper.number_line if name == "number" else paper.day_line
            part = (start / len(line), (start + size) / len(line))
            _cover(pages[0], box, part, wear.seal)
        if f"penned-{name}" in paper.flags:
            _pen(pages[0], box, rng)
    if "seal" in marks:
        left, y, width, _ = marks["seal"]
        _seal(
            pages[0],
            (left * scale, height - y * scale),
            width * scale * 0.75,
            wear.seal,
        )
    return [_worn(page, wear, rng) for page in pages]


def as_pdf_bytes(pages: list[Image.Image], dpi: int) -> bytes:
    """Pictures as a scanner's PDF, without any text."""
    stream = BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return stream.getvalue()


def wear_off(page: Image.Image, wear: Wear, *, seed: int) -> Image.Image:
    """Any page as it looks after the same way to the registry."""
    return _worn(page, wear, random.Random(seed))


def _seal(
    page: Image.Image, centre: tuple[float, float], radius: float,
    ink: tuple[int, int, int],
) -> None:  # fmt: skip
    """A round seal; its ink darkens what lies below, as real ink does."""
    layer = Image.new("RGB", page.size, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    x, y = centre
    width = max(2, int(radius / 18))
    for part in (1.0, 0.72):
        r = radius * part
        draw.ellipse((x - r, y - r, x + r, y + r), outline=ink, width=width)
    points = []
    for i in range(10):
        r = radius * (0.3 if i % 2 == 0 else 0.13)
        angle = math.pi * (i / 5 - 0.5)
        points.append((x + r * math.cos(angle), y + r * math.sin(angle)))
    draw.polygon(points, fill=ink)
    for i in range(24):
        angle = math.pi * i / 12
        near, far = radius * 0.78, radius * 0.94
        draw.line(
            (x + near * math.cos(angle), y + near * math.sin(angle),
             x + far * math.cos(angle + 0.08), y + far * math.sin(angle + 0.08)),
            fill=ink, width=width,
        )  # fmt: skip
    page.paste(ImageChops.multiply(page, layer))


def _cover(
    page: Image.Image,
    box: tuple[float, float, float, float],
    part: tuple[float, float],
    ink: tuple[int, int, int],
) -> None:
    """Seal ink thick over the figures: nobody can read them."""
    left, top, right, bottom = box
    start, end = (left + (right - left) * share for share in part)
    height = bottom - top
    draw = ImageDraw.Draw(page)
    draw.ellipse(
        (start - height * 0.2, top - height * 0.5, end, bottom + height * 0.5),
        fill=ink,
    )
    _seal(page, ((start + end) / 2, top + height / 2), height * 3, ink)


def _pen(
    page: Image.Image, box: tuple[float, float, float, float], rng: random.Random
) -> None:
    """Figures written by hand into the gap after "Số:"."""
    left, top, right, bottom = box
    height = bottom - top
    x = left + (right - left) * 0.18
    draw = ImageDraw.Draw(page)
    ink = rng.choice((_BLUE, _BLACK))
    for _ in range(3):
        points = [
            (x + rng.uniform(0, height * 0.5), top + rng.uniform(-0.3, 1.1) * height)
            for _ in range(5)
        ]
        draw.line(points, fill=ink, width=max(2, int(height / 9)), joint="curve")
        x += height * 0.45


def _worn(page: Image.Image, wear: Wear, rng: random.Random) -> Image.Image:
    if wear.faint:
        page = ImageEnhance.Contrast(page).enhance(0.55)
        page = ImageEnhance.Brightness(page).enhance(1.1)
    if wear.skew:
        page = page.rotate(
            wear.skew, resample=Image.Resampling.BICUBIC, fillcolor=(250, 250, 248)
        )
    page = ImageChops.multiply(page, Image.new("RGB", page.size, wear.paper))
    if wear.shadow:
        page = _shaded(page, wear.shadow)
    if wear.blur:
        page = page.filter(ImageFilter.GaussianBlur(wear.blur * wear.dpi / 200))
    if wear.noise:
        _specks(page, wear.noise, rng)
    if wear.grey:
        page = page.convert("L").convert("RGB")
    stream = BytesIO()
    page.save(stream, "JPEG", quality=wear.jpeg)
    page = Image.open(BytesIO(stream.getvalue())).convert("RGB")
    return page.rotate(wear.turn, expand=True) if wear.turn else page


def _shaded(page: Image.Image, loss: float) -> Image.Image:
    """Darker towards the right, as under a lamp on the left."""
    light = Image.linear_gradient("L").rotate(90).resize(page.size)
    light = light.point(lambda v: round(255 * (1 - loss * (1 - v / 255))))
    return ImageChops.multiply(page, Image.merge("RGB", (light, light, light)))


def _specks(page: Image.Image, share: float, rng: random.Random) -> None:
    """Dust and toner: single dark and light points."""
    pixels = page.load()
    if pixels is None:
        return
    width, height = page.size
    for _ in range(int(width * height * share)):
        shade = rng.choice((40, 90, 255))
        point = rng.randrange(width), rng.randrange(height)
        pixels[point] = (shade, shade, shade)
