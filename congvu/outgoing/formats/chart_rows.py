"""Charts within the content: black on white, so that a copy still tells parts apart.

Each is drawn from the same marks as the words of the page, in the PDF as lines, in a
Word file as a picture of them. What is unknown is left out and said, never nought.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from congvu.outgoing.formats.faces import Face, Run, broken, width
from congvu.outgoing.formats.rows import Bar, Mark, Row, Rule, Stroke, Type, Words
from congvu.outgoing.rules.charts import ChartData, ChartKind, chart_of
from congvu.outgoing.rules.paper import Block

UNKNOWN = "chưa biết"
DASH = [4.0, 2.5]
_KIND = Type(11)
_SMALL = Type(9)
_BAR, _BETWEEN, _GAP = 12.0, 6.0, 6.0
_LABELS = 0.42
_VALUES = 62.0
_PLOT = 140.0
_LINES, _LONGEST = 3, 200
_EACH = 24
"""So many bars stay together; more are parted by a page break."""
_FILLS: Sequence[tuple[float, bool]] = (
    (0.25, False),
    (0.65, False),
    (1.0, True),
    (1.0, False),
    (0.45, False),
    (0.85, False),
)
_HATCH = 4.0
_STEPS = (1, 2, 5, 10)


def chart_rows(block: Block, room: float, *, above: float = 0.0) -> list[Row]:
    """Nothing where there is no number to draw."""
    data = chart_of(block)
    if data is None or not any(v is not None for row in data.values for v in row):
        return []
    if data.kind == ChartKind.TREND:
        return [_trend(data, room, above)]
    legend = _legend(_legend_of(data), room)
    bars = [_bars(data, at, room) for at in range(0, len(data.labels), _EACH)]
    gap = above if legend is None else _GAP
    first = replace(bars[0], above=gap)
    return [*([] if legend is None else [legend]), first, *bars[1:]]


def hatching(bar: Bar) -> Iterator[float]:
    """Where the slanting lines of a hatched bar begin at its foot."""
    start = -bar.height + _HATCH / 2
    while start < bar.width:
        yield start
        start += _HATCH


def _legend_of(data: ChartData) -> list[tuple[str, Bar | None]]:
    """A second number of a single bar is a mark, drawn as a line."""
    if data.kind == ChartKind.BARS:
        if len(data.series) < 2:
            return []
        return [(data.series[0], _sample(0)), (data.series[1], None)]
    return [(name, _sample(n)) for n, name in enumerate(data.series)]


def _sample(place: int) -> Bar:
    grey, hatched = _FILLS[place % len(_FILLS)]
    return Bar(0.0, 0.0, 14.0, 9.0, grey, hatched)


def _legend(parts: Sequence[tuple[str, Bar | None]], room: float) -> Row | None:
    """What each filling means; it stays with the chart."""
    if not parts:
        return None
    marks: list[Mark] = []
    x, line = 0.0, 0
    for whole, sample in parts:
        name = _fit(whole, room - 34)
        wide = 20 + width(name, Face.REGULAR, _KIND.size) + 14
        if x and x + wide > room:
            x, line = 0.0, line + 1
        top = line * (_KIND.leading + 2)
        if sample is None:
            marks.append(Rule(x + 7, top + 1, 12, 1.6, down=True))
        else:
            grey, hatched = sample.grey, sample.hatched
            marks.append(Bar(x, top + 3, sample.width, sample.height, grey, hatched))
        marks.append(_words(name, x + 20, top))
        x += wide
    return Row((line + 1) * (_KIND.leading + 2), tuple(marks), _GAP, keep=True)


def _bars(data: ChartData, at: int, room: float) -> Row:
    """Lying bars over one scale; the number stands behind its bar."""
    labels = data.labels[at : at + _EACH]
    left = min(
        room * _LABELS,
        max(width(label, Face.REGULAR, _KIND.size) for label in data.labels) + 2,
    )
    whole = max((_long(row, data.kind) for row in data.values), default=0.0)
    scale = (room - left - _GAP - _VALUES) / whole if whole else 0.0
    marks: list[Mark] = []
    top = 0.0
    for n, label in enumerate(labels):
        lines = _few(label, left)
        high = max(_BAR, len(lines) * _KIND.leading)
        for m, line in enumerate(lines):
            start = left - width(line, Face.REGULAR, _KIND.size)
            down = (high - len(lines) * _KIND.leading) / 2 + m * _KIND.leading
            marks.append(_words(line, start, top + down))
        place = top + (high - _BAR) / 2
        marks += _bar(data, at + n, left + _GAP, place, scale)
        top += high + _BETWEEN
    marks.append(Rule(left + _GAP, 0.0, max(top - _BETWEEN, _BAR), 0.7, down=True))
    return Row(top, tuple(marks))


def _few(label: str, room: float) -> list[str]:
    """A label in three lines at the most; the table beside has it whole."""
    lines = [line.text for line in broken([Run(label)], _KIND.size, room)]
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], "…"]


def _long(values: Sequence[float | None], kind: ChartKind) -> float:
    known = [max(v, 0.0) for v in values if v is not None]
    if kind == ChartKind.STACKED:
        return sum(known)
    return max(known[:2], default=0.0)


def _bar(
    data: ChartData, row: int, x: float, top: float, scale: float
) -> Iterator[Mark]:
    values, texts = data.values[row], data.texts[row]
    stacked = data.kind == ChartKind.STACKED
    end = x
    for n, value in enumerate(values if stacked else values[:1]):
        if value is not None and value > 0:
            grey, hatched = _FILLS[n % len(_FILLS)]
            yield Bar(end, top, value * scale, _BAR, grey, hatched)
            end += value * scale
    if not stacked and len(values) > 1 and values[1] is not None:
        at = x + max(values[1], 0.0) * scale
        yield Rule(at, top - 2, _BAR + 4, 1.6, down=True)
        end = max(end, at)
    yield _words(_said(values, texts, stacked=stacked), end + 4, top - 1)


def _said(
    values: Sequence[float | None], texts: Sequence[str], *, stacked: bool
) -> str:
    if not stacked:
        said = texts[0] or UNKNOWN
        if width(said, Face.REGULAR, _KIND.size) <= _VALUES - 6:
            return said
        return UNKNOWN if values[0] is None else _plain(values[0])
    total = sum(v for v in values if v is not None)
    if all(v is None for v in values):
        return UNKNOWN
    return _plain(total)


def _trend(data: ChartData, room: float, above: float) -> Row:
    """Lines over time; a gap where nothing is known, with the word for it."""
    known = [v for row in data.values for v in row if v is not None]
    step = _step(max([*known, 0.0]))
    top_value = step * max(1, -(-max([*known, 0.0]) // step))
    left = width(_plain(top_value), Face.REGULAR, _SMALL.size) + 6
    marks: list[Mark] = []
    head = _lines_legend(data.series, room, marks)
    each = (room - left) / len(data.labels)
    for n in range(round(top_value / step) + 1):
        y = head + _PLOT * (1 - n * step / top_value)
        marks.append(Rule(left, y, room - left, 0.7 if not n else 0.25))
        text = _plain(n * step)
        x = left - 4 - width(text, Face.REGULAR, _SMALL.size)
        marks.append(_words(text, x, y - _SMALL.leading / 2, _SMALL))
    for place in range(len(data.series)):
        marks += _line(data, place, left, head, each, top_value)
    every = max(1, -(-len(data.labels) * 40 // int(room - left)))
    for n, label in enumerate(data.labels):
        middle = left + (n + 0.5) * each
        if (len(data.labels) - 1 - n) % every == 0:
            shown = _fit(label, each * every - 4, _SMALL)
            marks.append(_middle(shown, middle, head + _PLOT + 2))
        if data.values[n][0] is None and (len(data.labels) - 1 - n) % every == 0:
            marks.append(_middle(UNKNOWN, middle, head + _PLOT + 2 + _SMALL.leading))
    return Row(head + _PLOT + 2 + 2 * _SMALL.leading, tuple(marks), above)


def _lines_legend(series: Sequence[str], room: float, marks: list[Mark]) -> float:
    """Samples of the lines above the plot; returns how far down it begins."""
    x, top = 0.0, 0.0
    for n, whole in enumerate(series):
        name = _fit(whole, room - 48)
        wide = 34 + width(name, Face.REGULAR, _KIND.size) + 14
        if x and x + wide > room:
            x, top = 0.0, top + _KIND.leading + 2
        marks.append(_stroke(n, x, top + 7, ((0.0, 0.0), (28.0, 0.0))))
        marks.append(_words(name, x + 34, top))
        x += wide
    return top + _KIND.leading + 8


def _line(
    data: ChartData, place: int, left: float, head: float, each: float, most: float
) -> Iterator[Mark]:
    piece: list[tuple[float, float]] = []
    for n, row in enumerate(data.values):
        value = row[place]
        if value is None:
            yield from _pieces(place, left, head, piece)
            piece = []
        else:
            down = _PLOT * (1 - max(value, 0.0) / most)
            piece.append(((n + 0.5) * each, down))
    yield from _pieces(place, left, head, piece)


def _pieces(
    place: int, left: float, head: float, points: list[tuple[float, float]]
) -> Iterator[Mark]:
    if len(points) > 1:
        yield _stroke(place, left, head, tuple(points))
    if not place:
        for x, y in points:
            yield Bar(left + x - 2, head + y - 2, 4.0, 4.0, 0.0)


def _stroke(
    place: int, x: float, drop: float, points: tuple[tuple[float, float], ...]
) -> Stroke:
    return Stroke(x, drop, points, 1.4 if not place else 1.0, dashed=place > 0)


def _words(text: str, x: float, top: float, kind: Type = _KIND) -> Words:
    return Words(x, top + kind.drop, (Run(text),), kind.size)


def _middle(text: str, middle: float, top: float) -> Words:
    x = middle - width(text, Face.REGULAR, _SMALL.size) / 2
    return _words(text, x, top, _SMALL)


def _fit(text: str, room: float, kind: Type = _KIND) -> str:
    """As much of it as there is room for."""
    if width(text, Face.REGULAR, kind.size) <= room:
        return text
    text = text[:_LONGEST]
    while text and width(f"{text}…", Face.REGULAR, kind.size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _step(most: float) -> float:
    """A round step that lays up to five lines under the highest point."""
    size = 1.0
    while most > 10 * size * 4:
        size *= 10
    return next(s * size for s in _STEPS if s * size * 4 >= most)


def _plain(value: float) -> str:
    """As papers write it: 1.234,5."""
    text = f"{value:,.10g}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
