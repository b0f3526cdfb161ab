"""Work that waits on desks nobody sits at: nothing is left behind unseen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min

from congvu.documents.models import Assignment
from congvu.documents.queries.desks import desks
from congvu.documents.rules import ACTING_STATES, Part


@dataclass(frozen=True)
class EmptyDesk:
    """A desk without anybody, what waits there, and the nearest day of it.

    A unit's desk (``is_unit``) is empty while the unit has no head: somebody is to look
    after that post, or its giver gives the work again.
    """

    desk_id: UUID
    name: str
    unit_id: UUID | None
    is_unit: bool
    waiting: int
    due_on: date | None


def empty_desks(
    agency_id: UUID, on: date, *, units: Collection[UUID] | None = None
) -> list[EmptyDesk]:
    """Desks of the agency with work and without a holder, most pressing first.

    Only of these ``units`` where they are given. Three queries, however many there are.
    """
    manned = desks(agency_id, on)
    rows = (
        Assignment.objects.filter(agency_id=agency_id, state__in=sorted(ACTING_STATES))
        .exclude(part=Part.INFORM)
        .values("desk_id", "unit_id")
        .annotate(waiting=Count("id"), due_on=Min("due_on"), name=Min("desk_name"))
    )
    found = []
    for row in rows:
        desk = manned.get(row["desk_id"])
        if desk is not None and desk.is_held:
            continue
        unit_id = desk.unit_id if desk else row["unit_id"]
        if units is not None and unit_id not in units:
            continue
        found.append(
            EmptyDesk(
                desk_id=row["desk_id"],
                name=desk.name if desk else row["name"],
                unit_id=unit_id,
                is_unit=desk.is_unit if desk else False,
                waiting=row["waiting"],
                due_on=row["due_on"],
            )
        )
    return sorted(found, key=lambda d: (d.due_on or date.max, d.name))
