"""Makes a scanned page fit for recognition: size, ink, noise, slope.

Red ink (seals) and blue ink (handwriting) are taken off the picture and kept as masks:
the letters below are read without them, and where they lay a reading is not trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageStat

_LONG_SIDE = 3300
"""A4 at about 280 dpi: what Tesseract was trained for."""
_SMALLEST, _LARGEST = 2600, 4400
_SPECKS = 0.0025
"""Share of single dark points on white above which a page is dusty."""
_GRAIN = 6.0
"""Mean step between neighbours above which a page is grainy all over."""
_STEEPEST = 6.0
_EVENLY_LIT = 236
"""Where no part of the paper is darker than this its light needs no evening out."""
_PAPER = 222
"""From this light on a point is paper, not print: traces of a seal, the other side."""
_FINE, _REACH = 8, 9
"""The paper's light is measured on a picture this much smaller, over so many dots."""


@dataclass(frozen=True)
class ScanImage:
    """A page as it goes to recognition, with what colours were taken off it."""

    grey: Image.Image
    red: Image.Image
    """White where red ink lay."""
    blue: Image.Image

    def turned(self, degrees: int) -> ScanImage:
        """The page turned by a right angle, counter-clockwise."""
        return ScanImage(
            self.grey.rotate(degrees, expand=True, fillcolor=255),
            self.red.rotate(degrees, expand=True, fillcolor=0),
            self.blue.rotate(degrees, expand=True, fillcolor=0),
        )

    def straightened(self) -> ScanImage:
        """The page with its lines level."""
        angle = slope(self.grey)
        if abs(angle) < 0.15:
            return self
        turn = Image.Resampling.BICUBIC
        return ScanImage(
            self.grey.rotate(angle, resample=turn, fillcolor=255),
            self.red.rotate(angle, fillcolor=0),
            self.blue.rotate(angle, fillcolor=0),
        )


def prepare(image: Image.Image) -> ScanImage:
    """Scale to reading size and separate coloured ink from black."""
    picture = _evenly_lit(_sized(_dusted(image.convert("RGB"))))
    red, green, blue = picture.split()
    red_ink = _ink(red, ImageChops.lighter(green, blue), 38)
    blue_ink = _ink(blue, ImageChops.lighter(red, green), 32)
    grey = ImageChops.darker(red, ImageChops.lighter(green, blue))
    grey = ImageChops.lighter(grey, picture.convert("L"))
    light = red.point(lambda v: 255 if v > 110 else 0)
    grey.paste(255, mask=ImageChops.multiply(_grown(red_ink), light))
    if _share(blue_ink) < 0.02:
        # A whole page in blue is a page printed so; a little blue is a pen.
        bright = blue.point(lambda v: 255 if v > 90 else 0)
        grey.paste(255, mask=ImageChops.multiply(_grown(blue_ink), bright))
    grey = grey.point(lambda v: min(255, round(v * 255 / _PAPER)))
    return ScanImage(grey, red_ink, blue_ink)


def _evenly_lit(picture: Image.Image) -> Image.Image:
    """The page as under even light: each point by the light of the paper around it.

    A photograph's shadow, a grey scanner's lid and yellowed paper would otherwise be
    taken for ink.
    """
    small = picture.reduce(_FINE).filter(ImageFilter.MaxFilter(_REACH))
    light = small.filter(ImageFilter.GaussianBlur(_REACH / 2))
    darkest = light.convert("L").point(lambda v: 255 if v < _EVENLY_LIT else 0)
    if darkest.getbbox() is None:
        return picture
    light = light.resize(picture.size, Image.Resampling.BILINEAR)
    evened = [
        ImageMath.lambda_eval(
            lambda args: args["convert"](
                args["min"](args["dots"] * 255 / (args["paper"] + 1), 255), "L"
            ),
            dots=dots,
            paper=paper,
        )
        for dots, paper in zip(picture.split(), light.split(), strict=True)
    ]
    return Image.merge("RGB", evened)


def _dusted(picture: Image.Image) -> Image.Image:
    """Without dust and grain, taken off before enlarging would make them letters."""
    grey = picture.convert("L")
    smooth = grey.filter(ImageFilter.MedianFilter(3))
    specks = ImageChops.subtract(smooth, grey).point(lambda v: 255 if v > 60 else 0)
    paper = smooth.point(lambda v: 255 if v > 170 else 0)
    grain = ImageStat.Stat(ImageChops.difference(grey, smooth)).mean[0]
    if _share(ImageChops.multiply(specks, paper)) > _SPECKS or grain > _GRAIN:
        return picture.filter(ImageFilter.MedianFilter(3))
    return picture


def ink_share(mask: Image.Image, box: tuple[int, int, int, int]) -> float:
    """How much of a box a mask covers, 0 to 1."""
    left, top, right, bottom = box
    area = mask.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    return _share(area)


def coloured_layer(mask: Image.Image) -> Image.Image:
    """Coloured ink alone as black on white, to be read like print."""
    return ImageChops.invert(mask)


def slope(grey: Image.Image) -> float:
    """By how many degrees a page must turn (counter-clockwise) to lie level.

    The right turn is the one after which the rows of the page differ most: lines of
    text and the white between them.
    """
    small = grey.copy()
    small.thumbnail((900, 900), Image.Resampling.BOX)
    dark = ImageChops.invert(small).point(lambda v: 255 if v > 90 else 0)
    best = _best(dark, [x / 2 for x in range(-12, 13)])
    return _best(dark, [best + x / 8 for x in range(-4, 5)])


def _best(dark: Image.Image, angles: Sequence[float]) -> float:
    return max(angles, key=lambda a: (_contrast(dark, a), -abs(a)))


def _contrast(dark: Image.Image, angle: float) -> float:
    turned = dark.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=0)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX)
    return float(ImageStat.Stat(rows).var[0])


def _sized(picture: Image.Image) -> Image.Image:
    longest = max(picture.size)
    if _SMALLEST <= longest <= _LARGEST:
        return picture
    scale = _LONG_SIDE / longest
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _ink(channel: Image.Image, others: Image.Image, least: int) -> Image.Image:
    stronger = ImageChops.subtract(channel, others)
    return stronger.point(lambda v: 255 if v > least else 0)


def _grown(mask: Image.Image) -> Image.Image:
    return mask.filter(ImageFilter.MaxFilter(3))


def _share(mask: Image.Image) -> float:
    return float(ImageStat.Stat(mask).mean[0]) / 255
