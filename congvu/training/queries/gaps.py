"""Who must have which module, who has it, who lacks it; who is named where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from congvu.controls.models import SecurityOfficer
from congvu.organisations.queries import agencies_on
from congvu.training.models import Course, ItSpecialist, Skill
from congvu.training.queries.people import Worker, at_work, workers_at
from congvu.training.rules.modules import MODULES, is_advanced, is_basic, lacking
from congvu.training.rules.needs import needed


@dataclass(frozen=True)
class Standing:
    """A person beside what their posts ask of them."""

    worker: Worker
    held: frozenset[str]
    lacks: list[str]

    @property
    def is_basic(self) -> bool:
        return is_basic(self.held)

    @property
    def is_advanced(self) -> bool:
        return is_advanced(self.held)


def standings(agency_id: UUID, on: date) -> list[Standing]:
    """Everybody there that day, each once; two queries."""
    posts: dict[UUID, list[Worker]] = {}
    for one in workers_at(agency_id, on):
        posts.setdefault(one.person_id, []).append(one)
    held = held_by(posts, on)
    found = []
    for person, own in posts.items():
        asked = frozenset().union(*(needed(one.role, on) for one in own))
        has = frozenset(held.get(person, ()))
        found.append(Standing(own[0], has, lacking(asked, has)))
    return found


def held_by(people: Collection[UUID], on: date) -> dict[UUID, set[str]]:
    """Person → their modules that day; one query."""
    found: dict[UUID, set[str]] = {}
    rows = Skill.objects.filter(person__in=list(people), held_on__lte=on)
    for person, module in rows.values_list("person", "module"):
        found.setdefault(person, set()).add(module)
    return found


@dataclass(frozen=True)
class PlanLine:
    """A module, how many lack it, which courses teach it, how many classes that is."""

    module: str
    name: str
    people: int
    courses: list[str]
    classes: int


PEOPLE_IN_A_CLASS = 30


def plan_of(rows: list[Standing], agency_id: UUID) -> list[PlanLine]:
    """What the year would have to teach; one query."""
    lacks = [module for one in rows for module in one.lacks]
    taught: dict[str, list[str]] = {}
    courses = Course.objects.filter(agency=agency_id, ended_on=None).order_by("name")
    for name, modules in courses.values_list("name", "modules"):
        for module in modules:
            taught.setdefault(module, []).append(name)
    return [
        PlanLine(
            module,
            name,
            count,
            taught.get(module, []),
            -(-count // PEOPLE_IN_A_CLASS),
        )
        for module, name in MODULES.items()
        if (count := lacks.count(module))
    ]


@dataclass(frozen=True)
class Named:
    """An agency with whom it named; None: nobody."""

    agency_id: UUID
    agency: str
    it: str | None
    security: str | None


def named_in_agencies(on: date) -> list[Named]:
    """Every agency of that day; who left it is no longer there. Four queries."""
    main = SecurityOfficer.objects.filter(kind="main")
    it, security = named_on(ItSpecialist.objects.all(), on), named_on(main, on)
    people = {person for person, _name in (*it.values(), *security.values())}
    sitting = at_work(people, on)

    def told(found: dict[UUID, tuple[UUID, str]], agency: UUID) -> str | None:
        person, name = found.get(agency, (None, None))
        return name if (person, agency) in sitting else None

    return [
        Named(one.id, one.name, told(it, one.id), told(security, one.id))
        for one in agencies_on(on)
    ]


def named_on(
    rows: QuerySet[ItSpecialist] | QuerySet[SecurityOfficer], on: date
) -> dict[UUID, tuple[UUID, str]]:
    """Agency → who is named there that day."""
    rows = rows.filter(Q(until=None) | Q(until__gt=on), since__lte=on)
    return {
        agency: (person, name)
        for agency, person, name in rows.values_list(
            "agency", "person", "person__full_name"
        )
    }
