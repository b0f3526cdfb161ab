"""The letters that signing draws: a Times-like face cut to what Vietnamese needs.

Cut once a process, because a whole face in each of a hundred papers costs seconds.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.scaleUpem import scale_upem
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from congvu.signatures.rules import SigningFailed

_ROOT = Path("/usr/share/fonts/truetype")
_UPRIGHT = (
    "liberation/LiberationSerif-Regular.ttf",
    "liberation2/LiberationSerif-Regular.ttf",
    "msttcorefonts/times.ttf",
    "noto/NotoSerif-Regular.ttf",
    "dejavu/DejaVuSerif.ttf",
)
_ITALIC = (
    "liberation/LiberationSerif-Italic.ttf",
    "liberation2/LiberationSerif-Italic.ttf",
    "msttcorefonts/timesi.ttf",
    "noto/NotoSerif-Italic.ttf",
    "dejavu/DejaVuSerif-Italic.ttf",
)
# Latin with the letters of Vietnamese, and the signs of numbers and dates.
_LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x1A0,
    0x1A1,
    0x1AF,
    0x1B0,
    *range(0x1EA0, 0x1EFA),
    0x2013,
    0x2014,
    0x2026,
]
_NEEDED = "ăâđêôơưĂÂĐÊÔƠƯấềộợữỹẢẨỄỒỞỮỴ0123456789"


class NoFace(SigningFailed):
    """No installed face has all Vietnamese letters."""

    def __init__(self) -> None:
        super().__init__("font-missing")


@cache
def face(*, italic: bool) -> bytes:
    for name in _ITALIC if italic else _UPRIGHT:
        try:
            font = TTFont(_ROOT / name)
        except (OSError, TTLibError):
            continue
        known = font.getBestCmap()
        if all(ord(letter) in known for letter in _NEEDED):
            return _cut(font)
    raise NoFace


def _cut(font: TTFont) -> bytes:
    options = Options()
    options.name_IDs = ["*"]
    options.layout_features = []
    options.hinting = False
    options.drop_tables += ["FFTM"]  # an editor's own table, of no use in a PDF
    cutter = Subsetter(options)
    cutter.populate(unicodes=_LETTERS)
    cutter.subset(font)
    # The writer of fonts takes a letter's width for thousandths of its size.
    scale_upem(font, 1000)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def letters(*, italic: bool) -> frozenset[int]:
    return frozenset(TTFont(BytesIO(face(italic=italic))).getBestCmap())


def engine(
    writer: BasePdfFileWriter, size: float, *, italic: bool = False
) -> GlyphAccumulator:
    """A fresh subset of the face inside ``writer``; one for all texts of an update."""
    return GlyphAccumulator(writer, BytesIO(face(italic=italic)), size)


def check_printable(*texts: str, italic: bool = False) -> None:
    known = letters(italic=italic)
    if any(ord(letter) not in known for text in texts for letter in text):
        raise SigningFailed("text-unprintable")
