"""What was handed over, and who answered for a thing on a past day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from congvu.documents.models import Assignment, HandOver, HandOverLine
from congvu.documents.rules import (
    ASSIGNMENT_STATE_NAMES,
    ENTRY_STATE_NAMES,
    HANDED_KIND_NAMES,
    INTAKE_STATE_NAMES,
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    PILE_STATE_NAMES,
    AssignmentState,
    EntryState,
    HandedKind,
    IntakeState,
    PileState,
)
from congvu.organisations.queries import on_map

NOT_ENDED = sorted(OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD})
AT_THE_DOOR = [IntakeState.READING, IntakeState.READY, IntakeState.QUARANTINED]


def open_work_of(
    post_id: UUID, *, entries: Collection[UUID] | None = None
) -> QuerySet[Assignment]:
    """What lies unfinished on a post's own desk, oldest paper first.

    What lies on its unit's desk stays with the unit, whoever heads it.
    """
    parts = Assignment.objects.filter(desk_id=post_id, state__in=NOT_ENDED)
    if entries is not None:
        parts = parts.filter(entry__in=list(entries))
    return parts.select_related("entry__document").order_by(
        "entry__order_key", "given_at", "id"
    )


def newest_records(found: QuerySet[HandOver]) -> QuerySet[HandOver]:
    """The latest first; of one moment, those with something on them before the others.

    An agency that ends has its record, also where it had nothing left to give: that
    is what both sides sign.
    """
    lines = HandOverLine.objects.filter(hand_over=OuterRef("pk"))
    return found.annotate(is_empty=~Exists(lines)).order_by("-at", "is_empty", "-id")


@dataclass(frozen=True)
class HandedLine:
    """One line of a record in words; what is on the paper is read from the paper."""

    position: int
    kind: str
    number: str
    symbol: str
    issued_on: date | None
    subject: str
    state: str
    due_on: date | None
    from_desk: str
    to_desk: str
    entry_id: UUID | None


def handed_lines(
    hand_over_id: UUID, *, after: int = 0, limit: int | None = None
) -> Iterator[HandedLine]:
    """Lines of a record in their order, from the one after; read as they are asked."""
    rows = (
        HandOverLine.objects.filter(hand_over=hand_over_id, position__gt=after)
        .select_related("entry__document")
        .defer("entry__search", "entry__search_text")
        .order_by("position")
    )
    some = rows.iterator(chunk_size=1000) if limit is None else rows[:limit]
    return (_handed_line(row) for row in some)


def _handed_line(row: HandOverLine) -> HandedLine:
    document = row.entry.document if row.entry else None
    kind = HandedKind(row.kind)
    return HandedLine(
        position=row.position,
        kind=_(HANDED_KIND_NAMES[kind]),
        number=_number(row),
        symbol=document.symbol if document else "",
        issued_on=document.issued_on if document else None,
        subject=f"{document.type_name}: {document.subject}" if document else row.name,
        state=_state(kind, row.state),
        due_on=row.due_on,
        from_desk=row.from_desk_name,
        to_desk=row.to_desk_name,
        entry_id=row.entry_id,
    )


def _number(row: HandOverLine) -> str:
    """ "15/2025", or of a register how far it goes."""
    if row.kind == HandedKind.REGISTER:
        words = _("năm %(year)s, đến số %(last)s")
        return words % {"year": row.year, "last": row.number}
    return f"{row.number}/{row.year}" if row.number else ""


def _state(kind: HandedKind, state: str) -> str:
    if kind == HandedKind.ENTRY:
        return _(ENTRY_STATE_NAMES[EntryState(state)])
    if kind in (HandedKind.PART, HandedKind.CROSSING):
        return _(ASSIGNMENT_STATE_NAMES[AssignmentState(state)])
    if kind == HandedKind.ITEM:
        return _(INTAKE_STATE_NAMES[IntakeState(state)])
    if kind == HandedKind.PILE:
        return _(PILE_STATE_NAMES[PileState(state)])
    return _("đã khóa")


def handed_counts(hand_over_id: UUID) -> dict[str, int]:
    """How many registers, papers, parts and files are on a record; one query.

    What another agency asked for is a part of the work like any other.
    """
    rows = HandOverLine.objects.filter(hand_over=hand_over_id).values("kind")
    found = {row["kind"]: row["n"] for row in rows.annotate(n=Count("id"))}
    if crossing := found.pop(HandedKind.CROSSING, 0):
        found[HandedKind.PART] = found.get(HandedKind.PART, 0) + crossing
    return found


# -- what an act would touch; the same conditions as actions/passing/gathering.py

_OPEN_ENTRIES = """
SELECT e.agency_id, count(*) FROM documents_registerentry e
 WHERE e.agency_id = ANY(%(bodies)s) AND (e.state = ANY(%(open)s) OR e.id IN (
       SELECT a.entry_id FROM documents_assignment a
        WHERE a.state = ANY(%(not_ended)s)))
 GROUP BY 1
"""
_OPEN_PARTS = """
SELECT k.body, count(*) FROM documents_assignment a
 CROSS JOIN LATERAL (SELECT DISTINCT b FROM unnest(
       ARRAY[a.agency_id, a.unit_id, a.desk_id]) AS b) AS k(body)
 WHERE a.state = ANY(%(not_ended)s) AND k.body = ANY(%(bodies)s)
   AND NOT EXISTS (SELECT FROM documents_delivery d WHERE d.assignment_id = a.id)
 GROUP BY 1
"""
_DELIVERIES = """
SELECT k.body, count(*) FROM documents_delivery d
  JOIN documents_assignment a ON a.id = d.assignment_id
 CROSS JOIN LATERAL (VALUES (a.agency_id), (a.desk_id)) AS k(body)
 WHERE a.state = ANY(%(not_ended)s) AND k.body = ANY(%(bodies)s) GROUP BY 1
"""
_PILES = """
SELECT p.agency_id, count(*) FROM documents_pile p
 WHERE p.agency_id = ANY(%(bodies)s) GROUP BY 1
"""
_ITEMS = """
SELECT i.agency_id, count(*) FROM documents_intakeitem i
 WHERE i.agency_id = ANY(%(bodies)s) AND i.state = ANY(%(at_the_door)s) GROUP BY 1
"""
_REGISTERS = """
SELECT r.agency_id, count(*) FROM documents_register r
 WHERE r.agency_id = ANY(%(bodies)s) AND r.closed_at IS NULL GROUP BY 1
"""


def _count(statement: str, bodies: Sequence[UUID]) -> Mapping[UUID, int]:
    given: dict[str, Any] = {
        "bodies": list(bodies),
        "open": sorted(OPEN_ENTRY_STATES),
        "not_ended": NOT_ENDED,
        "at_the_door": AT_THE_DOOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return dict(cursor.fetchall())


def count_open_entries(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    return _count(_OPEN_ENTRIES, bodies)


def count_open_parts(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    return _count(_OPEN_PARTS, bodies)


def count_deliveries(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """What is under way between agencies, whichever side ends."""
    return _count(_DELIVERIES, bodies)


def count_piles(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    return _count(_PILES, bodies)


def count_items(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    return _count(_ITEMS, bodies)


def count_registers(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    return _count(_REGISTERS, bodies)


# -- who answered for a thing on a past day

_RESPONSIBLE = """
SELECT t.id, coalesce(past.{side}, later.{side_before}, t.now) FROM ({things}) AS t
  LEFT JOIN LATERAL (
       SELECT h.*, l.to_desk_id AS new_desk FROM documents_handoverline l
         JOIN documents_handover h ON h.id = l.hand_over_id
        WHERE l.thing_id = t.id AND h."on" <= %(on)s
        ORDER BY h."on" DESC, h.at DESC LIMIT 1) AS past ON true
  LEFT JOIN LATERAL (
       SELECT h.*, l.from_desk_id AS old_desk FROM documents_handoverline l
         JOIN documents_handover h ON h.id = l.hand_over_id
        WHERE l.thing_id = t.id AND h."on" > %(on)s
        ORDER BY h."on", h.at LIMIT 1) AS later ON true
"""
_AGENCY_OF_ENTRY = _RESPONSIBLE.format(
    side="to_agency_id",
    side_before="from_agency_id",
    things="""SELECT id, agency_id AS now FROM documents_registerentry
               WHERE id = ANY(%(things)s)
              UNION ALL
              SELECT id, agency_id FROM documents_register
               WHERE id = ANY(%(things)s)""",
)
_DESK_OF_PART = _RESPONSIBLE.format(
    side="new_desk",
    side_before="old_desk",
    things="""SELECT id, desk_id AS now FROM documents_assignment
               WHERE id = ANY(%(things)s)""",
)


def _responsible(
    statement: str, things: Collection[UUID], on: date
) -> dict[UUID, UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"things": list(things), "on": on})
        return dict(cursor.fetchall())


def agency_responsible(things: Collection[UUID], on: date) -> dict[UUID, UUID]:
    """For entries and registers: the one agency that answered for each on a day.

    What nobody had to hand over (finished papers) goes with the body that had it. Two
    queries, and the answer for a past day never changes: records and heirs are only
    added to.
    """
    had = _responsible(_AGENCY_OF_ENTRY, things, on)
    now = on_map(set(had.values()), on)
    return {thing: now[agency] for thing, agency in had.items()}


def desk_responsible(parts: Collection[UUID], on: date) -> dict[UUID, UUID]:
    """For parts of the work: the one desk each lay on that day; one query."""
    return _responsible(_DESK_OF_PART, parts, on)
