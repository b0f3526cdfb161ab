"""Which of our agencies hubs should know, and do not yet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from congvu.exchange.models import Enrolment
from congvu.organisations.models import Identifier, IdentifierScheme
from congvu.organisations.queries import agencies_on, posts_of_role
from congvu.organisations.rules import Role


@dataclass(frozen=True)
class Card:
    """As directories have it: the code of QĐ 20/2020, or the old one where there is no
    other. Which old code is whose a table says; it is never computed."""

    code: str
    name: str
    old_code: str = ""


def cards_on(on: date) -> dict[UUID, Card]:
    """Every agency with a code and a registry here; three queries."""
    agencies = {a.id: a for a in agencies_on(on)}
    here = posts_of_role(Role.RECORDS_CLERK, agencies, on)
    old = dict(
        Identifier.objects.valid(on=on)
        .filter(agency__in=here, scheme=IdentifierScheme.CODE_13)
        .values_list("agency", "value")
    )
    return {
        one: Card(code, agencies[one].name, old.get(one, ""))
        for one in here
        if (code := agencies[one].code or old.get(one, ""))
    }


def not_told(channel: str, on: date) -> list[tuple[UUID, Card]]:
    """New, changed or refused before, by their codes; four queries."""
    told = dict(
        Enrolment.objects.filter(channel=channel, error="").values_list(
            "agency", "card"
        )
    )
    wanted = cards_on(on)
    late = [
        (one, card) for one, card in wanted.items() if told.get(one) != asdict(card)
    ]
    return sorted(late, key=lambda pair: pair[1].code)


def unenrolled(agency_id: UUID) -> list[Enrolment]:
    """Where hubs would not have the agency; one query."""
    rows = Enrolment.objects.filter(agency=agency_id).exclude(error="")
    return list(rows.order_by("channel"))
