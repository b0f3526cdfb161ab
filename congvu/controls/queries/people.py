"""Who answers for security, who administers what, with which certificate."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from congvu.controls.models import (
    SecurityCertificate,
    SecurityOfficer,
    SystemAdministrator,
)
from congvu.controls.queries.standing import level_of
from congvu.controls.rules import CERTIFIED_FROM, Certified, Held, certified
from congvu.organisations.queries import posts_on
from congvu.systems.models import InformationSystem
from congvu.systems.rules import SystemState

_PAGE = 50


@dataclass(frozen=True)
class Admin:
    """An administrator as they stand that day."""

    row: SystemAdministrator
    level: int | None
    certified: Certified
    certificates: list[SecurityCertificate]


@dataclass(frozen=True)
class AdminPage:
    rows: list[Admin]
    after: UUID | None


def officers_of(agency_id: UUID) -> list[SecurityOfficer]:
    """Those named now, the main one first."""
    rows = SecurityOfficer.objects.filter(agency=agency_id, until=None)
    return sorted(rows.select_related("person"), key=lambda one: one.kind != "main")


def people_of(agency_id: UUID, on: date) -> dict[UUID, str]:
    """Who holds a post there that day."""
    return {
        one.person_id: f"{one.person_name}, {one.name}"
        for one in posts_on(on, agency_id=agency_id)
        if one.person_id
    }


def lacking(
    rows: QuerySet[SystemAdministrator], on: date
) -> QuerySet[SystemAdministrator]:
    """Those of systems of level 3 to 5 whose certificate is missing or over."""
    holding = SecurityCertificate.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        person=OuterRef("person"),
        issued_on__lte=on,
    )
    level = Coalesce("system__level", "system__assessed_level")
    rows = rows.annotate(asked=level, holds=Exists(holding))
    return rows.filter(asked__gte=CERTIFIED_FROM, holds=False)


def admins_now(
    systems: QuerySet[InformationSystem],
) -> QuerySet[SystemAdministrator]:
    rows = SystemAdministrator.objects.filter(
        system__in=systems.order_by().values("pk"), until=None
    )
    return rows.exclude(system__state=SystemState.RETIRED)


def admins_page(
    rows: QuerySet[SystemAdministrator], on: date, after: UUID | None
) -> AdminPage:
    """In the order in which they were entered; the same queries for any page."""
    if after is not None:
        rows = rows.filter(pk__gt=after)
    found = list(rows.select_related("system", "person").order_by("pk")[: _PAGE + 1])
    more, found = len(found) > _PAGE, found[:_PAGE]
    held = certificates_of({one.person_id for one in found})
    lines = []
    for one in found:
        own, level = held.get(one.person_id, []), level_of(one.system)
        stands = certified(level, [Held(c.issued_on, c.valid_until) for c in own], on)
        lines.append(Admin(one, level, stands, own))
    return AdminPage(lines, found[-1].pk if more else None)


def certificates_of(
    people: Collection[UUID],
) -> dict[UUID, list[SecurityCertificate]]:
    found: dict[UUID, list[SecurityCertificate]] = {}
    rows = SecurityCertificate.objects.filter(person__in=list(people))
    for one in rows.order_by("-issued_on", "pk"):
        found.setdefault(one.person_id, []).append(one)
    return found
