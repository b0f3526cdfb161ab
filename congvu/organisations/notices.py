"""What the notices below ask of the organisation: who sits where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from congvu.notices.rules import answers
from congvu.organisations import access
from congvu.organisations.access import Seat


@answers("seats")
def seats(users: Collection[UUID] | None, on: date) -> Mapping[UUID, list[Seat]]:
    return access.seats_of_many(users, on)


@answers("sitting")
def sitting(desks: Collection[UUID], on: date) -> Mapping[UUID, set[UUID]]:
    return access.sitting_at(desks, on)
