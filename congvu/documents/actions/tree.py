"""The tree of assignments: parts handed on from one another, and taken back.

Callers hold the lock of the entry's row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from congvu.documents import queries
from congvu.documents.actions.deliveries import deliver, withdraw_deliveries
from congvu.documents.actions.history import grant
from congvu.documents.actions.shares import Share
from congvu.documents.models import Assignment, Instruction, RegisterEntry
from congvu.documents.rules import (
    OPEN_ASSIGNMENT_STATES,
    AssignmentState,
    EntryState,
    Part,
)
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import members_of


def hand_out(
    *,
    entry: RegisterEntry,
    parent: Assignment,
    shares: Sequence[Share],
    desks: dict[UUID, queries.Desk],
    instruction: Instruction | None,
    state: AssignmentState,
    by: Seat,
    at: datetime,
) -> list[Assignment]:
    """Children of an assignment, one per landed share, and the right to see the paper.

    What the registry has to transfer first is read by nobody for being named in it
    (NĐ 30/2020 Đ23.3): another instruction may name somebody else.

    Who has something to do and was given no day has the day of what it is part of.
    """
    lead = next((s.due_on for s in shares if s.part == Part.LEAD), None)
    last = lead or parent.due_on or entry.due_on
    made: list[Assignment] = []
    principals: set[UUID] = set()
    for share in shares:
        desk = desks[share.desk_id]
        informs_unit = desk.is_unit and share.part == Part.INFORM
        desk_id = members_of(desk.id) if informs_unit else desk.id
        if not desk.is_agency:
            principals |= {desk_id, desk.unit_id}
        made.append(
            Assignment(
                entry=entry,
                agency_id=entry.agency_id,
                parent=parent,
                part=share.part,
                desk_id=desk_id,
                desk_name=desk.name,
                unit_id=None if desk.is_agency else desk.unit_id,
                state=state,
                due_on=None if share.part == Part.INFORM else share.due_on or last,
                instruction=instruction,
                request=nfc(share.request)[:1000],
                given_at=at,
                given_by=by.person_name,
                given_by_post_id=by.post_id,
            )
        )
    Assignment.objects.bulk_create(made)
    if state != AssignmentState.HELD:
        grant(entry, principals)
    outside = [
        part
        for part, share in zip(made, shares, strict=True)
        if desks[share.desk_id].is_agency
    ]
    deliver(entry=entry, parts=outside, by=by, at=at)
    return made


def open_below(assignment: Assignment) -> int:
    """How many parts handed on from here are not finished."""
    return assignment.children.filter(
        state__in=OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD},
        part__in=[Part.LEAD, Part.SUPPORT],
    ).count()


def withdraw_open(
    entry: RegisterEntry, *, at: datetime, why: str, below: Assignment | None = None
) -> None:
    """Take back what desks still have to do on an entry, or on one part of it.

    What was given for information stays: it asks nothing of anybody. ``why`` is kept as
    the office writes it and translated where it is read.
    """
    parts = Assignment.objects.filter(entry=entry)
    if below is not None:
        parts = parts.filter(pk__in=_all_below(entry, below))
    parts = parts.filter(
        state__in=OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD},
        part__in=[Part.DIRECT, Part.LEAD, Part.SUPPORT],
    )
    withdraw_deliveries(parts, at=at, why=why)
    parts.update(state=AssignmentState.WITHDRAWN, ended_at=at, reason=why)


def _all_below(entry: RegisterEntry, top: Assignment) -> set[UUID]:
    """Every part handed on from one, however far; an entry has few of them."""
    parents = list(Assignment.objects.filter(entry=entry).values_list("id", "parent"))
    found: set[UUID] = set()
    layer = {top.pk}
    while layer:
        layer = {child for child, parent in parents if parent in layer} - found
        found |= layer
    return found


def mark_reported(
    entry: RegisterEntry, assignment: Assignment, result: str, reply: str, at: datetime
) -> None:
    """A part is answered for; where it is the lead's, the paper waits for its giver."""
    assignment.state, assignment.reply_symbol = AssignmentState.REPORTED, reply
    assignment.result, assignment.reported_at, assignment.reason = result, at, ""
    assignment.save(
        update_fields=["state", "result", "reply_symbol", "reported_at", "reason"]
    )
    parent = assignment.parent
    if parent is not None and parent.part == Part.DIRECT:
        if assignment.part == Part.LEAD:
            entry.state, entry.holder = EntryState.REPORTED, parent.desk_name
            entry.save(update_fields=["state", "holder"])
    elif parent is not None and assignment.part == Part.LEAD:
        entry.holder = parent.desk_name
        entry.save(update_fields=["holder"])


def give_back(entry: RegisterEntry, assignment: Assignment, today: date) -> str:
    """Put the lead's returned part on the giver's desk again; the giver's name."""
    parent = assignment.parent
    if parent is None:
        entry.state, entry.holder = EntryState.REGISTERED, entry.registered_by
        entry.move_by = queries.step_deadline("submit", entry.urgency, today)
        entry.save(update_fields=["state", "holder", "move_by"])
        return assignment.given_by
    if assignment.part == Part.LEAD:
        to_leader = parent.part == Part.DIRECT
        parent.state = AssignmentState.WAITING if to_leader else AssignmentState.WORKING
        parent.save(update_fields=["state"])
        entry.state = EntryState.SUBMITTED if to_leader else EntryState.HANDLING
        entry.holder, entry.move_by = parent.desk_name, None
        entry.save(update_fields=["state", "holder", "move_by"])
    return parent.desk_name
