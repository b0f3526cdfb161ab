"""A chart as a picture for a Word file: the marks of the page, at 200 dots an inch."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics

from congvu.outgoing.formats.chart_rows import DASH, hatching
from congvu.outgoing.formats.faces import Face, face_names
from congvu.outgoing.formats.rows import Bar, Row, Rule, Stroke, Words, stacked

_SCALE = 200 / 72
_WHITE, _BLACK = 255, 0


def picture_of(rows: Sequence[Row], room: float) -> tuple[bytes, float]:
    """A PNG as wide as the text, and its height in points; no clock in it."""
    whole = stacked(rows)
    size = (round(room * _SCALE), round((whole.height + 4) * _SCALE))
    image = Image.new("L", size, _WHITE)
    pen = ImageDraw.Draw(image)
    for mark in whole.marks:
        if isinstance(mark, Words):
            _words(pen, mark)
        elif isinstance(mark, Rule):
            _rule(pen, mark)
        elif isinstance(mark, Bar):
            _bar(image, pen, mark)
        elif isinstance(mark, Stroke):
            _stroke(pen, mark)
    out = BytesIO()
    image.save(out, "PNG", dpi=(200, 200), optimize=True)
    return out.getvalue(), whole.height + 4


def _font(size: float) -> Any:
    file = pdfmetrics.getFont(face_names()[Face.REGULAR]).face.filename
    return ImageFont.truetype(
        file, round(size * _SCALE), layout_engine=ImageFont.Layout.BASIC
    )


def _words(pen: Any, words: Words) -> None:
    text = "".join(run.text for run in words.runs)
    place = (words.x * _SCALE, words.drop * _SCALE)
    pen.text(place, text, fill=_BLACK, font=_font(words.size), anchor="ls")


def _rule(pen: Any, rule: Rule) -> None:
    x, y = rule.x * _SCALE, rule.drop * _SCALE
    long = rule.length * _SCALE
    end = (x, y + long) if rule.down else (x + long, y)
    pen.line([(x, y), end], fill=_BLACK, width=_wide(rule.thickness))


def _bar(image: Any, pen: Any, bar: Bar) -> None:
    box = [v * _SCALE for v in (bar.x, bar.drop)]
    box += [(bar.x + bar.width) * _SCALE, (bar.drop + bar.height) * _SCALE]
    fill = _WHITE if bar.hatched else round(bar.grey * _WHITE)
    if bar.hatched:
        wide, high = (max(1, round(v * _SCALE)) for v in (bar.width, bar.height))
        part = Image.new("L", (wide, high), _WHITE)
        lines = ImageDraw.Draw(part)
        for start in hatching(bar):
            foot = (start * _SCALE, high)
            lines.line([foot, (foot[0] + high, 0)], fill=_BLACK, width=2)
        image.paste(part, (round(box[0]), round(box[1])))
        pen.rectangle(box, outline=_BLACK, width=2)
        return
    pen.rectangle(box, fill=fill, outline=_BLACK, width=2)


def _stroke(pen: Any, stroke: Stroke) -> None:
    points = [
        ((stroke.x + x) * _SCALE, (stroke.drop + y) * _SCALE) for x, y in stroke.points
    ]
    wide = _wide(stroke.thickness)
    if not stroke.dashed:
        pen.line(points, fill=_BLACK, width=wide, joint="curve")
        return
    on, off = (part * _SCALE for part in DASH)
    for (x, y), (to_x, to_y) in pairwise(points):
        length = max(1e-6, ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5)
        at = 0.0
        while at < length:
            end = min(at + on, length)
            a, b = at / length, end / length
            pen.line(
                [
                    (x + (to_x - x) * a, y + (to_y - y) * a),
                    (x + (to_x - x) * b, y + (to_y - y) * b),
                ],
                fill=_BLACK,
                width=wide,
            )
            at += on + off


def _wide(points: float) -> int:
    return max(1, round(points * _SCALE))
