"""Whom a telling means, and what has to change as people come, go and move. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from congvu.lib.dates import WorkCalendar
from congvu.lib.text import gettext_noop as _

NEWCOMERS_HAVE = 5
"""Working days a newcomer has at least; no text says how many, so we do."""


class Scope(StrEnum):
    """How far one rule of an audience reaches."""

    AGENCY = "agency"
    UNIT = "unit"
    BELOW = "below"


SCOPE_NAMES = {
    Scope.AGENCY: _("toàn cơ quan"),
    Scope.UNIT: _("một đơn vị và các đơn vị thuộc nó"),
    Scope.BELOW: _("mọi cơ quan cấp dưới"),
}


@dataclass(frozen=True)
class RuleData:
    """One rule: an agency, a unit, or all agencies below; ``role`` empty means all."""

    scope: Scope
    agency_id: UUID
    unit_id: UUID | None = None
    role: str = ""


@dataclass(frozen=True)
class Place:
    """One person under the rules today, by the first of their own posts that is."""

    person_id: UUID
    person_name: str
    post_id: UUID
    post_name: str
    unit_id: UUID
    unit_name: str
    agency_id: UUID
    user_id: UUID | None

    @property
    def where(self) -> tuple[UUID, str, UUID, str, UUID]:
        """What is written down of it, and told apart by."""
        return (
            self.post_id,
            self.post_name,
            self.unit_id,
            self.unit_name,
            self.agency_id,
        )


@dataclass(frozen=True)
class Known:
    """What is on record of one person."""

    id: UUID
    where: tuple[UUID, str, UUID, str, UUID]
    has_left: bool
    is_told: bool


@dataclass
class Changes:
    """What makes the record equal to the rules again."""

    joined: list[Place] = field(default_factory=list)
    left: list[UUID] = field(default_factory=list)
    moved: dict[UUID, Place] = field(default_factory=dict)
    back: dict[UUID, Place] = field(default_factory=dict)
    told: dict[UUID, Place] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.joined, self.left, self.moved, self.back, self.told))


def changes(meant: Mapping[UUID, Place], known: Mapping[UUID, Known]) -> Changes:
    """``meant`` and ``known`` by person. Whoever left keeps their row; whoever comes
    back goes on with it; who could not sign in is told as soon as they can.
    """
    found = Changes()
    for person, place in meant.items():
        row = known.get(person)
        if row is None:
            found.joined.append(place)
            continue
        if row.has_left:
            found.back[row.id] = place
        elif row.where != place.where:
            found.moved[row.id] = place
        if not row.is_told and place.user_id is not None:
            found.told[row.id] = place
    found.left = [
        row.id
        for person, row in known.items()
        if person not in meant and not row.has_left
    ]
    return found


def due_for(confirm_by: date, joined_on: date, days: WorkCalendar) -> date:
    """By when somebody who joined that day confirms: as all, but never in a hurry."""
    return max(confirm_by, days.add_working_days(joined_on, NEWCOMERS_HAVE))


def last_day_ahead(today: date) -> date:
    """A telling is no plan for years: its day lies within one."""
    return today + timedelta(days=366)
