"""The papers behind a figure: who has them, where they wait, why they are late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from congvu.documents.models import Assignment, WorkRequest
from congvu.documents.queries.lists import (
    EntryLine,
    Scope,
    lines_of,
    readable_entries,
)
from congvu.documents.queries.overview.asking import ask, ask_together, where
from congvu.documents.queries.overview.course import (
    Asked,
    Cause,
    Chosen,
    Fate,
    Step,
)
from congvu.documents.rules import AssignmentState, Wish


class CoursePaper(NamedTuple):
    """One paper of a figure with its place on the way.

    ``waited`` is how many working days it lies in its step; ``asked_of`` the desk whose
    co-operation is waited for, ``answered_by`` the one that answered last. ``due_on``
    is the nearest day of the paper and its parts, ``last_due_on`` the paper's own and
    ``first_due_on`` the one it had before any extension.
    """

    id: UUID
    order_key: int
    number: int
    arrived_on: date
    subject: str
    holder: str
    unit_id: UUID | None
    asked_of: str
    answered_by: str
    fate: Fate
    step: Step | None
    due_on: date | None
    waited: float
    cause: Cause | None
    cause_spent: float
    finished_on: date | None
    first_due_on: date | None
    last_due_on: date | None
    now_mark: float


def papers_sql(condition: str) -> str:
    """The papers of a condition on ``course k``, the longest due first."""
    return f"""
      SELECT k.id, k.order_key, k.number, k.arrived_on, d.subject, k.holder, k.unit_id,
             coalesce(k.asked_of, '') AS asked_of,
             coalesce(k.answered_by, '') AS answered_by, k.fate, k.step,
             k.nearest_due AS due_on, greatest(0, k.now_mark - k.entered) AS waited,
             k.cause, coalesce(k.cause_spent, 0) AS cause_spent, k.finished_on,
             k.first_due_on, k.due_on AS last_due_on,
             k.now_mark
        FROM course k JOIN documents_document d ON d.id = k.document_id
       WHERE {condition} ORDER BY k.nearest_due, k.order_key LIMIT %(limit)s"""  # noqa: S608 - our own words


Kept = Counter[tuple[UUID | None, Fate]]
_KEPT = f"""
  SELECT k.unit_id, k.fate, count(*) AS count FROM course k
   WHERE k.in_period AND k.fate IN ('{Fate.IN_TIME}', '{Fate.EXTENDED}', '{Fate.LATE}')
   GROUP BY 1, 2"""  # noqa: S608 - our own words


def papers_and_kept(asked: Asked, chosen: Chosen) -> tuple[list[CoursePaper], Kept]:
    """The chosen papers, and by lead unit how all finished ones kept their day: the
    first, the extended one, or none; one query.
    """
    condition, given = where(chosen)
    questions = {"papers": papers_sql(condition), "kept": _KEPT}
    found = ask_together(asked, questions, **given, limit=None)
    kept: Kept = Counter()
    for row in found["kept"]:
        unit = UUID(row["unit_id"]) if row["unit_id"] else None
        kept[unit, Fate(row["fate"])] += row["count"]
    return [paper_of(row) for row in found["papers"]], kept


_DAYS = ("arrived_on", "due_on", "finished_on", "first_due_on", "last_due_on")


def paper_of(row: Mapping[str, Any]) -> CoursePaper:
    """A row of `papers_sql` as it came through JSON."""
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None for name in _DAYS
    }
    return CoursePaper(
        **dict(row)
        | days
        | {
            "id": UUID(row["id"]),
            "unit_id": UUID(row["unit_id"]) if row["unit_id"] else None,
            "fate": Fate(row["fate"]),
            "step": Step(row["step"]) if row["step"] else None,
            "cause": Cause(row["cause"]) if row["cause"] else None,
        }
    )


@dataclass(frozen=True)
class FigureList:
    """One page of a figure's list; ``total`` is the figure itself."""

    lines: list[EntryLine]
    total: int
    after: int | None


def figure_list(
    asked: Asked, chosen: Chosen, *, after: int | None = None, limit: int = 50
) -> FigureList:
    """Newest first, one page, with the exact number of all; two queries."""
    condition, given = where(chosen)
    rows = ask(
        asked,
        f"""SELECT id, order_key, total FROM (
              SELECT k.id, k.order_key, count(*) OVER () AS total
                FROM course k WHERE {condition}) f
             WHERE %(after)s::bigint IS NULL OR order_key < %(after)s
             ORDER BY order_key DESC LIMIT %(limit)s""",  # noqa: S608 - our own words
        **given,
        after=after,
        limit=limit + 1,
    )
    shown = rows[:limit]
    more = shown[-1][1] if len(rows) > limit else None
    total = rows[0][2] if rows else 0
    return FigureList(lines_of(asked.scope, [row[0] for row in shown]), total, more)


def entries_list(
    scope: Scope, ids: Sequence[UUID], *, after: int | None = None, limit: int = 50
) -> FigureList:
    """The same for papers that are known one by one; one query."""
    every = lines_of(scope, ids)
    lines = [line for line in every if after is None or line.order_key < after]
    more = lines[limit - 1].order_key if len(lines) > limit else None
    return FigureList(lines[:limit], len(every), more)


def words_of(scope: Scope, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What was written last about these papers' time: when more of it was asked, else
    when work was given back; two queries.

    What the office itself writes when it withdraws a part is nobody's words.
    """
    seen = readable_entries(scope).filter(pk__in=ids)
    returned = (
        Assignment.objects.filter(entry__in=seen)
        .exclude(reason="")
        .exclude(state=AssignmentState.WITHDRAWN)
        .order_by("given_at", "id")
        .values_list("entry_id", "desk_name", "reason")
    )
    asked = (
        WorkRequest.objects.filter(entry__in=seen, kind=Wish.EXTENSION)
        .order_by("asked_at", "id")
        .values_list("entry_id", "asked_by", "reason")
    )
    return {
        entry: f"{name.split(',')[0]}: {reason}"
        for entry, name, reason in [*returned, *asked]
    }
