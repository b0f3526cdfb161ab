"""Units of an agency: who was taught in a year, who lacks what, who keeps machines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from congvu.organisations.queries import posts_on
from congvu.organisations.rules import Role
from congvu.training.models import ItSpecialist, Place
from congvu.training.queries.gaps import held_by, named_on
from congvu.training.queries.people import Worker, workers_at
from congvu.training.rules.modules import lacking
from congvu.training.rules.needs import needed
from congvu.training.rules.words import Result


@dataclass
class UnitTaught:
    """``taught`` of ``people`` passed a class in the year; ``lacking`` miss a module.
    ``specialists``: named, or at a post that keeps machines; ``vacant``: such posts
    that nobody holds.
    """

    unit_id: UUID
    name: str
    people: int = 0
    taught: int = 0
    lacking: int = 0
    specialists: list[str] = field(default_factory=list)
    vacant: int = 0

    @property
    def share(self) -> int:
        """In whole percent; of nobody, none."""
        return self.taught * 100 // self.people if self.people else 0


def last_day(year: int, today: date) -> date:
    """The one on which a year's people are counted: its last, or today."""
    return min(today, date(year, 12, 31))


def units_taught(agency_id: UUID, year: int, day: date) -> list[UnitTaught]:
    """Every unit with a post that day, in the agency's own order; five queries.

    Who holds posts in two units counts in each; a class, in the year it was passed.
    """
    rows: dict[UUID, UnitTaught] = {}
    for post in posts_on(day, agency_id=agency_id):
        unit = rows.setdefault(post.unit_id, UnitTaught(post.unit_id, post.unit_name))
        if post.role == Role.ADMINISTRATOR and post.person_id is None:
            unit.vacant += 1
    workers = workers_at(agency_id, day)
    people = {one.person_id for one in workers}
    taught, held = passed_in(people, year, day), held_by(people, day)
    named = named_on(ItSpecialist.objects.filter(agency=agency_id), day)
    asked: dict[tuple[UUID, UUID], list[Worker]] = {}
    for one in workers:
        asked.setdefault((one.unit_id, one.person_id), []).append(one)
    for (unit_id, person), own in asked.items():
        unit = rows[unit_id]
        unit.people += 1
        unit.taught += person in taught
        wanted = frozenset().union(*(needed(one.role, day) for one in own))
        unit.lacking += bool(lacking(wanted, held.get(person, ())))
        keeps = any(one.role == Role.ADMINISTRATOR for one in own)
        if keeps or person == named.get(agency_id, (None, ""))[0]:
            unit.specialists.append(own[0].name)
    return list(rows.values())


def passed_in(people: Collection[UUID], year: int, day: date) -> set[UUID]:
    return set(_passed(people, year, day).values_list("person", flat=True))


def _passed(people: Collection[UUID], year: int, day: date) -> QuerySet[Place]:
    return Place.objects.filter(
        person__in=list(people),
        result=Result.PASSED,
        result_on__gte=date(year, 1, 1),
        result_on__lte=day,
    )


@dataclass(frozen=True)
class Learned:
    """A person of a unit beside what they passed in the year."""

    worker: Worker
    places: list[Place]


def people_of_unit(
    agency_id: UUID, unit_id: UUID, year: int, day: date
) -> list[Learned]:
    """What a unit's figure is counted from; two queries."""
    workers: dict[UUID, Worker] = {}
    for one in workers_at(agency_id, day):
        if one.unit_id == unit_id:
            workers.setdefault(one.person_id, one)
    places: dict[UUID, list[Place]] = {}
    rows = _passed(workers, year, day).select_related("training_class")
    for place in rows.order_by("result_on", "pk"):
        places.setdefault(place.person_id, []).append(place)
    return [Learned(one, places.get(pk, [])) for pk, one in workers.items()]
