"""Text boxes of a Word file: where they stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_EMU = 12700


@dataclass(frozen=True)
class Place:
    """The left top corner and width in points; floating boxes take no room."""

    x: float
    y: float
    width: float
    floating: bool


def boxes_in(paragraph: Element) -> Iterator[Element]:
    """Each text box of a paragraph once, though Word writes it in two dialects."""
    for run in paragraph.iter(_W + "r"):
        for child in run:
            if child.tag == _MC + "AlternateContent":
                options = [c for c in child if next(c.iter(_W + "txbxContent"), None)]
                if options:
                    yield options[0]
            elif child.tag in (_W + "drawing", _W + "pict") and _has_text(child):
                yield child


def _has_text(node: Element) -> bool:
    return next(node.iter(_W + "txbxContent"), None) is not None


def box_place(box: Element, cursor: tuple[float, float, float]) -> Place:
    """Where a box stands. ``cursor`` is the margin's left, the line's y, the top."""
    left, y, top = cursor
    anchor = next(box.iter(_WP + "anchor"), None)
    if anchor is not None:
        across, from_x = _offset(anchor, "positionH")
        down, from_y = _offset(anchor, "positionV")
        extent = anchor.find(_WP + "extent")
        width = 0.0 if extent is None else float(extent.get("cx", "0")) / _EMU
        x = across + (0 if from_x == "page" else left)
        base = {"page": 0.0, "margin": top, "topMargin": 0.0}.get(from_y, y)
        return Place(max(x, 0), max(down + base, 0), width, floating=True)
    inline = next(box.iter(_WP + "inline"), None)
    if inline is not None:
        extent = inline.find(_WP + "extent")
        width = 0.0 if extent is None else float(extent.get("cx", "0")) / _EMU
        return Place(left, y, width, floating=False)
    for node in box.iter():
        style = node.get("style", "")
        if "margin-left" in style or "width" in style:
            x = left + _length(style, "margin-left")
            floating = "absolute" in style
            down = _length(style, "margin-top") if floating else 0.0
            return Place(max(x, 0), max(y + down, 0), _length(style, "width"), floating)
    return Place(left, y, 0.0, floating=False)


def _offset(anchor: Element, name: str) -> tuple[float, str]:
    position = anchor.find(_WP + name)
    if position is None:
        return 0.0, ""
    offset = position.findtext(_WP + "posOffset") or ""
    align = position.findtext(_WP + "align") or ""
    relative = position.get("relativeFrom", "")
    if re.fullmatch(r"-?\d{1,9}", offset):
        return int(offset) / _EMU, relative
    # A4 text is about 450 points wide.
    return {"right": 260.0, "center": 130.0}.get(align, 0.0), relative


def _length(style: str, name: str) -> float:
    found = re.search(rf"(?:^|;)\s*{name}:\s*(-?[\d.]+)(pt|in|cm|mm|px)?", style)
    if not found:
        return 0.0
    unit = {"in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}.get(found[2] or "pt", 1.0)
    return float(found[1]) * unit
