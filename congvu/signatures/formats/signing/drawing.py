"""What is seen of a field: a picture or lines of text, as a form XObject.

Drawn by ourselves, because a viewer would draw a filled field in its own way, and a
signature must look in twenty years as it looked today.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfResources, RawContent, ResourceType
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.images import pil_image
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from congvu.signatures.formats.signing.faces import check_printable, engine
from congvu.signatures.formats.signing.parts import Appearance
from congvu.signatures.rules import SigningFailed
from congvu.signatures.rules.signing import (
    MAX_IMAGE_BYTES,
    MAX_IMAGE_SIDE,
    MIN_IMAGE_SIDE,
)

# NĐ 30/2020 Phụ lục I, ô 14: Times New Roman, 10, upright, black.
MARK_SIZE, MARK_LEADING = 10.0, 12.0
# Where a line stands in its place: how much of the free room is left of it.
LEFT, MIDDLE, RIGHT = 0.0, 0.5, 1.0
# Words instead of a picture: as large as fits, clear of what overlaps the edges.
_WORD_SIZES, _WORD_LEADING, _WORD_ROOM = (8.0, 7.0, 6.0, 5.0), 1.25, 0.8
# How far the writing line is above the lower edge, as a part of the letters' size.
_DROP = 0.24
_TURNS = {
    0: None,
    90: (0, 1, -1, 0, 0, 0),
    180: (-1, 0, 0, -1, 0, 0),
    270: (0, -1, 1, 0, 0, 0),
}


def check_image(content: bytes) -> None:
    """Refuse a picture that is no transparent PNG of sensible size, with all reasons.

    Its size is read before its dots are: a small file can unfold to gigabytes.
    """
    if len(content) > MAX_IMAGE_BYTES:
        raise SigningFailed("image-too-big")
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as image:
            wrong = _sides(image)
            if wrong:
                raise SigningFailed(*wrong)
            alpha = image.convert("RGBA").getchannel("A")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as why:
        raise SigningFailed("image-not-png") from why
    if alpha.getextrema()[0] == 255:
        raise SigningFailed("image-opaque")


def _sides(image: Image.Image) -> list[str]:
    wrong = []
    if max(image.size) > MAX_IMAGE_SIDE:
        wrong.append("image-too-many-dots")
    if min(image.size) < MIN_IMAGE_SIDE:
        wrong.append("image-too-small")
    return wrong


def check_appearance(appearance: Appearance) -> None:
    if appearance.image_png is not None:
        check_image(appearance.image_png)
    check_printable(*appearance.lines)


def image_drawn(
    writer: BasePdfFileWriter, content: bytes, width: float, height: float
) -> RawContent:
    """The picture as large as the place allows, in its middle, never out of shape."""
    with Image.open(BytesIO(content), formats=["PNG"]) as image:
        picture = image.convert("RGBA")
    scale = min(width / picture.width, height / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    resources = PdfResources()
    resources[ResourceType.XOBJECT][pdf_name("/Im")] = pil_image(picture, writer)
    place = (
        f"{wide:.3f} 0 0 {high:.3f} {(width - wide) / 2:.3f} {(height - high) / 2:.3f}"
    )
    return RawContent(
        f"q {place} cm /Im Do Q".encode(),
        resources=resources,
        box=BoxConstraints(width=width, height=height),
    )


def lines_drawn(
    writer: BasePdfFileWriter, lines: tuple[str, ...], width: float, height: float
) -> RawContent:
    """Lines of the text-only mark, against the right edge and from the top."""
    face = engine(writer, MARK_SIZE)
    top = height - MARK_SIZE
    return _drawn(face, lines, (MARK_SIZE, MARK_LEADING), top, width, height, RIGHT)


def words_drawn(
    writer: BasePdfFileWriter, lines: tuple[str, ...], width: float, height: float
) -> RawContent:
    """Words in the place of a picture: whole, in its middle, broken where they must."""
    face = engine(writer, _WORD_SIZES[0])
    for size in _WORD_SIZES:
        room = width * _WORD_ROOM / size
        rows = [row for line in lines for row in _broken(face, line, room)]
        leading = size * _WORD_LEADING
        if len(rows) * leading <= height:
            break
    top = (height + (len(rows) - 1) * leading) / 2 - size * _DROP
    return _drawn(face, rows, (size, leading), top, width, height, MIDDLE)


def _broken(face: GlyphAccumulator, line: str, room: float) -> list[str]:
    """A line in rows of no more than the room, in parts of the letters' size."""
    rows: list[str] = []
    for word in line.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and face.shape(longer).x_advance <= room:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _drawn(
    face: GlyphAccumulator,
    lines: Sequence[str],
    letters: tuple[float, float],
    top: float,
    width: float,
    height: float,
    side: float,
) -> RawContent:
    (size, leading), drawn = letters, []
    resources = PdfResources()
    resources[ResourceType.FONT][pdf_name("/F")] = face.as_resource()
    for place, line in enumerate(lines):
        shape = face.shape(line)
        x = max((width - shape.x_advance * size) * side, 0)
        drawn.append(
            b"BT 0 g /F %g Tf %.3f %.3f Td " % (size, x, top - place * leading)
            + shape.graphics_ops
            + b" ET"
        )
    return RawContent(
        b"q " + b" ".join(drawn) + b" Q",
        resources=resources,
        box=BoxConstraints(width=width, height=height),
    )


def text_drawn(
    face: GlyphAccumulator,
    text: str,
    size: float,
    width: float,
    height: float,
    *,
    side: float = MIDDLE,
) -> RawContent:
    """One line at a side of its place or in the middle, on the line around it."""
    shape = face.shape(text)
    resources = PdfResources()
    resources[ResourceType.FONT][pdf_name("/F")] = face.as_resource()
    x = max((width - shape.x_advance * size) * side, 0)
    commands = (
        b"/Tx BMC q BT 0 g /F %g Tf %.3f %.3f Td " % (size, x, size * _DROP)
        + shape.graphics_ops
        + b" ET Q EMC"
    )
    return RawContent(
        commands, resources=resources, box=BoxConstraints(width=width, height=height)
    )


def wear(writer: BasePdfFileWriter, widget: Any, drawn: RawContent, turn: int) -> None:
    """Give a field its look, upright on a page that is shown turned."""
    shown = drawn.as_form_xobject()
    matrix = _TURNS[turn]
    if matrix:
        shown[pdf_name("/Matrix")] = generic.ArrayObject(
            generic.NumberObject(n) for n in matrix
        )
    widget[pdf_name("/AP")] = generic.DictionaryObject(
        {pdf_name("/N"): writer.add_object(shown)}
    )


def look_size(width: float, height: float, turn: int) -> tuple[float, float]:
    """Width and height of a place as the reader sees it."""
    return (height, width) if turn in (90, 270) else (width, height)
