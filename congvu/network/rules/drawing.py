"""The network as a picture: hubs in the middle, sites left and right of them. Pure.

Every name stands on a line of its own, so that none covers another, at 10 sites as at
500; north is up, west is left, as far as places are known. A link is as wide as it
carries, dashed where it is the only one, red only while it is down.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log10
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)

WIDTH, ROW, MARGIN = 960, 17, 40
LEFT, RIGHT, MIDDLE = 262, 698, 480
LONGEST = 36
# Where nobody noted a place: in the middle of the province's neighbours.
UNKNOWN_EAST = Decimal(106)


@dataclass(frozen=True)
class Spot(Generic[Node]):
    """What is to be drawn; ``order`` beside others of its column: north first."""

    key: Node
    name: str
    is_hub: bool = False
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    url: str = ""


@dataclass(frozen=True)
class Line(Generic[Node]):
    """Between two spots; ``tone`` is its class in the picture."""

    one: Node
    other: Node
    mbps: int
    tone: str
    says: str
    is_alone: bool = False
    is_down: bool = False


@dataclass(frozen=True)
class Label(Generic[Node]):
    key: Node
    x: int
    y: int
    words: str
    full: str
    side: str
    url: str

    @property
    def text_x(self) -> int:
        return {"left": self.x - 10, "right": self.x + 10}.get(self.side, self.x)

    @property
    def text_y(self) -> int:
        return self.y - 14 if self.side == "middle" else self.y + 4

    @property
    def anchor(self) -> str:
        return {"left": "end", "right": "start"}.get(self.side, "middle")


@dataclass(frozen=True)
class Stroke:
    path: str
    width: str
    tone: str
    says: str
    is_alone: bool
    is_down: bool


@dataclass(frozen=True)
class Picture(Generic[Node]):
    width: int
    height: int
    strokes: list[Stroke]
    labels: list[Label[Node]]


def width_of(mbps: int) -> str:
    """1 at 1 Mbit/s, 4 at a gigabit; more is not seen any better."""
    return f"{min(1 + log10(max(mbps, 1)), 5):.1f}"


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def draw(spots: Sequence[Spot[Node]], lines: Sequence[Line[Node]]) -> Picture[Node]:
    hubs = [s for s in spots if s.is_hub]
    rest = [s for s in spots if not s.is_hub]
    places = _places(rest, _ways(lines, [h.key for h in hubs]))
    rest.sort(key=lambda s: (places[s.key].east, places[s.key].order))
    half = (len(rest) + 1) // 2
    rows = max(half, 4 * len(hubs), 3)
    height = rows * ROW + 2 * MARGIN
    sides = (rest[:half], LEFT, "left"), (rest[half:], RIGHT, "right")
    labels = _hubs(hubs, height)
    for some, x, side in sides:
        some.sort(key=lambda s: places[s.key].order)
        labels += _column(some, height, x, side)
    at = {label.key: label for label in labels}
    strokes = [
        Stroke(
            _path(at[line.one], at[line.other], _beside(lines, n)),
            width_of(line.mbps),
            line.tone,
            line.says,
            line.is_alone,
            line.is_down,
        )
        for n, line in enumerate(lines)
        if line.one in at and line.other in at
    ]
    return Picture(WIDTH, height, strokes, labels)


@dataclass(frozen=True)
class _Way(Generic[Node]):
    """By which site beside a hub one is reached, which hub that is, how far behind."""

    first: Node
    hub: int
    behind: int


@dataclass(frozen=True)
class _Place:
    east: tuple[Decimal, str]
    order: tuple[bool, Decimal, int, str, int, str]


def _ways(lines: Sequence[Line[Node]], hubs: list[Node]) -> dict[Node, _Way[Node]]:
    beside: dict[Node, list[Node]] = {}
    for line in lines:
        beside.setdefault(line.one, []).append(line.other)
        beside.setdefault(line.other, []).append(line.one)
    found: dict[Node, _Way[Node]] = {}
    waiting = [
        (one, _Way(one, n, 0)) for n, h in enumerate(hubs) for one in beside.get(h, [])
    ]
    for at, way in waiting:
        if at in found or at in hubs:
            continue
        found[at] = way
        behind = _Way(way.first, way.hub, way.behind + 1)
        waiting += [(one, behind) for one in beside[at] if one not in found]
    return found


def _places(
    spots: Sequence[Spot[Node]], ways: dict[Node, _Way[Node]]
) -> dict[Node, _Place]:
    """West to east and north to south; what hangs behind a site stands below it."""
    known = {s.key: s for s in spots}
    found = {}
    for spot in spots:
        way = ways.get(spot.key, _Way(spot.key, len(spots), 0))
        lead = known.get(way.first, spot)
        far, north = lead.latitude is None, -(lead.latitude or Decimal(0))
        order = far, north, way.hub, lead.name, way.behind, spot.name
        east = lead.longitude if lead.longitude is not None else UNKNOWN_EAST
        found[spot.key] = _Place((east, lead.name), order)
    return found


def _column(
    spots: Sequence[Spot[Node]], height: int, x: int, side: str
) -> list[Label[Node]]:
    top = (height - len(spots) * ROW) // 2 + ROW // 2
    return [
        Label(s.key, x, top + n * ROW, shortened(s.name), s.name, side, s.url)
        for n, s in enumerate(spots)
    ]


def _hubs(hubs: Sequence[Spot[Node]], height: int) -> list[Label[Node]]:
    step = height // (len(hubs) + 1)
    return [
        Label(h.key, MIDDLE, step * (n + 1), shortened(h.name), h.name, "middle", h.url)
        for n, h in enumerate(hubs)
    ]


def _beside(lines: Sequence[Line[Node]], n: int) -> int:
    """How many links between the same two come before this one."""
    ends = {lines[n].one, lines[n].other}
    return sum({one.one, one.other} == ends for one in lines[:n])


def _path(one: Label[Node], other: Label[Node], beside: int) -> str:
    """Links of the same two run side by side; between two of one column they bow."""
    shift = 7 * ((beside + 1) // 2) * (1 if beside % 2 else -1)
    middle_x, middle_y = (one.x + other.x) // 2, (one.y + other.y) // 2 + shift
    bow = min(24 + abs(one.y - other.y) // 2, 120) + 20 * beside
    if one.side == other.side == "left":
        middle_x += bow
    elif one.side == other.side == "right":
        middle_x -= bow
    elif one.side == other.side:
        middle_x += 30 * beside
    return f"M{one.x} {one.y}Q{middle_x} {middle_y} {other.x} {other.y}"
