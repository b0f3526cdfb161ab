"""Who can be asked, who is asked, and who of them hears of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.duties.queries import bodies
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import posts_of_role, units_on
from congvu.organisations.rules import Role
from congvu.reporting.models import ReportForm, ReportReturn

_TOLD = (Role.LEADER, Role.OFFICE_CHIEF, Role.RECORDS_CLERK)


@dataclass(frozen=True)
class Body:
    """An agency that can be asked to report, or a unit of the one that asks."""

    id: UUID
    name: str
    kind: str
    is_unit: bool = False


def offered(agency_id: UUID, on: date) -> dict[UUID, Body]:
    """The agencies that an agency may ask, as they are that day, by name; behind them
    its own units.
    """
    found = {
        body.id: Body(body.id, body.name, body.kind)
        for body in bodies(agency_id, on).values()
        if body.id == body.agency_id != agency_id
    }
    units = {
        unit.id: Body(unit.id, unit.name, "", is_unit=True)
        for unit in units_on(agency_id, on)
    }
    return dict(sorted(found.items(), key=lambda item: item[1].name)) | units


def recipients_of(form: ReportForm, on: date) -> list[Body]:
    """Whom a form asks that day, each once; a kind is whoever is of it that day."""
    rows = list(form.recipients.all())
    kinds = {row.kind for row in rows if row.kind}
    chosen = {row.agency_id or row.unit_id for row in rows}
    return [
        body
        for body in offered(form.agency_id, on).values()
        if body.kind in kinds or body.id in chosen
    ]


def recipients_words(form: ReportForm, on: date) -> list[str]:
    """The kinds and the agencies that a form names, for people."""
    rows = list(form.recipients.all())
    labels = dict(AgencyKind.choices)
    found = [_("Mọi %(kind)s") % {"kind": labels[row.kind]} for row in rows if row.kind]
    names = offered(form.agency_id, on)
    chosen = {row.agency_id or row.unit_id for row in rows}
    found += sorted(body.name for pk, body in names.items() if pk in chosen)
    return found


def told_of(rows: Collection[ReportReturn], on: date) -> dict[UUID, set[UUID]]:
    """Return → the desks that hear of it: of an agency its leaders, the chief of its
    office, its clerks; of a unit its head. Three queries for any number.
    """
    agencies = {row.agency_id for row in rows if row.unit_id is None}
    found: dict[UUID, set[UUID]] = {agency: set() for agency in agencies}
    for role in _TOLD if agencies else ():
        for agency, posts in posts_of_role(role, agencies, on).items():
            found[agency] |= posts
    return {
        row.pk: {row.unit_id} if row.unit_id is not None else found[row.agency_id]
        for row in rows
    }
