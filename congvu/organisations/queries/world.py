"""What an act needs to know of the organisation: the day before, in a few questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, Q, UUIDField, Value

from congvu.lib.text import fold
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Delegation,
    Identifier,
    Person,
    Post,
    Unit,
    UnitVersion,
)


@dataclass
class World:
    """Bodies as they are on the day before an act, and what is known of later days.

    Each list holds every row that has not ended by the day: what begins on the day or
    later is in it, too, because an act may not write over it.
    """

    on: date
    code_agency: dict[str, UUID] = field(default_factory=dict)
    agencies: dict[UUID, Agency] = field(default_factory=dict)
    versions: dict[UUID, list[AgencyVersion]] = field(default_factory=dict)
    identifiers: dict[UUID, list[Identifier]] = field(default_factory=dict)
    units: dict[UUID, list[Unit]] = field(default_factory=dict)
    unit_versions: dict[UUID, list[UnitVersion]] = field(default_factory=dict)
    posts: dict[UUID, list[Post]] = field(default_factory=dict)
    appointments: dict[UUID, list[Appointment]] = field(default_factory=dict)
    delegations: dict[UUID, list[Delegation]] = field(default_factory=dict)
    # Every agency of the province with the body above it, on and after the day.
    parents: list[AgencyVersion] = field(default_factory=list)
    # Codes that mean nobody the day before, and since when.
    closed: dict[str, date] = field(default_factory=dict)

    @property
    def before(self) -> date:
        return self.on - timedelta(days=1)

    def version(self, agency: UUID) -> AgencyVersion | None:
        return _on(self.versions.get(agency, ()), self.before)

    def unit_version(self, unit: UUID) -> UnitVersion | None:
        return _on(self.unit_versions.get(unit, ()), self.before)

    def name(self, agency: UUID) -> str:
        version = self.version(agency)
        return version.name if version else ""

    def units_called(self, agency: UUID, name: str) -> list[Unit]:
        wanted = fold(name)
        return [
            unit
            for unit in self.units.get(agency, ())
            if (v := self.unit_version(unit.id)) and fold(v.name) == wanted
        ]


Version = TypeVar("Version", AgencyVersion, UnitVersion)


def _on(rows: Iterable[Version], day: date) -> Version | None:
    return next((row for row in rows if row.is_valid(on=day)), None)


def _not_ended(on: date) -> Q:
    """Valid on the day before, or later."""
    return Q(valid_until__isnull=True) | Q(valid_until__gte=on)


class _Among(Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def among(field: str, ids: Iterable[UUID]) -> _Among:
    """Ten thousand keys as one value: as many placeholders take seconds to parse."""
    keys = Value(list(ids), output_field=ArrayField(UUIDField()))
    return _Among(F(field), keys)


def read_world(on: date, *, codes: Iterable[str], deep: Iterable[str]) -> World:
    """The bodies that codes mean on the day before; ``deep`` ones down to their posts.

    Nine questions, however many codes.
    """
    world = World(on)
    wanted = set(codes)
    found = Identifier.objects.valid(on=world.before).filter(value__in=wanted)
    world.code_agency = {row.value: row.agency_id for row in found}
    if unknown := wanted - set(world.code_agency):
        old = Identifier.objects.filter(value__in=unknown, valid_until__lt=on)
        ends = old.order_by("valid_until").values_list("value", "valid_until")
        world.closed = dict(ends)
    world.parents = list(
        AgencyVersion.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        )
    )
    ids = set(world.code_agency.values())
    above = {v.parent_id for v in world.parents if v.agency_id in ids and v.parent_id}
    below = {v.agency_id for v in world.parents if v.parent_id in ids}
    near = ids | above | below
    world.agencies = {a.id: a for a in Agency.objects.filter(among("id", near))}
    _group(
        world.versions,
        AgencyVersion.objects.filter(_not_ended(on), among("agency", near)),
        "agency_id",
    )
    _group(
        world.identifiers,
        Identifier.objects.filter(_not_ended(on), among("agency", ids)),
        "agency_id",
    )
    inside = {world.code_agency[c] for c in deep if c in world.code_agency}
    if inside:
        _read_inside(world, inside)
    return world


def _read_inside(world: World, agencies: set[UUID]) -> None:
    """Units, posts and their holders of these bodies; five questions."""
    on = world.on
    units = Unit.objects.filter(_not_ended(on), among("agency", agencies))
    _group(world.units, units.order_by("id"), "agency_id")
    _group(
        world.unit_versions,
        UnitVersion.objects.filter(_not_ended(on), unit__in=units),
        "unit_id",
    )
    posts = Post.objects.filter(_not_ended(on), unit__in=units)
    _group(world.posts, posts.order_by("position", "id"), "unit_id")
    held = Appointment.objects.filter(_not_ended(on), post__in=posts)
    rows = held.select_related("person__user")
    _group(world.appointments, rows.order_by("valid_from", "id"), "post_id")
    lent = Delegation.objects.filter(_not_ended(on), post__in=posts)
    _group(world.delegations, lent.select_related("person"), "post_id")


def _group(into: dict[UUID, list], rows: Iterable, key: str) -> None:  # type: ignore[type-arg]
    for row in rows:
        into.setdefault(getattr(row, key), []).append(row)


def people_by_login(names: Iterable[str], on: date) -> Mapping[str, Person]:
    """Who has these log-ins and is in the service that day; one question."""
    wanted = {name.casefold() for name in names}
    if not wanted:
        return {}
    rows = Person.objects.valid(on=on).filter(user__username__in=wanted)
    return {
        p.user.username.casefold(): p for p in rows.select_related("user") if p.user
    }


def takers_of(codes: Iterable[str], on: date) -> dict[str, list[Identifier]]:
    """Who has each code on the day or later, as recorded so far."""
    found: dict[str, list[Identifier]] = {}
    rows = Identifier.objects.filter(value__in=set(codes))
    for row in rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on)):
        found.setdefault(row.value, []).append(row)
    return found
