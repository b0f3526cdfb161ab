"""Drawings that stand alone: the same SVG in a page, in a file and in print. Pure.

`bar_drawing`, `places_drawing`, `shares_drawing`, `trend_drawing`, `spark_drawing` give
a `Drawing`. Each wants ``title`` and ``about`` (what a screen reader says); a table
with the same numbers stands beside it. Without ``width`` it is as wide as its place in
a page (``{% drawing d %}``); for print give the width in pixels. All words come from
outside, in the reader's language. What is not known is None and drawn as a gap that
says so, never as nought.
"""

from congvu.ui.formats.drawings.bars import (
    Bar,
    SharePart,
    Shares,
    bar_drawing,
    shares_drawing,
)
from congvu.ui.formats.drawings.places import Spot, places_drawing
from congvu.ui.formats.drawings.sheet import Drawing, Form
from congvu.ui.formats.drawings.trends import (
    Stop,
    TrendWords,
    spark_drawing,
    trend_drawing,
)

__all__ = [
    "Bar",
    "Drawing",
    "Form",
    "SharePart",
    "Shares",
    "Spot",
    "Stop",
    "TrendWords",
    "bar_drawing",
    "places_drawing",
    "shares_drawing",
    "spark_drawing",
    "trend_drawing",
]
