"""What the rows of a chart say: labels, series, numbers as papers write them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.paper import CHART, Block

_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?")
_LINE = re.compile(r"^\|(.*)\|$")
_LONGEST = 24
_MOST_OF_BARS = 2


class ChartKind(IntEnum):
    """BARS: a bar a row, a second number being its mark. STACKED: the numbers of a row
    one after another. TREND: a line a column over the rows.
    """

    BARS = 1
    STACKED = 2
    TREND = 3


CHART_NAMES: Mapping[ChartKind, str] = {
    ChartKind.BARS: _("Biểu đồ thanh"),
    ChartKind.STACKED: _("Biểu đồ chồng"),
    ChartKind.TREND: _("Biểu đồ đường"),
}
_KINDS = {name: kind for kind, name in CHART_NAMES.items()}
_FIRST_LINE = re.compile(rf"^\[?({'|'.join(_KINDS)})(?:\]|:)\s*(.*)$")


@dataclass(frozen=True)
class ChartData:
    """``values`` by row and series; None where the cell is no number: unknown."""

    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]


def amount(text: str) -> float | None:
    """ "1.234,5 %" as a number; what is none is unknown, never nought."""
    found = _NUMBER.search(text)
    if found is None or len(found[0]) > _LONGEST:
        return None
    return float(found[0].replace(".", "").replace(",", "."))


def chart_of(block: Block) -> ChartData | None:
    """None where there is nothing to draw."""
    rows = [row for row in block.rows if row]
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    head, *lines = rows
    count = len(head) - 1
    filled = [(*line[1:], *[""] * count)[:count] for line in lines]
    kind = _kind(block.level)
    if kind == ChartKind.BARS and count > _MOST_OF_BARS:
        kind = ChartKind.STACKED
    return ChartData(
        kind=kind,
        labels=tuple(line[0] for line in lines),
        series=tuple(head[1:]),
        values=tuple(tuple(amount(cell) for cell in line) for line in filled),
        texts=tuple(tuple(line) for line in filled),
    )


def _kind(level: int) -> ChartKind:
    known = level in ChartKind.__members__.values()
    return ChartKind(level) if known else ChartKind.BARS


def as_lines(text: str, level: int, rows: Sequence[Sequence[str]]) -> str:
    """A chart in plain lines: what an editor types, what a picture says of itself."""
    name = CHART_NAMES[_kind(level)]
    lines = (
        f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in rows
    )
    return "\n".join([f"[{name}] {text}", *lines])


def first_line(line: str) -> dict[str, Any] | None:
    """The line that begins a chart, as a block without rows."""
    found = _FIRST_LINE.match(line)
    if found is None:
        return None
    kind = _KINDS[found[1]]
    return {"kind": CHART, "text": found[2].strip(), "level": int(kind), "rows": []}


def cells_of(line: str) -> list[str]:
    """A row between bars."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def from_lines(said: str) -> Block | None:
    """The chart that a picture says it is; None where it is another picture."""
    first, *rest = said.splitlines() or [""]
    block = first_line(first)
    if block is None or not all(_LINE.match(line.strip()) for line in rest):
        return None
    rows = tuple(tuple(cells_of(line)) for line in rest)
    return Block(CHART, block["text"], block["level"], rows)
