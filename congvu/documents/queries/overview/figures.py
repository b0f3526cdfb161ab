"""What became of the papers, how long each step took, why some were late.

One query answers for the whole page: the course of the papers is reckoned once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from congvu.documents.queries.lists import Scope, readable_entries
from congvu.documents.queries.overview.asking import ask_together
from congvu.documents.queries.overview.course import (
    Asked,
    Cause,
    Fate,
    Step,
)
from congvu.documents.queries.overview.history import (
    REMAINING,
    Remaining,
    remaining_of,
)
from congvu.documents.queries.overview.papers import (
    CoursePaper,
    paper_of,
    papers_sql,
)

T = TypeVar("T", bound=Hashable)
UnitOnMap = Callable[[UUID], UUID]


@dataclass(frozen=True)
class Cell:
    """How many papers share week of arrival, lead unit, step, fate and cause."""

    week: date
    unit_id: UUID | None
    step: Step | None
    fate: Fate
    cause: Cause | None
    count: int


@dataclass(frozen=True)
class StepTime:
    """How long papers lay in one step, in working days, and how many did."""

    step: Step
    count: int
    half: float
    nine_tenths: float


@dataclass(frozen=True)
class Picture:
    """All that one query tells: counts, times, and the papers that press.

    ``late_now`` counts every late paper of today, ``late`` are the longest due of them;
    ``pressing`` are the open ones due until the week's end that are not late yet.
    """

    cells: list[Cell]
    times: dict[Step, StepTime]
    late_now: int
    late: list[CoursePaper]
    pressing: list[CoursePaper]
    remaining: Remaining


# One reading for all steps; where a paper still waits in one, that says nothing yet.
_PASSED = {
    step: f"CASE WHEN k.step IS DISTINCT FROM '{step}' THEN k.spent_{step} END"
    for step in Step
}
_TIMES = ", ".join(
    f"count({spent}) AS count_{step}, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP"
    f" (ORDER BY {spent}) AS days_{step}"
    for step, spent in _PASSED.items()
)
_QUESTIONS = {
    "cells": """SELECT date_trunc('week', k.arrived_on)::date AS week, k.unit_id,
                       k.step, k.fate, k.cause, count(*) AS count
                  FROM course k WHERE k.in_period GROUP BY 1, 2, 3, 4, 5 ORDER BY 1""",
    "times": f"SELECT {_TIMES} FROM course k WHERE k.in_period",  # noqa: S608 - our own words
    "late_now": f"""SELECT count(*) AS count FROM course k
                     WHERE k.fate = '{Fate.OPEN_LATE}'""",  # noqa: S608 - our own words
    "late": papers_sql(f"k.fate = '{Fate.OPEN_LATE}'"),
    "pressing": papers_sql(
        f"k.fate = '{Fate.OPEN}' AND k.due_on BETWEEN %(on)s AND %(week_end)s"
    ).replace("%(limit)s", "ALL"),
    "remaining": REMAINING,
}


def picture(asked: Asked, *, week_end: date, shown: int | None) -> Picture:
    """The overview of a period as these eyes may see it; one query."""
    found = ask_together(asked, _QUESTIONS, week_end=week_end, limit=shown)
    return Picture(
        cells=[_cell(row) for row in found["cells"]],
        times={
            step: StepTime(step, row[f"count_{step}"], *row[f"days_{step}"])
            for row in found["times"]
            for step in Step
            if row[f"count_{step}"]
        },
        late_now=found["late_now"][0]["count"],
        late=[paper_of(row) for row in found["late"]],
        pressing=[paper_of(row) for row in found["pressing"]],
        remaining=remaining_of(found["remaining"]),
    )


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(
        week=date.fromisoformat(row["week"]),
        unit_id=UUID(row["unit_id"]) if row["unit_id"] else None,
        step=Step(row["step"]) if row["step"] else None,
        fate=Fate(row["fate"]),
        cause=Cause(row["cause"]) if row["cause"] else None,
        count=row["count"],
    )


def counted(found: Sequence[Cell], key: Callable[[Cell], T]) -> Counter[T]:
    """The cells' papers added up by a key."""
    totals: Counter[T] = Counter()
    for cell in found:
        totals[key(cell)] += cell.count
    return totals


def on_map(found: Sequence[Cell], unit_on_map: UnitOnMap) -> list[Cell]:
    """The same papers under the unit that answers for their lead unit on a map."""
    return [
        replace(cell, unit_id=unit_on_map(cell.unit_id)) if cell.unit_id else cell
        for cell in found
    ]


def has_papers(scope: Scope) -> bool:
    """Whether these eyes see any paper at all, of whatever day."""
    return readable_entries(scope).exists()
