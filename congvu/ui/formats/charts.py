"""Charts as plain figures to draw: across in hundredths of the width, down in pixels.

So a chart is as wide as its place on any screen and its letters keep their size. What a
part means is said by its form, never by its colour alone: finished in time is solid,
late is hatched with an outline, open is a dashed outline; below the axis a day off is a
thinly hatched mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PLOT, ABOVE, BELOW = 176, 22, 26
_STEPS = (1, 2, 5, 10)
_MOST_LABELS = 14


@dataclass(frozen=True)
class Part:
    """One part of a bar; ``form`` is in-time, late, open or longest."""

    form: str
    value: float
    label: str
    url: str = ""


@dataclass(frozen=True)
class Column:
    """One bar of a chart with its parts from the bottom up, and a word above it.

    Of a week, ``off`` says for each of its days whether it is one off.
    """

    label: str
    parts: Sequence[Part]
    strong: bool = False
    note: str = ""
    off: Sequence[bool] = ()


@dataclass(frozen=True)
class DrawnPart:
    part: Part
    y: float
    height: float


@dataclass(frozen=True)
class DrawnOff:
    """A day off where it lies in its week, below the axis."""

    x: float
    width: float


@dataclass(frozen=True)
class DrawnColumn:
    column: Column
    x: float
    width: float
    middle: float
    top: float
    parts: Sequence[DrawnPart]
    shows_label: bool
    wide_only: bool
    off: Sequence[DrawnOff] = ()


@dataclass(frozen=True)
class Gridline:
    y: float
    label: int


@dataclass(frozen=True)
class ColumnChart:
    """Bars side by side over a common scale."""

    columns: Sequence[DrawnColumn]
    gridlines: Sequence[Gridline]
    height: int = ABOVE + PLOT + BELOW
    floor: int = ABOVE + PLOT
    off_y: int = ABOVE + PLOT + 1
    label_y: int = ABOVE + PLOT + 18

    @property
    def has_off(self) -> bool:
        return any(column.off for column in self.columns)


def column_chart(columns: Sequence[Column]) -> ColumnChart:
    totals = [sum(part.value for part in column.parts) for column in columns]
    step = scale_step(max(totals, default=0))
    top = max(step, step * -(-max(totals, default=0) // step))
    each = 100 / max(1, len(columns))
    every = -(-len(columns) // _MOST_LABELS)
    last = len(columns) - 1
    drawn = []
    for place, column in enumerate(columns):
        parts, y = [], float(ABOVE + PLOT)
        for part in column.parts:
            height = PLOT * part.value / top
            y -= height
            if part.value:
                parts.append(DrawnPart(part, round(y, 1), round(height, 1)))
        drawn.append(
            DrawnColumn(
                column,
                x=round(place * each + each * 0.2, 2),
                width=round(each * 0.6, 2),
                middle=round((place + 0.5) * each, 2),
                top=round(y - 6, 1),
                parts=parts,
                shows_label=(last - place) % every == 0,
                wide_only=(last - place) % (2 * every) != 0,
                off=_off(column.off, place * each + each * 0.2, each * 0.6),
            )
        )
    count = int(top // step)
    lines = [
        Gridline(round(ABOVE + PLOT * (1 - n / count), 1), int(n * step))
        for n in range(count + 1)
    ]
    return ColumnChart(drawn, lines)


def _off(days: Sequence[bool], x: float, width: float) -> list[DrawnOff]:
    one = width / max(1, len(days))
    return [
        DrawnOff(round(x + one * place, 2), round(one, 2))
        for place, is_off in enumerate(days)
        if is_off
    ]


def scale_step(most: float) -> int:
    """A round step that lays three or four lines under the highest bar."""
    size = 1
    while True:
        for step in _STEPS:
            if step * size * 4 >= most:
                return step * size
        size *= 10


@dataclass(frozen=True)
class BarPart:
    part: Part
    x: float
    width: float


def bar(parts: Sequence[Part], *, of: float) -> list[BarPart]:
    """Parts of one lying bar, one after another, ``of`` being the full width."""
    drawn, x = [], 0.0
    for part in parts:
        width = 100 * part.value / of if of else 0
        if part.value:
            drawn.append(BarPart(part, round(x, 2), round(width, 2)))
        x += width
    return drawn


@dataclass(frozen=True)
class Spread:
    """A bar to the half, a line on to nine tenths."""

    half: float
    nine_tenths: float
    form: str


def spread(half: float, nine_tenths: float, *, of: float, longest: bool) -> Spread:
    def share(value: float) -> float:
        return round(100 * value / of, 2) if of else 0

    form = "longest" if longest else "in-time"
    return Spread(share(half), share(nine_tenths), form)
