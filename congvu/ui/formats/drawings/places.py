"""Places on a plain ground: where things lie to one another, with lines of latitude and
longitude; no picture from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, floor, radians

from congvu.ui.formats.drawings.sheet import Drawing, Sheet

_EDGE, _LEAST = 0.06, 0.02
_STEPS = (10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005)
_FEWEST_LINES, _MOST_RATIO = 3, 1.4


@dataclass(frozen=True)
class Spot:
    """Degrees north and east, and what lies there."""

    lat: float
    lng: float
    name: str
    url: str = ""


def places_drawing(
    spots: Sequence[Spot], *, key: str, title: str, about: str, width: int = 720
) -> Drawing:
    """North is up; a degree is as long to the east as it is in the middle."""
    links = any(one.url for one in spots)
    sheet = Sheet(key, title, about, width=width, links=links)
    south, north = _reach([one.lat for one in spots])
    west, east = _reach([one.lng for one in spots])
    shrink = cos(radians((south + north) / 2)) or 1.0
    ratio = (north - south) / ((east - west) * shrink)
    if ratio > _MOST_RATIO:
        wider = ratio / _MOST_RATIO
        middle, half = (west + east) / 2, (east - west) / 2 * wider
        west, east, ratio = middle - half, middle + half, _MOST_RATIO
    high = max(120.0, width * ratio)

    def across(lng: float) -> float:
        return 100 * (lng - west) / (east - west)

    def down(lat: float) -> float:
        return high * (north - lat) / (north - south)

    for lat in _lines(south, north):
        sheet.line("gridline", (0, down(lat)), (100, down(lat)))
        sheet.text("note", 0.5, down(lat) - 3, f"{lat:g}° B")
    for lng in _lines(west, east):
        sheet.line("gridline", (across(lng), 0), (across(lng), high))
        sheet.text("note", across(lng) + 0.5, high - 4, f"{lng:g}° Đ")
    for one in spots:
        sheet.dot(across(one.lng), down(one.lat), one.name, url=one.url)
    return sheet.drawing(high)


def _reach(degrees: Sequence[float]) -> tuple[float, float]:
    least, most = min(degrees), max(degrees)
    edge = max(_LEAST, (most - least) * _EDGE)
    return least - edge, most + edge


def _lines(begin: float, end: float) -> Iterator[float]:
    """Of the widest step that gives a few."""
    fits = (one for one in _STEPS if (end - begin) / one >= _FEWEST_LINES)
    step = next(fits, _STEPS[-1])
    number = floor(begin / step) + 1
    while number * step < end:
        yield round(number * step, 6)
        number += 1
