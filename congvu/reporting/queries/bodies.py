"""Who can be asked, who is asked, and who of them hears of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.duties.queries import bodies
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role
from congvu.reporting.models import ReportForm

_TOLD = (Role.LEADER, Role.OFFICE_CHIEF, Role.RECORDS_CLERK)


@dataclass(frozen=True)
class Body:
    """An agency that can be asked to report."""

    id: UUID
    name: str
    kind: str


def offered(agency_id: UUID, on: date) -> dict[UUID, Body]:
    """The agencies that an agency may ask, as they are that day; by name."""
    found = {
        body.id: Body(body.id, body.name, body.kind)
        for body in bodies(agency_id, on).values()
        if body.id == body.agency_id != agency_id
    }
    return dict(sorted(found.items(), key=lambda item: item[1].name))


def recipients_of(form: ReportForm, on: date) -> list[Body]:
    """Whom a form asks that day, each once; a kind is whoever is of it that day."""
    rows = list(form.recipients.all())
    kinds = {row.kind for row in rows if row.kind}
    chosen = {row.agency_id for row in rows if row.agency_id}
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
    found += sorted(names[row.agency_id].name for row in rows if row.agency_id in names)
    return found


def told_of(agencies: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Agency → the desks that hear of its reports: leaders, the chief of its office,
    its clerks. Three queries for any number.
    """
    found: dict[UUID, set[UUID]] = {agency: set() for agency in agencies}
    for role in _TOLD if agencies else ():
        for agency, posts in posts_of_role(role, agencies, on).items():
            found[agency] |= posts
    return found
