"""One figure at several sizes of the province: the rows of every table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Told = Mapping[str, Any]
SIZES = (10_000, 100_000, 1_000_000)
_COSTS = {"ms", "s", "seconds", "minutes", "MB", "queries"}
_RATES = {"per second", "1/s", "per minute"}


@dataclass(frozen=True)
class Row:
    """``figures`` has one for each size, None where it was not measured there."""

    name: str
    kind: str
    figures: Sequence[Told | None]

    @property
    def any(self) -> Told:
        return next(figure for figure in self.figures if figure)

    @property
    def is_met(self) -> bool:
        return all(figure["met"] for figure in self.figures if figure)

    @property
    def growth(self) -> float | None:
        """How many times the smallest size's cost the largest size's is."""
        ends = [self.figures[0], self.figures[-1]]
        if len(self.figures) < 2 or not all(ends):
            return None
        before, after = (cost(figure) for figure in ends if figure)
        return after / before if before and after else None


def rows_of(sizes: Sequence[Told]) -> list[Row]:
    """Every figure by its name, in the order of measuring."""
    found: dict[tuple[str, str], list[Told | None]] = {}
    for place, one in enumerate(sizes):
        for figure in one["figures"]:
            key = (figure["kind"], figure["name"])
            found.setdefault(key, [None] * len(sizes))[place] = figure
    return [Row(name, kind, figures) for (kind, name), figures in found.items()]


def milliseconds(figure: Told) -> float:
    """Its own, or of a ratio what ours took."""
    beside: Mapping[str, float] = figure.get("beside", {})
    value: float = figure.get("value", 0.0)
    return value if figure.get("unit") == "ms" else beside.get("ours_ms", 0.0)


def cost(figure: Told) -> float:
    """What grows when it gets worse; of a rate the time of one. 0: has none."""
    unit, value = figure["unit"], float(figure["value"])
    if unit in _RATES:
        return 1 / value if value else 0.0
    return value if unit in _COSTS else milliseconds(figure)
