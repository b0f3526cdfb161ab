"""Lines over periods, with what had to be reached; and the same in a cell's size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from congvu.ui.formats.charts import scale_step
from congvu.ui.formats.drawings.sheet import Drawing, Form, Sheet

_PLOT, _ABOVE, _BELOW = 176, 22, 26
_LEFT = 9.0
_MOST_LABELS = 6
_LEGEND = 20


@dataclass(frozen=True)
class Stop:
    """One period: what was counted, reported, to be reached; None is not known.

    ``shown`` says the counted value, or why there is none. ``is_nothing``: it was
    counted and there was nothing to count, which is not unknown.
    """

    label: str
    shown: str
    measured: float | None
    reported: float | None = None
    reported_shown: str = ""
    target: float | None = None
    is_nothing: bool = False


@dataclass(frozen=True)
class TrendWords:
    """What the drawing says of itself, in the reader's language."""

    measured: str
    reported: str
    target: str
    unknown: str
    nothing: str


def trend_drawing(
    stops: Sequence[Stop],
    *,
    key: str,
    title: str,
    about: str,
    words: TrendWords,
    most: float | None = None,
    width: int | None = None,
) -> Drawing:
    """The line of what was counted; a dotted one of what people reported beside it.

    Where nothing is known the line is broken, the place hatched, and a word says it.
    """
    sheet = Sheet(key, title, about, width=width)
    given = [
        value
        for stop in stops
        for value in (stop.measured, stop.reported, stop.target)
        if value is not None
    ]
    step = scale_step(most or max(given, default=0))
    top = most or max(step, step * -(-max(given, default=0) // step))
    _scale(sheet, top, step)
    place = _Places(len(stops), top)
    _gaps(sheet, stops, place, words)
    _targets(sheet, stops, place)
    _line(sheet, [s.reported for s in stops], place, "reported")
    _line(sheet, [s.measured for s in stops], place, "measured")
    _dots(sheet, stops, place, words)
    _labels(sheet, stops, place)
    return _legend(sheet, stops, words)


@dataclass(frozen=True)
class _Places:
    """Where a period and a value lie."""

    count: int
    top: float

    def x(self, number: float) -> float:
        return _LEFT + (number + 0.5) * self.each

    def y(self, value: float) -> float:
        return _ABOVE + _PLOT * (1 - min(value, self.top) / self.top)

    @property
    def each(self) -> float:
        return (100 - _LEFT) / max(1, self.count)


def _scale(sheet: Sheet, top: float, step: float) -> None:
    count = max(1, int(top // step))
    for number in range(count + 1):
        value = number * step
        y = _ABOVE + _PLOT * (1 - value / top)
        sheet.line("gridline" if number else "axis", (_LEFT, y), (100, y))
        said = f"{value:,.0f}".replace(",", ".")
        sheet.text("note", _LEFT - 1.5, y + 4, said, "end")


def _gaps(
    sheet: Sheet, stops: Sequence[Stop], place: _Places, words: TrendWords
) -> None:
    """What is unknown is hatched; where nothing was there the sheet stays empty."""
    for is_nothing, told in ((False, words.unknown), (True, words.nothing)):
        flags = [s.measured is None and s.is_nothing == is_nothing for s in stops]
        for first, last in _runs(flags):
            x = _LEFT + first * place.each
            wide = (last - first + 1) * place.each
            if not is_nothing:
                among = stops[first : last + 1]
                said = ", ".join(f"{stop.label}: {stop.shown}" for stop in among)
                sheet.part(x, _ABOVE, (wide, _PLOT), Form.UNKNOWN, said)
            anchor, at = "middle", x + wide / 2
            if last == len(stops) - 1 and first == last:
                anchor, at = "end", 100.0
            sheet.text("gap", at, _ABOVE + _PLOT / 2, told, anchor)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From where to where something goes on."""
    begun: int | None = None
    for number, flag in enumerate([*flags, False]):
        if flag and begun is None:
            begun = number
        if not flag and begun is not None:
            yield begun, number - 1
            begun = None


def _targets(sheet: Sheet, stops: Sequence[Stop], place: _Places) -> None:
    """A step each period: what has to be reached may change."""
    for number, stop in enumerate(stops):
        if stop.target is not None:
            y = place.y(stop.target)
            x = _LEFT + number * place.each
            sheet.line("target", (x, y), (x + place.each, y))


def _line(
    sheet: Sheet, values: Sequence[float | None], place: _Places, kind: str
) -> None:
    for number, (here, there) in enumerate(pairwise(values)):
        if here is not None and there is not None:
            sheet.line(
                kind,
                (place.x(number), place.y(here)),
                (place.x(number + 1), place.y(there)),
            )


def _dots(
    sheet: Sheet, stops: Sequence[Stop], place: _Places, words: TrendWords
) -> None:
    for number, stop in enumerate(stops):
        x = place.x(number)
        if stop.reported is not None:
            said = f"{stop.label}, {words.reported}: {stop.reported_shown}"
            sheet.dot(x, place.y(stop.reported), said, is_open=True)
        if stop.measured is not None:
            said = f"{stop.label}: {stop.shown}"
            sheet.dot(x, place.y(stop.measured), said)
    known = [n for n, stop in enumerate(stops) if stop.measured is not None]
    if known:
        last = stops[known[-1]]
        above = place.y(last.measured or 0) - 10
        is_last = known[-1] == len(stops) - 1
        x = 100.0 if is_last else place.x(known[-1])
        anchor = "end" if is_last else "middle"
        sheet.text("value", x, above, last.shown, anchor)


def _labels(sheet: Sheet, stops: Sequence[Stop], place: _Places) -> None:
    """The last one always, and of the others as many as do not meet on a phone."""
    every = -(-len(stops) // _MOST_LABELS)
    last = len(stops) - 1
    for number, stop in enumerate(stops):
        if (last - number) % every == 0:
            y = _ABOVE + _PLOT + 18
            sheet.text("note", place.x(number), y, stop.label, "middle")


def _legend(sheet: Sheet, stops: Sequence[Stop], words: TrendWords) -> Drawing:
    """One below the other, so that nothing meets on a narrow sheet."""
    y = float(_ABOVE + _PLOT + _BELOW + 6)
    for kind, told, is_there in (
        ("measured", words.measured, True),
        ("reported", words.reported, any(s.reported is not None for s in stops)),
        ("target", words.target, any(s.target is not None for s in stops)),
    ):
        if is_there:
            sheet.sample(kind, y + 10)
            sheet.beside_swatch(y + 14, told)
            y += _LEGEND
    return sheet.drawing(y)


def spark_drawing(
    values: Sequence[float | None], *, key: str, title: str, about: str
) -> Drawing:
    """A line as large as a word, beside the number it ends with; gaps stay gaps."""
    wide, high, edge = 96, 24, 4
    sheet = Sheet(key, title, about, width=wide)
    known = [value for value in values if value is not None]
    low, top = min(known, default=0.0), max(known, default=0.0)
    span = (top - low) or 1.0
    each = 100 * (1 - 2 * edge / wide) / max(1, len(values) - 1)

    def spot(number: int, value: float) -> tuple[float, float]:
        rise = (value - low) / span if top > low else 0.5
        return 100 * edge / wide + number * each, high - edge - rise * (high - 2 * edge)

    for number, (here, there) in enumerate(pairwise(values)):
        if here is not None and there is not None:
            sheet.line("measured", spot(number, here), spot(number + 1, there))
        elif here is None and there is None:
            middle = high - edge
            ends = spot(number, low)[0], spot(number + 1, low)[0]
            sheet.line("empty", (ends[0], middle), (ends[1], middle))
    places = [n for n, value in enumerate(values) if value is not None]
    if places:
        x, y = spot(places[-1], known[-1])
        sheet.dot(x, y, about)
    return sheet.drawing(high)
