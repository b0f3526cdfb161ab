"""Goals beyond the ceilings: set beside what comparable systems took on two cores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congvu.bench.report.growth import times
from congvu.bench.report.sizes import Row, Told, rows_of
from congvu.bench.report.words import NOTHING, of_unit, table, yes


@dataclass(frozen=True)
class Goal:
    """``value``: the figure's own, or the one of that name beside it."""

    words: str
    figure: str
    unit: str
    most: float | None = None
    least: float | None = None
    value: str = ""
    grows: float | None = None

    @property
    def asked(self) -> str:
        if self.grows is not None:
            return f"≤ {times(self.grows)}"
        if self.most is not None:
            return f"≤ {of_unit(self.most, self.unit)}"
        return f"≥ {of_unit(self.least or 0, self.unit)}"

    def is_met_by(self, value: float) -> bool:
        return (self.most is None or value <= self.most) and (
            self.least is None or value >= self.least
        )

    def value_of(self, figure: Told | None) -> float | None:
        if not figure:
            return None
        beside: dict[str, float] = figure.get("beside", {})
        return beside.get(self.value) if self.value else float(figure["value"])


def _pages() -> Iterator[Goal]:
    for page in (
        "register of the clerk",
        "list of the specialist",
        "work of the specialist",
        "one paper",
    ):
        figure = f"{page}: page / empty page"
        yield Goal(f"{page}: its page, median", figure, "ms", 8, value="ours_ms")


def _full_text() -> Iterator[Goal]:
    for who in ("clerk", "specialist"):
        name = f"full text, {who}"
        figure = f"search of the {who}: hits, counts, lines and quotes"
        yield Goal(f"{name}: median", figure, "ms", 12)
        yield Goal(f"{name}: 95th percentile", figure, "ms", 40, value="p95_ms")
        yield Goal(f"{name}: growth", figure, "ratio", grows=1.5)


GOALS = (
    *_pages(),
    Goal(
        "pages answered, 16 people at once",
        "16 people without a pause: pages",
        "per second",
        least=300,
    ),
    *_full_text(),
    Goal(
        "documents taken in",
        "documents taken in a minute, without OCR",
        "per minute",
        least=2700,
    ),
    Goal(
        "uploaded, registered, found", "upload, read, register, found", "seconds", 0.25
    ),
    Goal("memory at rest", "memory of the whole office at rest", "MB", 450),
    Goal(
        "cold start, database running",
        "from start to ready, the database running",
        "seconds",
        1.5,
    ),
)


def goals_table(bench: Told) -> str:
    """Each goal at each size; met only where every size meets it."""
    sizes = bench["sizes"]
    by_name = {row.name: row for row in rows_of(sizes)}
    head = ["goal", "asked", *(f"{one['documents']:,} papers" for one in sizes), "met"]
    return table(head, [_line(goal, by_name.get(goal.figure), sizes) for goal in GOALS])


def _line(goal: Goal, row: Row | None, sizes: Sequence[Told]) -> Sequence[str]:
    if row is None:
        return [goal.words, goal.asked, *[NOTHING] * len(sizes), "not run yet"]
    if goal.grows is not None:
        return _growth_line(goal, row)
    values = [goal.value_of(figure) for figure in row.figures]
    met = all(goal.is_met_by(value) for value in values if value is not None)
    cells = [NOTHING if v is None else of_unit(v, goal.unit) for v in values]
    return [goal.words, goal.asked, *cells, yes(met)]


def _growth_line(goal: Goal, row: Row) -> Sequence[str]:
    """Each size beside the smallest."""
    first, *later = [goal.value_of(figure) for figure in row.figures]
    cells = [times(value / first) if first and value else NOTHING for value in later]
    met = "not run yet" if row.growth is None else yes(row.growth <= (goal.grows or 0))
    return [goal.words, goal.asked, NOTHING, *cells, met]
