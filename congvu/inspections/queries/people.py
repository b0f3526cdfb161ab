"""Who holds the posts of a team, and whom something binds to a body."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from congvu.inspections.models import Conflict
from congvu.organisations.models import Appointment
from congvu.organisations.queries import predecessors_of


def people_at(posts: Collection[UUID], on: date) -> dict[UUID, Appointment]:
    """Post → who is appointed to it that day, with what they are; one query."""
    rows = Appointment.objects.valid(on=on).filter(post__in=list(posts))
    found = rows.select_related("person", "post__unit__agency")
    return {row.post_id: row for row in found}


def people_of_body(people: Collection[UUID], body: UUID, on: date) -> set[UUID]:
    """Those of these people who hold any post in the body that day."""
    rows = Appointment.objects.valid(on=on).filter(
        person__in=list(people), post__unit__agency=body
    )
    return set(rows.values_list("person", flat=True))


def bound_people(people: Collection[UUID], body: UUID, on: date) -> dict[UUID, str]:
    """Person → why, of those who declared something that binds them to the body, or to
    one that it took over from.
    """
    bodies = {body, *predecessors_of([body], on)[body]}
    rows = Conflict.objects.filter(
        person__in=list(people), body__in=bodies, ended_at__isnull=True
    )
    return dict(rows.order_by("-declared_at").values_list("person", "because"))
