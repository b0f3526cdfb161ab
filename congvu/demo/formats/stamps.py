"""Pictures of invented signatures and of a seal that nobody takes for a real one.

Phụ lục I shows a signer's name in blue and the seal in red. These say "dùng thử" where
a real seal has the name of its body.
"""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw

_BLUE, _RED = (22, 60, 150, 255), (200, 30, 40, 255)
_SIDE = 420


def signature_image(name: str) -> bytes:
    """A stroke of a pen, always the same for one name."""
    chance = random.Random(name)  # noqa: S311 - draws a picture, guards nothing
    image = Image.new("RGBA", (600, 240), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    waves = [(chance.uniform(0.6, 1.6), chance.uniform(0, 6.3)) for _n in range(3)]
    points = [_point(step / 240, waves) for step in range(241)]
    pen.line(points, fill=_BLUE, width=5, joint="curve")
    pen.line([(90, 205), (chance.uniform(430, 540), 175)], fill=_BLUE, width=5)
    return _png(image)


def _point(part: float, waves: list[tuple[float, float]]) -> tuple[float, float]:
    turns = 7 * math.tau * part
    height = sum(math.sin(turns * speed + start) for speed, start in waves)
    return (
        60 + 440 * part + 22 * math.cos(turns),
        110 + 26 * height * (1 - 0.55 * part),
    )


def seal_image() -> bytes:
    """Two red rings with crossed strokes: the shape of a seal, the words of none."""
    image = Image.new("RGBA", (_SIDE, _SIDE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for edge, width in ((8, 9), (62, 4)):
        box = (edge, edge, _SIDE - edge, _SIDE - edge)
        pen.ellipse(box, outline=_RED, width=width)
    middle = _SIDE / 2
    for n in range(48):
        angle = math.tau * n / 48
        near, far = 156, 186
        pen.line(
            [
                (middle + near * math.cos(angle), middle + near * math.sin(angle)),
                (middle + far * math.cos(angle), middle + far * math.sin(angle)),
            ],
            fill=_RED,
            width=4,
        )
    pen.text((middle, middle - 28), "DÙNG", fill=_RED, font_size=62, anchor="mm")
    pen.text((middle, middle + 36), "THỬ", fill=_RED, font_size=62, anchor="mm")
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
