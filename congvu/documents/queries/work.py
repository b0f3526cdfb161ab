"""Việc của tôi: what lies on a desk, by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from congvu.documents.models import Assignment
from congvu.documents.queries.lists import EntryLine, PaperLine
from congvu.documents.rules import (
    ACTING_STATES,
    AssignmentState,
    Part,
)
from congvu.lib.dates import WorkCalendar

# What a line of work shows of its paper; anything else would be a query a row.
_SHOWN = (
    *(f.name for f in Assignment._meta.concrete_fields),
    *(f"entry__{name}" for name in EntryLine._fields[:-1]),
    *(f"entry__document__{name}" for name in PaperLine._fields),
)


@dataclass(frozen=True)
class WorkItem:
    """One assignment on my desk with its paper, and how long is left."""

    assignment: Assignment
    days_left: int | None


def my_work(
    principals: frozenset[UUID], *, on: date, days: WorkCalendar, limit: int = 300
) -> list[WorkItem]:
    """What waits for these desks to act, most pressing first; one query."""
    rows = _on_desks(principals).filter(state__in=sorted(ACTING_STATES))
    return _items(rows[:limit], on, days)


def reports_to_me(
    principals: frozenset[UUID], *, on: date, days: WorkCalendar, limit: int = 100
) -> list[WorkItem]:
    """Results others reported to these desks, waiting to be confirmed; one query."""
    rows = (
        Assignment.objects.filter(
            state=AssignmentState.REPORTED, parent__desk_id__in=list(principals)
        )
        .select_related("entry__document")
        .only(*_SHOWN)
        .order_by("reported_at", "id")
    )
    return _items(rows[:limit], on, days)


def _on_desks(principals: frozenset[UUID]) -> QuerySet[Assignment]:
    return (
        Assignment.objects.filter(desk_id__in=list(principals))
        .select_related("entry__document")
        .only(*_SHOWN)
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )


def _items(
    rows: Sequence[Assignment] | QuerySet[Assignment], on: date, days: WorkCalendar
) -> list[WorkItem]:
    return [
        WorkItem(
            assignment=row,
            days_left=None
            if row.due_on is None or row.part == Part.INFORM
            else days.working_days_between(on, row.due_on),
        )
        for row in rows
    ]


def waiting_count(principals: frozenset[UUID]) -> int:
    """How many lines "Việc của tôi" holds: mine to act on, and results to confirm."""
    wait = Q(desk_id__in=list(principals), state__in=sorted(ACTING_STATES)) | Q(
        parent__desk_id__in=list(principals), state=AssignmentState.REPORTED
    )
    return Assignment.objects.filter(wait).count()


def done_count(principals: frozenset[UUID], *, since: datetime) -> int:
    """How much these desks have finished since then: done, or taken note of."""
    return Assignment.objects.filter(
        desk_id__in=list(principals),
        state__in=[AssignmentState.DONE, AssignmentState.SEEN],
        ended_at__gte=since,
    ).count()


def due_ruler(
    items: Sequence[WorkItem], *, on: date, days: WorkCalendar, length: int = 10
) -> list[tuple[date | None, int]]:
    """How many are late (day None), then due on each of the next working days."""
    ruler: dict[date | None, int] = {None: 0}
    first = on if days.is_working(on) else days.next_working_day(on)
    for day in [first, *days.next_working_days(first, length - 1)]:
        ruler[day] = 0
    for item in items:
        due = item.assignment.due_on
        if due is None:
            continue
        if due < on:
            ruler[None] += 1
        elif due in ruler:
            ruler[due] += 1
    return list(ruler.items())
