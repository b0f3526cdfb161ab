"""Which agencies are ours on a hub: those whose papers are taken in here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congvu.organisations.models import Identifier, IdentifierScheme
from congvu.organisations.queries import agencies_on, posts_of_role
from congvu.organisations.rules import Role


@dataclass(frozen=True)
class OurAgency:
    """With its code of QĐ 20/2020, or the old one of 13 letters, or both."""

    name: str
    code: str
    old_code: str


def our_agencies(on: date) -> list[OurAgency]:
    """Those with a records clerk and a code that day, by name; three queries."""
    agencies = agencies_on(on)
    here = posts_of_role(Role.RECORDS_CLERK, [one.id for one in agencies], on)
    old = dict(
        Identifier.objects.valid(on=on)
        .filter(scheme=IdentifierScheme.CODE_13, agency__in=here)
        .values_list("agency", "value")
    )
    return [
        OurAgency(one.name, one.code or old[one.id], old.get(one.id, ""))
        for one in agencies
        if one.id in here and (one.code or one.id in old)
    ]
