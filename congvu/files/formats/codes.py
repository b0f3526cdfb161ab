"""What tells papers apart in a pile of scans: codes printed on a page, and bare pages.

Codes are read by zxing-cpp in any direction, upside down, too. A page is blank when
almost nothing dark is left inside its edges, where scanners leave their shadows.
"""

from __future__ import annotations

from dataclasses import dataclass

import zxingcpp
from PIL import Image

LOOKED_AT_DPI = 110
_MOST_CODES, _LONGEST = 20, 200
_DARK = 120
_EDGE = 0.05
_BARE_SHARE = 0.0015
_SMALL = 600


@dataclass(frozen=True)
class PageSigns:
    """What one page says of itself."""

    codes: tuple[str, ...]
    blank: bool


def signs_of(picture: Image.Image) -> PageSigns:
    grey = picture.convert("L")
    found = zxingcpp.read_barcodes(grey)
    texts = dict.fromkeys(code.text[:_LONGEST] for code in found[:_MOST_CODES])
    return PageSigns(tuple(texts), not texts and is_blank(grey))


def is_blank(grey: Image.Image) -> bool:
    """True for the back of a sheet; a stamp or a line of text is enough to keep it."""
    small = grey.copy()
    small.thumbnail((_SMALL, _SMALL))
    wide, high = small.size
    inside = small.crop(
        (
            int(wide * _EDGE),
            int(high * _EDGE),
            max(int(wide * (1 - _EDGE)), 1),
            max(int(high * (1 - _EDGE)), 1),
        )
    )
    counted = inside.histogram()
    return sum(counted[:_DARK]) < _BARE_SHARE * max(sum(counted), 1)
