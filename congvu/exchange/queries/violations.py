"""Where an agency's sendings of a month depart from the regulation of their day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef

from congvu.exchange.models import Dispatch
from congvu.exchange.queries.regulation import kinds_of, rows_until
from congvu.exchange.rules import (
    OUTSIDE,
    Offer,
    Sending,
    Sent,
    Violation,
    offer_of,
    violations_in,
)
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM, local_date
from congvu.outgoing.models import OutgoingEntry, PaperSignature
from congvu.outgoing.rules import SignedHow


@dataclass(frozen=True)
class Departing:
    """One recipient of one paper, what is wrong with it, and by which row."""

    entry: OutgoingEntry
    recipient: str
    violations: list[Violation]
    offer: Offer
    channel: str
    sent_at: datetime | None


@dataclass(frozen=True)
class Departures:
    """``sendings`` is how many were judged: a list without its whole says little."""

    found: list[Departing]
    sendings: int
    units: list[tuple[str, str]]


def violations_of(
    agency_id: UUID, month: date, now: datetime, *, unit: str = ""
) -> Departures:
    """Of the papers that left in a month; six queries however many.

    Each is judged by the row that held on the day it left.
    """
    first, after = month_span(month)
    signed = PaperSignature.objects.filter(
        draft__entry=OuterRef("entry"), how=SignedHow.PERSONAL
    )
    rows = (
        Dispatch.objects.filter(
            entry__agency=agency_id,
            entry__released_at__gte=datetime.combine(first, time(), VIETNAM),
            entry__released_at__lt=datetime.combine(after, time(), VIETNAM),
        )
        .annotate(is_signed=Exists(signed))
        .select_related("entry", "recipient")
        .order_by("-entry__order_key", "recipient__name", "id")
    )
    sent = list(rows)
    known = rows_until(first, after, agency_id)
    kinds = kinds_of([agency_id, *(one.agency_id for one in sent if one.agency_id)])
    days = calendar()
    units = {(str(s.entry.unit_id or ""), s.entry.unit_name) for s in sent}
    found = []
    for one in sent:
        entry = one.entry
        if unit and str(entry.unit_id or "") != unit:
            continue
        offer = offer_of(
            known,
            Sending(
                on=local_date(entry.released_at or now),
                type_code=entry.type_code,
                subject=entry.subject,
                sender=kinds.get(agency_id, ""),
                recipient=kinds.get(one.agency_id, OUTSIDE)
                if one.agency_id
                else OUTSIDE,
            ),
        )
        if offer is None:
            continue
        how = Sent(
            channel=one.channel,
            on_paper=one.recipient.on_paper,
            is_signed=one.is_signed,
            is_urgent=entry.urgency != "normal",
            signed_at=entry.signed_at,
            at=one.sent_at,
            at_once_until=entry.release_due_at,
        )
        wrong = violations_in(how, offer, days, now)
        if wrong:
            name = one.recipient.name
            found.append(Departing(entry, name, wrong, offer, one.channel, one.sent_at))
    return Departures(found, len(sent), sorted(units, key=lambda u: u[1]))


def month_span(month: date) -> tuple[date, date]:
    """The first day of a month and that of the next."""
    first = month.replace(day=1)
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)
