"""What is done to a scan before it is recognised: light, seals, the other side."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from congvu.files.formats.scan_image import prepare
from tests.documents.reading.as_scan import WEARS, Wear, wear_off

_PAPER, _INK = 250, 110
_SHADED = [w for w in WEARS if w.shadow or w.paper != (255, 255, 255)]


def _printed() -> Image.Image:
    """A page of black bars, like lines of print, a red ring below the last one."""
    page = Image.new("RGB", (1650, 2340), (255, 255, 255))
    draw = ImageDraw.Draw(page)
    draw.ellipse((900, 2060, 1150, 2310), outline=(205, 30, 40), width=10)
    for y in range(200, 2200, 120):
        draw.rectangle((200, y, 1450, y + 8), fill=(10, 10, 10))
    return page


@pytest.mark.parametrize("wear", _SHADED, ids=lambda w: f"{w.shadow}-{w.paper[2]}")
def test_a_shaded_or_grey_page_is_white_again_and_its_print_dark(wear: Wear) -> None:
    flat = Wear(dpi=wear.dpi, shadow=wear.shadow, paper=wear.paper)
    grey = prepare(wear_off(_printed(), flat, seed=1)).grey
    scale = grey.width / 1650
    for x in (300, 820, 1400):
        for y in (260, 1100, 2180):
            assert grey.getpixel((int(x * scale), int(y * scale))) >= _PAPER
    for x in (300, 820, 1400):
        assert grey.getpixel((int(x * scale), int(1164 * scale))) <= _INK


def test_a_red_seal_is_taken_off_and_the_print_below_it_kept() -> None:
    scan = prepare(_printed())
    scale = scan.grey.width / 1650
    ring, line = (int(1025 * scale), int(2305 * scale)), (int(920 * scale), 0)
    assert scan.grey.getpixel(ring) >= _PAPER
    assert scan.red.getpixel(ring) == 255
    assert scan.grey.getpixel((line[0], int(2124 * scale))) <= _INK
