"""Việc của tôi: what lies on a desk, by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from congvu.documents.models import Assignment
from congvu.documents.queries.lists import EntryLine, PaperLine
from congvu.documents.queries.waiting import answers, mine
from congvu.documents.rules import (
    ACTING_STATES,
    UNDER_WAY,
    AssignmentState,
    Part,
    WishState,
)
from congvu.lib.dates import WorkCalendar
from congvu.sql import Compiled, Tally, planned

# What a line of work shows of its paper; anything else would be a query a row.
_SHOWN = (
    *(f.name for f in Assignment._meta.concrete_fields),
    *(f"entry__{name}" for name in EntryLine._fields[:-1]),
    *(f"entry__document__{name}" for name in PaperLine._fields),
)


@dataclass(frozen=True)
class WorkItem:
    """One assignment on my desk with its paper, and how long is left.

    ``asked``: it lies with somebody who asks me, its giver, for something.
    """

    assignment: Assignment
    days_left: int | None
    asked: bool = False


def my_work(
    desks: frozenset[UUID],
    *,
    on: date,
    days: WorkCalendar,
    limit: int = 300,
    person_id: UUID | None = None,
) -> list[WorkItem]:
    """What waits for these desks to act, most pressing first; one query.

    What a whole unit was told is gone for who has said "đã biết" (``person_id``).
    """
    known = {} if person_id is None else {"person": person_id}
    return _items(_acting(limit, desks=list(desks), **known), on, days)


def reports_to_me(
    desks: frozenset[UUID], *, on: date, days: WorkCalendar, limit: int = 100
) -> list[WorkItem]:
    """What others answered to these desks or ask of them: results to confirm, more
    time or another desk to grant, and supporting parts given back that nobody here has
    looked at; one query."""
    return _items(_answered(limit, desks=list(desks)), on, days, asked=True)


_acting: Compiled[Assignment] = Compiled(
    lambda limit, desks, person=None: _with_paper(
        Assignment.objects.filter(
            mine(person), desk_id__any=desks, state__in=sorted(ACTING_STATES)
        ).order_by(F("due_on").asc(nulls_last=True), "id")
    )[:limit],
    by_key=True,
)
_answered: Compiled[Assignment] = Compiled(
    lambda limit, desks: _with_paper(
        Assignment.objects.filter(answers(desks)).order_by(
            Coalesce("reported_at", "ended_at"), "id"
        )
    )[:limit],
    by_key=True,
)


def _with_paper(parts: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return parts.select_related("entry__document").only(*_SHOWN)


def _items(
    rows: Sequence[Assignment],
    on: date,
    days: WorkCalendar,
    *,
    asked: bool = False,
) -> list[WorkItem]:
    return [
        WorkItem(
            assignment=row,
            days_left=None
            if row.due_on is None or row.part == Part.INFORM
            else days.working_days_between(on, row.due_on),
            asked=asked and row.state in UNDER_WAY,
        )
        for row in rows
    ]


def _listed(states: Iterable[AssignmentState]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


# Every page's spine asks it; written out, it costs nothing to put together. The rule of
# `mine` and `answers`, each part by an index of its own.
_WAITING = f"""
SELECT (SELECT count(*) FROM documents_assignment a
         WHERE a.desk_id IN (%(desks)s) AND a.state IN ({_listed(ACTING_STATES)})
           AND (%(person)s::uuid IS NULL OR a.part <> '{Part.INFORM}'
                OR NOT EXISTS (SELECT FROM documents_reading r
                                WHERE r.entry_id = a.entry_id
                                  AND r.person_id = %(person)s
                                  AND r.known_at >= a.given_at)))
     + (SELECT count(*) FROM documents_assignment a
          JOIN documents_assignment g ON g.id = a.parent_id
         WHERE g.desk_id IN (%(desks)s) AND g.state = '{AssignmentState.HANDED_ON}'
           AND (a.state = '{AssignmentState.REPORTED}'
                OR a.state = '{AssignmentState.RETURNED}' AND a.part = '{Part.SUPPORT}'
                   AND a.return_seen_at IS NULL
                OR a.state IN ({_listed(UNDER_WAY)})
                   AND EXISTS (SELECT FROM documents_workrequest w
                                WHERE w.assignment_id = a.id
                                  AND w.state = '{WishState.OPEN}')))
"""  # noqa: S608 - our own constants


def work_waiting(desks: frozenset[UUID], person_id: UUID | None = None) -> Tally:
    """How many lines "Việc của tôi" holds: mine to act on, and what was answered."""
    return Tally(_WAITING, {"desks": desks, "person": person_id})


def waiting_count(desks: frozenset[UUID], person_id: UUID | None = None) -> int:
    """The same by itself; one query."""
    return work_waiting(desks, person_id).ask()


def done_count(desks: frozenset[UUID], *, since: datetime) -> int:
    """How much these desks have finished since then: done, or taken note of."""
    with planned() as cursor:
        cursor.execute(_DONE, {"desks": list(desks), "since": since})
        return int(cursor.fetchone()[0])


_DONE = f"""
SELECT count(*) FROM documents_assignment
 WHERE desk_id = ANY(%(desks)s) AND ended_at >= %(since)s
   AND state IN ('{AssignmentState.DONE}', '{AssignmentState.SEEN}')
"""  # noqa: S608 - our own constants


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
