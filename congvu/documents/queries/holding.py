"""Who has a paper now: the desk it waits for, as its list says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import (
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    UNDER_WAY,
    WAITS_FOR_REGISTRY,
    AssignmentState,
    Part,
)
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role


def open_parts(entry_ids: Iterable[UUID]) -> dict[UUID, list[Assignment]]:
    """What is asked of desks on these papers, oldest first; one query.

    Each with its giver's part, however far up; what was only told asks nothing.
    """
    rows = Assignment.objects.filter(
        entry__in=list(entry_ids), part__in=[Part.DIRECT, Part.LEAD, Part.SUPPORT]
    ).order_by("given_at", "id")
    every = {part.id: part for part in rows}
    found: dict[UUID, list[Assignment]] = {}
    for part in every.values():
        part.parent = every.get(part.parent_id) if part.parent_id else None
        if asks(part):
            found.setdefault(part.entry_id, []).append(part)
    return found


def asks(part: Assignment) -> bool:
    """Whether a part still asks something of somebody."""
    is_open = part.state in OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD}
    return is_open and part.part != Part.INFORM


def holder_part(entry: RegisterEntry, parts: Sequence[Assignment]) -> Assignment | None:
    """The part whose desk the paper waits for; none where that is the registry.

    Down from the leader to whoever leads last; what was reported waits for its giver.
    """
    if entry.state in WAITS_FOR_REGISTRY or entry.state not in OPEN_ENTRY_STATES:
        return None
    direct = [part for part in parts if part.part == Part.DIRECT]
    return _last_below(direct[-1], parts) if direct else None


def _last_below(top: Assignment, parts: Sequence[Assignment]) -> Assignment:
    below = [p for p in parts if p.part == Part.LEAD and p.parent_id == top.id]
    if not below or below[-1].state == AssignmentState.REPORTED:
        return top
    return _last_below(below[-1], parts)


def waited_for(
    entry: RegisterEntry, parts: Sequence[Assignment], *, on: date
) -> list[Assignment | None]:
    """Whom a late paper waits for: who has it, then who owes support; each desk once.

    None stands for the registry.
    """
    holder = holder_part(entry, parts)
    late = [
        _last_below(part, parts)
        for part in parts
        if part.part == Part.SUPPORT
        and part.state in UNDER_WAY
        and part.due_on is not None
        and part.due_on < on
    ]
    by_desk = {part.desk_id: part for part in reversed(late)}
    if holder is not None:
        by_desk.pop(holder.desk_id, None)
    return [holder, *reversed(by_desk.values())]


def holder_desks(
    entries: Sequence[RegisterEntry], *, on: date
) -> dict[UUID, set[UUID]]:
    """The desks that have these papers, of whatever agency each is; two queries.

    Where a third agency works on it, whoever gave it there.
    """
    parts = open_parts(entry.id for entry in entries)
    clerks = posts_of_role(
        Role.RECORDS_CLERK, {entry.agency_id for entry in entries}, on
    )
    found: dict[UUID, set[UUID]] = {}
    for entry in entries:
        part = holder_part(entry, parts.get(entry.id, []))
        if part is not None and part.unit_id is None and part.parent is not None:
            part = part.parent
        found[entry.id] = (
            clerks.get(entry.agency_id, set()) if part is None else {part.desk_id}
        )
    return found
