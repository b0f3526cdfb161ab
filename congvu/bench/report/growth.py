"""How each cost grows from the smallest size to the largest."""

from __future__ import annotations

from collections.abc import Sequence

from congvu.bench.report.sizes import Row, Told, milliseconds, rows_of
from congvu.bench.report.words import NOTHING, number, of_unit, table, yes
from congvu.bench.timing import Figure

MOST_GROWTH = 2.0
# Kinds whose milliseconds must stay flat however much there is.
_FLAT = {"lists", "bell"}


def grown(sizes: Sequence[Told]) -> list[Figure]:
    """How many times as long the same takes at the largest size as at the smallest."""
    found = []
    for row in rows_of(sizes):
        first, last = (figure or {} for figure in (row.figures[0], row.figures[-1]))
        before, after = milliseconds(first), milliseconds(last)
        if len(sizes) > 1 and row.kind in _FLAT and before and after:
            beside = {"smallest_ms": before, "largest_ms": after}
            times = after / before
            found.append(Figure(row.name, times, "ratio", MOST_GROWTH, beside=beside))
    return found


def growth_table(bench: Told) -> str:
    """The costs that must stay flat, at each size."""
    by_name = {figure["name"]: figure for figure in bench["growth"]}
    rows = [row for row in rows_of(bench["sizes"]) if row.name in by_name]
    if not rows:
        return "Not run yet at more than one size.\n"
    counts = [f"{one['documents']:,} papers" for one in bench["sizes"]]
    head = ["what", *counts, "grows", "ceiling", "met"]
    return table(head, [_line(row, by_name[row.name]) for row in rows])


def _line(row: Row, figure: Told) -> list[str]:
    taken = [milliseconds(one) if one else 0.0 for one in row.figures]
    return [
        row.name.partition(" / ")[0],
        *(of_unit(ms, "ms") if ms else NOTHING for ms in taken),
        times(figure["value"]),
        f"≤ {times(figure['most'])}",
        yes(figure["met"]),
    ]


def times(value: float | None) -> str:
    return NOTHING if value is None else f"{number(round(value, 2))} ×"
