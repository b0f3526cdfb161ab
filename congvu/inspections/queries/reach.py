"""What a seat reaches of inspections, said to the database."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.inspections.models import Inspection, TeamMember


@dataclass(frozen=True)
class Reach:
    """``agency_id`` is empty for who leads none; this person at this post may sit in
    teams: who holds the post after them was asked nothing and sits in none.
    """

    post_id: UUID
    person_id: UUID
    agency_id: UUID | None = None


def visible_inspections(reach: Reach) -> QuerySet[Inspection]:
    """The side that inspects: who leads the agency, and who sits in the team."""
    mine = TeamMember.objects.filter(
        inspection=OuterRef("pk"), post_id=reach.post_id, person=reach.person_id
    )
    seen = Q(Exists(mine))
    if reach.agency_id is not None:
        seen |= Q(agency=reach.agency_id)
    return Inspection.objects.filter(seen)


def inspected(reach: Reach) -> QuerySet[Inspection]:
    """The other side: who leads the body, from the day it was decided."""
    if reach.agency_id is None:
        return Inspection.objects.none()
    return Inspection.objects.filter(body=reach.agency_id, decision__isnull=False)
