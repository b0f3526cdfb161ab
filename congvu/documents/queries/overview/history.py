"""What the record says about how long the rest of the way takes: for the forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from congvu.documents.queries.overview.asking import ask
from congvu.documents.queries.overview.course import (
    STEP_MARKS,
    Asked,
    Step,
)

# A tenth of a working day: finer than anybody could act on.
TENTH = 10
Remaining = dict[tuple[Step, UUID | None], Counter[int]]

# Where an open paper can wait; once registered, nothing waits to be registered.
WAITING_STEPS: tuple[Step, ...] = tuple(step for step in Step if step != Step.REGISTER)
# Who asked nobody passed no co-operation, and who was given it directly no transfer.
# By place: words are compared by the rules of the language, which costs more.
_LEFT = ", ".join(
    f"({place}, CASE WHEN k.spent_{step} IS NOT NULL THEN"
    f" k.finished - ({STEP_MARKS[step][0].replace('m.', 'k.')}) END)"
    for place, step in enumerate(WAITING_STEPS)
)

REMAINING = f"""
  SELECT v.place, k.unit_id, greatest(0, round(v.left_over * {TENTH}))::int AS tenths,
         count(*) AS count
    FROM course k, LATERAL (VALUES {_LEFT}) v(place, left_over)
   WHERE k.finished IS NOT NULL AND k.unit_id IS NOT NULL AND k.arrived_on >= %(since)s
     AND v.left_over IS NOT NULL
   GROUP BY 1, 2, 3"""  # noqa: S608 - our own words


def remaining_of(rows: Sequence[Mapping[str, Any]]) -> Remaining:
    """Of the papers finished lately: tenths of working days from entering each step to
    the end, by step and lead unit, and with None for the whole agency.
    """
    found: Remaining = {}
    for row in rows:
        for unit in (UUID(row["unit_id"]), None):
            key = (WAITING_STEPS[row["place"]], unit)
            found.setdefault(key, Counter())[row["tenths"]] += row["count"]
    return found


class PastPaper(NamedTuple):
    """One paper as the back-test needs it: its lead unit, its day, its moments."""

    unit_id: UUID
    due_on: date
    entered: dict[Step, float]
    finished: float | None
    finished_on: date | None


_ENTERED = ", ".join(
    f"CASE WHEN k.spent_{step} IS NOT NULL THEN"
    f" {STEP_MARKS[step][0].replace('m.', 'k.')} END"
    for step in WAITING_STEPS
)


def past_papers(asked: Asked) -> Iterator[PastPaper]:
    """Every paper of the period that a unit led by a day; for the back-test."""
    rows = ask(
        asked,
        f"""SELECT k.unit_id, k.due_on, k.finished,
                   k.finished_on, {_ENTERED}
              FROM course k
             WHERE k.in_period AND k.unit_id IS NOT NULL AND k.due_on IS NOT NULL""",  # noqa: S608
    )
    for unit, due_on, finished, finished_on, *marks in rows:
        entered = {
            step: mark
            for step, mark in zip(WAITING_STEPS, marks, strict=True)
            if mark is not None
        }
        yield PastPaper(unit, due_on, entered, finished, finished_on)
