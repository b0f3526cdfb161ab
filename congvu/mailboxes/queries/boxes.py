"""Boxes as they are on a day: whose, open or not, and in which agency."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from congvu.lib.text import fold
from congvu.mailboxes.models import (
    DistributionList,
    MailAlias,
    Mailbox,
    MailDomain,
    NamingRule,
)
from congvu.mailboxes.rules import AgencyToName, BoxKind, BoxState, agency_codes
from congvu.organisations.models import Appointment
from congvu.organisations.queries import agencies_on

PAGE = 50


def rule_on(on: date) -> NamingRule | None:
    """The naming rule of a day with its domain; one query."""
    rows = NamingRule.objects.valid(on=on).select_related("domain")
    found: NamingRule | None = rows.first()
    return found


def domains_on(on: date) -> list[MailDomain]:
    return list(MailDomain.objects.valid(on=on).order_by("name"))


def codes_on(on: date) -> dict[UUID, str]:
    """What stands for each agency of that day in addresses; one query."""
    return agency_codes(
        [
            AgencyToName(a.id, a.kind, a.short_name, a.issuer_symbol)
            for a in agencies_on(on)
        ]
    )


def taken_addresses() -> set[str]:
    """Every address that means something, or once did; three queries."""
    found: set[str] = set()
    for model in (Mailbox, MailAlias, DistributionList):
        found.update(model.objects.values_list("address", flat=True))
    return found


def meaning_of(address: str) -> Mailbox | MailAlias | DistributionList | None:
    """What an address means or meant; three queries at most."""
    for model in (Mailbox, MailAlias, DistributionList):
        found: Mailbox | MailAlias | DistributionList | None = model.objects.filter(
            address=address
        ).first()
        if found is not None:
            return found
    return None


def own_box(person_id: UUID, on: date) -> Mailbox | None:
    """A person's box: the open one, or the last they had; one query."""
    rows = Mailbox.objects.filter(person=person_id, valid_from__lte=on)
    found: Mailbox | None = rows.order_by(
        F("valid_until").desc(nulls_first=True)
    ).first()
    return found


def login_of(person_id: UUID, on: date) -> str:
    """By which the mail servers know somebody that day; empty without an open box."""
    rows = Mailbox.objects.valid(on=on).filter(person=person_id)
    found: str | None = rows.values_list("address", flat=True).first()
    return found or ""


def seat_box(agency_id: UUID, seat: str, on: date) -> Mailbox | None:
    """The box of a seat that every agency has (registry, chief); one query."""
    rows = Mailbox.objects.valid(on=on).filter(agency=agency_id, seat=seat)
    found: Mailbox | None = rows.first()
    return found


def boxes_of(agency_id: UUID, on: date) -> QuerySet[Mailbox]:
    """The agency's seats, those it took over, and the boxes of who holds a post there
    that day or held their last one there.
    """
    held = Appointment.objects.filter(
        person=OuterRef("person"), post__unit__agency=agency_id, valid_from__lte=on
    )
    here = held.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    later = Appointment.objects.filter(
        person=OuterRef("person"), valid_from__lte=on
    ).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    return Mailbox.objects.filter(
        Q(agency=agency_id)
        | Q(kept_in__agency=agency_id)
        | Q(kind=BoxKind.PERSON)
        & (Q(Exists(here)) | Q(Exists(held)) & ~Q(Exists(later)))
    )


@dataclass(frozen=True)
class BoxPage:
    """One page by name; ``after`` is where the next begins."""

    rows: list[Mailbox]
    after: str


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    text: str = ""
    kind: str = ""
    state: str = ""
    agency_id: UUID | None = None


def boxes_page(
    asked: Asked, on: date, *, after: str = "", limit: int = PAGE
) -> BoxPage:
    """By name, then key: the thousandth page costs what the first did; one query."""
    rows = (
        boxes_of(asked.agency_id, on)
        if asked.agency_id is not None
        else Mailbox.objects.all()
    )
    rows = _in_state(rows, asked.state, on)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.text.strip():
        typed = asked.text.strip().lower()
        rows = rows.filter(
            Q(folded_title__contains=fold(typed)) | Q(address__contains=typed)
        )
    name, _bar, key = after.rpartition("|")
    try:
        last = UUID(key)
    except ValueError:
        last = None
    if last is not None:
        rows = rows.filter(Q(folded_title__gt=name) | Q(folded_title=name, pk__gt=last))
    found = list(rows.order_by("folded_title", "pk")[: limit + 1])
    more = found[limit - 1] if len(found) > limit else None
    return BoxPage(
        found[:limit], f"{more.folded_title}|{more.pk}" if more is not None else ""
    )


def _in_state(rows: QuerySet[Mailbox], state: str, on: date) -> QuerySet[Mailbox]:
    ended = Q(valid_until__lte=on)
    match state:
        case BoxState.PLANNED:
            return rows.filter(valid_from__gt=on)
        case BoxState.OPEN:
            return rows.filter(
                Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on
            )
        case BoxState.GRACE:
            return rows.filter(ended, grace_until__gt=on)
        case BoxState.CLOSED:
            return rows.filter(ended).exclude(grace_until__gt=on)
    return rows


def count_seats(bodies: Collection[UUID], on: date) -> dict[UUID, int]:
    """Open seat boxes of each of these agencies, for the preview of an act."""
    found: dict[UUID, int] = {}
    rows = Mailbox.objects.valid(on=on).filter(agency__in=list(bodies))
    for agency_id in rows.values_list("agency", flat=True):
        found[agency_id] = found.get(agency_id, 0) + 1
    return found
