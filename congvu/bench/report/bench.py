"""What ``make bench`` printed, as tables: one chapter a kind, one column a size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from congvu.bench.report.groups import GROUPS, Group
from congvu.bench.report.growth import times
from congvu.bench.report.sizes import Row, Told, rows_of
from congvu.bench.report.words import (
    NOTHING,
    named,
    number,
    of_unit,
    paragraph,
    table,
    yes,
)

_PAIR = (", p50", ", p95")


def chapters(bench: Told) -> Iterator[str]:
    """Every kind; one that was not measured is said to be missing."""
    sizes = bench["sizes"]
    rows = rows_of(sizes)
    for kind, group in GROUPS.items():
        yield _chapter(group, [row for row in rows if row.kind == kind], sizes)


def _chapter(group: Group, rows: Sequence[Row], sizes: Sequence[Told]) -> str:
    head = f"### {group.title}\n\n{paragraph(group.words)}\n"
    if not rows:
        return f"{head}Not run yet.\n"
    counts = [f"{one['documents']:,} papers" for one in sizes]
    columns = ["what", *counts, "grows", "ceiling", "met"]
    return head + table(columns, [line for row in rows for line in _lines(row)])


def _lines(row: Row) -> Iterator[list[str]]:
    """The figure, and a line for each thing printed beside it."""
    asked = ceiling(row.any)
    met = yes(row.is_met) if asked else NOTHING
    figures = [figure_words(figure) for figure in row.figures]
    yield [row.name, *figures, times(row.growth), asked or NOTHING, met]
    if row.any["unit"] != "ratio":
        besides = [_beside(figure) for figure in row.figures]
        for name in dict.fromkeys(name for beside in besides for name in beside):
            cells = [beside.get(name, NOTHING) for beside in besides]
            yield [f"– {name}", *cells, "", "", ""]


def figure_words(figure: Told | None) -> str:
    """A ratio with both its sides; what is not met stands out."""
    if not figure:
        return NOTHING
    words = of_unit(figure["value"], figure["unit"])
    beside = figure.get("beside", {})
    if "ours_ms" in beside and "other_ms" in beside:
        sides = f"{number(beside['ours_ms'])} / {number(beside['other_ms'])} ms"
        words = f"{words} ({sides})"
    return words if figure["met"] else f"**{words}**"


def ceiling(figure: Told) -> str:
    if "most" in figure:
        return f"≤ {of_unit(figure['most'], figure['unit'])}"
    if "least" in figure:
        return f"≥ {of_unit(figure['least'], figure['unit'])}"
    return ""


def _beside(figure: Told | None) -> Mapping[str, str]:
    """By name; the median and the 95th percentile of a page stand together."""
    found: dict[str, str] = {}
    beside: Mapping[str, float] = (figure or {}).get("beside", {})
    for name, value in beside.items():
        page, half = name.removesuffix(_PAIR[0]), name.endswith(_PAIR[0])
        if half and page + _PAIR[1] in beside:
            late = number(beside[page + _PAIR[1]])
            found[f"{page}: median / p95"] = f"{number(value)} / {late} ms"
        elif not name.endswith(_PAIR[1]):
            words, unit = named(name)
            found[words] = of_unit(value, unit or ("ms" if name == "p50" else ""))
    return found


def not_met(bench: Told) -> list[str]:
    """In words, with where: what passes its ceiling."""
    told = [
        f"{row.name} ({', '.join(_missed(row, bench['sizes']))})"
        for row in rows_of(bench["sizes"])
        if not row.is_met
    ]
    grown = [f["name"] for f in bench["growth"] if not f["met"]]
    return told + [f"growth of {name.partition(' / ')[0]}" for name in grown]


def _missed(row: Row, sizes: Sequence[Told]) -> Iterator[str]:
    for figure, one in zip(row.figures, sizes, strict=True):
        if figure and not figure["met"]:
            told = of_unit(figure["value"], figure["unit"])
            yield f"{told} at {one['documents']:,}, {ceiling(figure)}"


def quality_table(bench: Told) -> str:
    head = ["set", "typed", "questions", "recall@1", "recall@10", "mrr@10"]
    rows = [
        [
            one["set"],
            "with accents" if one["accents"] else "without accents",
            *(number(one[name]) for name in head[2:]),
        ]
        for one in bench["quality"]
    ]
    return table(head, rows) if rows else "Not run yet.\n"
