"""Who works where on a day, and with which role."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congvu.duties.models import Share
from congvu.organisations.access import Seat
from congvu.organisations.models import Appointment
from congvu.organisations.rules import Role


@dataclass(frozen=True)
class Worker:
    """A person at one of their posts."""

    person_id: UUID
    name: str
    post_id: UUID
    post_name: str
    role: str
    unit_id: UUID
    agency_id: UUID


_FIELDS = (
    "person",
    "person__full_name",
    "post",
    "post__name",
    "post__role",
    "post__unit",
    "post__unit__agency",
)


def _workers(on: date, **asked: object) -> list[Worker]:
    rows = Appointment.objects.valid(on=on).filter(**asked)
    rows = rows.order_by("person__folded_name", "person", "pk")
    return [Worker(*row) for row in rows.values_list(*_FIELDS)]


def is_at_work(person_id: UUID, agency_id: UUID, on: date) -> bool:
    rows = Appointment.objects.valid(on=on).filter(person=person_id)
    return rows.filter(post__unit__agency=agency_id).exists()


def at_work(people: Collection[UUID], on: date) -> set[tuple[UUID, UUID]]:
    """Each of them beside every agency where they hold a post that day; one query."""
    rows = Appointment.objects.valid(on=on).filter(person__in=list(people))
    return set(rows.values_list("person", "post__unit__agency"))


def workers_at(agency_id: UUID, on: date) -> list[Worker]:
    return _workers(on, post__unit__agency=agency_id)


def workers_of_roles(
    agencies: Collection[UUID], roles: Collection[str], on: date
) -> list[Worker]:
    return _workers(
        on, post__unit__agency__in=list(agencies), post__role__in=list(roles)
    )


def workers_under(seat: Seat, on: date) -> list[Worker]:
    """Of the unit and those below it, for its head; of the agency for who leads it."""
    if seat.role in (Role.LEADER, Role.OFFICE_CHIEF):
        return workers_at(seat.agency_id, on)
    if seat.role != Role.UNIT_HEAD:
        return []
    return _workers(on, post__unit__in=list(seat.principals | {seat.unit_id}))


def agencies_of_duty(duty_id: UUID | None) -> list[UUID]:
    """Those that have a share of it."""
    rows = Share.objects.filter(duty=duty_id).order_by("agency").distinct("agency")
    return list(rows.values_list("agency", flat=True)) if duty_id else []
