"""Machines and people of an agency's units side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from congvu.inventory.queries.machines import counted_from, living
from congvu.inventory.rules import MachineState
from congvu.organisations.queries import posts_on, units_on


@dataclass(frozen=True)
class UnitLine:
    """``unit_id`` none: of no unit. ``people`` hold a post there; ``equipped`` of them
    were given a machine that is in use, ``seen`` machines are inventoried.
    """

    unit_id: UUID | None
    name: str
    people: int
    equipped: int
    machines: int
    seen: int


def by_unit(agency_id: UUID, on: date, at: datetime) -> list[UnitLine]:
    """In the order of the office, what is of no unit last; four queries."""
    rows = living().filter(agency=agency_id, state=MachineState.IN_USE)
    early = counted_from(at)
    counted = {
        unit: (n, seen)
        for unit, n, seen in rows.order_by()
        .values_list("unit")
        .annotate(n=Count("id"), seen=Count("id", filter=Q(seen_at__gte=early)))
    }
    users = rows.exclude(user=None).values_list("user", flat=True)
    given = {user for user in users if user is not None}
    people: dict[UUID, set[UUID]] = {}
    for post in posts_on(on, agency_id=agency_id):
        if post.person_id is not None:
            people.setdefault(post.unit_id, set()).add(post.person_id)
    lines = [
        _line(unit.id, unit.name, people.get(unit.id, set()), given, counted)
        for unit in units_on(agency_id, on)
    ]
    known = {line.unit_id for line in lines}
    rest = [counts for unit, counts in counted.items() if unit not in known]
    if rest:
        machines, seen = sum(n for n, _s in rest), sum(s for _n, s in rest)
        lines.append(UnitLine(None, "", 0, 0, machines, seen))
    return lines


def _line(
    unit_id: UUID,
    name: str,
    people: set[UUID],
    given: set[UUID],
    counted: dict[UUID | None, tuple[int, int]],
) -> UnitLine:
    machines, seen = counted.get(unit_id, (0, 0))
    return UnitLine(unit_id, name, len(people), len(people & given), machines, seen)


def total(lines: Sequence[UnitLine]) -> UnitLine:
    return UnitLine(
        None,
        "",
        sum(line.people for line in lines),
        sum(line.equipped for line in lines),
        sum(line.machines for line in lines),
        sum(line.seen for line in lines),
    )
