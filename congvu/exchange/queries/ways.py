"""By which way a paper reaches each of its recipients."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from congvu.documents.models import DocumentFile
from congvu.exchange.rules import Channel
from congvu.organisations.queries import (
    agencies_by_code,
    agencies_on,
    posts_of_role,
)
from congvu.organisations.rules import Role, is_code_13, is_code_35
from congvu.outgoing.models import OutgoingEntry, Recipient


@dataclass(frozen=True)
class Way:
    recipient: Recipient
    channel: Channel
    agency_id: UUID | None = None
    address: str = ""


_MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def ways_of(entry: OutgoingEntry, on: date) -> list[Way]:
    """The way to every recipient; five queries however many.

    An agency with a registry here gets it here, also where it was written by its code,
    and once. Elsewhere a code goes over the hub, a mailbox by mail, and what has
    neither, or a paper without a file, on paper.
    """
    places = list(entry.sent_to.order_by("kind", "id"))
    has_file = DocumentFile.objects.filter(document=entry.document_id).exists()
    if not places or not has_file:
        return [Way(p, Channel.PAPER, p.agency_id) for p in places]
    codes = {p.address for p in places if p.agency_id is None and _is_code(p.address)}
    meant = agencies_by_code(codes, on) if codes else {}
    agencies = {p.id: p.agency_id or meant.get(p.address) for p in places}
    known = {a for a in agencies.values() if a is not None}
    here = posts_of_role(Role.RECORDS_CLERK, known, on)
    elsewhere = [a for a in known if a not in here]
    addresses = {a.id: a.code for a in agencies_on(on, among=elsewhere)}
    found: list[Way] = []
    served: set[UUID] = set()
    for place in places:
        agency_id = agencies[place.id]
        if agency_id is None:
            found.append(_way_outside(place))
        elif agency_id in served:
            continue
        elif agency_id in here:
            found.append(Way(place, Channel.INSIDE, agency_id))
        else:
            code = addresses.get(agency_id, "")
            channel = _wire() if code else Channel.PAPER
            found.append(Way(place, channel, agency_id, code))
        if agency_id is not None:
            served.add(agency_id)
    return found


def _way_outside(place: Recipient) -> Way:
    if _is_code(place.address):
        return Way(place, _wire(), address=place.address)
    if _MAILBOX.fullmatch(place.address):
        return Way(place, Channel.MAIL, address=place.address)
    return Way(place, Channel.PAPER)


def _wire() -> Channel:
    """What this office has to reach organisations by their codes; a hub is awaited
    where it has none yet."""
    ways = (Channel.HUB, Channel.GATEWAY, Channel.FOLDER)
    return next((way for way in ways if way in settings.EXCHANGE), Channel.HUB)


def _is_code(text: str) -> bool:
    """A word in capitals is a name; an organisation's code has figures."""
    return is_code_13(text) or (is_code_35(text) and any(c.isdigit() for c in text))
