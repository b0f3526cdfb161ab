"""By which way a paper reaches each of its recipients."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.documents.models import DocumentFile
from congvu.exchange.models import DirectoryEntry
from congvu.exchange.queries.directory import (
    SHOWN,
    Reached,
    find_in_directory,
    reached_by,
)
from congvu.exchange.queries.mailing import owners_of, private_mailboxes
from congvu.exchange.queries.regulation import kinds_of, rows_on
from congvu.exchange.rules import (
    CHANNEL_NAMES,
    MAILBOX,
    OUTSIDE,
    Channel,
    Sending,
    offer_of,
)
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.queries import (
    agencies_by_code,
    agencies_on,
    posts_of_role,
    resolve_closed,
)
from congvu.organisations.rules import Role, is_code_13, is_code_35
from congvu.outgoing.models import OutgoingEntry, Recipient


@dataclass(frozen=True)
class Way:
    recipient: Recipient
    channel: Channel
    agency_id: UUID | None = None
    address: str = ""


def ways_of(entry: OutgoingEntry, on: date) -> list[Way]:
    """The way to every recipient, as the regulation allows; ten queries however many.

    An agency with a registry here gets it here, also where it was written by its code
    or its mailbox, and once. Elsewhere a code goes over the hub, an official mailbox by
    mail, and what has neither, or a paper without a file, on paper.
    """
    places = list(entry.sent_to.order_by("kind", "id"))
    has_file = DocumentFile.objects.filter(document=entry.document_id).exists()
    if not places or not has_file:
        return [Way(p, Channel.PAPER, p.agency_id) for p in places]
    codes = {p.address for p in places if p.agency_id is None and _is_code(p.address)}
    boxes = {p.address.lower() for p in places if _is_mailbox(p)}
    meant, moved = _meant(codes, on)
    owners = owners_of(boxes, on) if boxes else {}
    private = private_mailboxes(boxes - set(owners), on, entry.type_code)
    agencies = {
        p.id: p.agency_id
        or meant.get(p.address)
        or meant.get(_moved(p, moved))
        or owners.get(p.address.lower())
        for p in places
    }
    known = {a for a in agencies.values() if a is not None}
    here = posts_of_role(Role.RECORDS_CLERK, known, on)
    elsewhere = [a for a in known if a not in here]
    addresses = {a.id: a.code for a in agencies_on(on, among=elsewhere)}
    found: list[Way] = []
    served: set[UUID] = set()
    for place in places:
        agency_id = agencies[place.id]
        if agency_id is None:
            found.append(_way_outside(place, moved, private))
        elif agency_id in served:
            continue
        elif agency_id in here:
            found.append(Way(place, Channel.INSIDE, agency_id))
        elif _is_mailbox(place):
            found.append(Way(place, Channel.MAIL, agency_id, place.address))
        else:
            code = addresses.get(agency_id, "")
            channel = _wire() if code else Channel.PAPER
            found.append(Way(place, channel, agency_id, code))
        if agency_id is not None:
            served.add(agency_id)
    return _as_allowed(entry, found, on)


def _meant(codes: set[str], on: date) -> tuple[dict[str, UUID], dict[str, Reached]]:
    """The agencies of this installation that codes mean, themselves or as heirs; and
    where the directory says that the others go."""
    if not codes:
        return {}, {}
    meant = agencies_by_code(codes, on)
    moved = reached_by(codes - set(meant), on)
    meant |= agencies_by_code({one.code for one in moved.values()}, on) if moved else {}
    ended = resolve_closed(codes - set(meant) - set(moved), on)
    meant |= {code: one.agency.id for code, one in ended.items()}
    return meant, moved


@dataclass(frozen=True)
class Found:
    """An organisation of the directory, and how a paper would reach it today.

    ``channel`` "": it is closed and nobody goes on for it. ``words``: what a clerk
    should know, as that a successor gets the paper.
    """

    entry: DirectoryEntry
    channel: str
    words: str = ""

    @property
    def way(self) -> str:
        return _(CHANNEL_NAMES[Channel(self.channel)]) if self.channel else ""


def find_places(text: str, on: date, limit: int = SHOWN) -> list[Found]:
    """As `find_in_directory`, each with its way; a fixed number of queries more."""
    entries = find_in_directory(text, limit)
    codes = {entry.code for entry in entries}
    meant, moved = _meant(codes, on)
    here = posts_of_role(Role.RECORDS_CLERK, meant.values(), on) if meant else {}
    found = []
    for entry in entries:
        goes = moved.get(entry.code)
        now = goes.code if goes else entry.code
        agency_id = meant.get(entry.code) or meant.get(now)
        channel = Channel.INSIDE if agency_id in here else _wire() if now else ""
        found.append(Found(entry, channel, goes.words if goes else ""))
    return found


def _as_allowed(entry: OutgoingEntry, ways: list[Way], on: date) -> list[Way]:
    """What may not go by its own way goes on paper, or is refused with the article."""
    rows = rows_on(on)
    kinds = kinds_of([entry.agency_id, *(w.agency_id for w in ways if w.agency_id)])
    whole = Sending(on, entry.type_code, entry.subject, kinds.get(entry.agency_id, ""))
    offers = {
        kind: offer_of(rows, replace(whole, recipient=kind))
        for kind in {OUTSIDE, *kinds.values()}
    }
    found, refused = [], []
    for way in ways:
        kind = kinds.get(way.agency_id, OUTSIDE) if way.agency_id else OUTSIDE
        offer = offers[kind]
        if offer is None or way.channel in offer.channels:
            found.append(way)
        elif Channel.PAPER in offer.channels:
            found.append(Way(way.recipient, Channel.PAPER, way.agency_id))
        else:
            words = _("%(name)s: không gửi được bằng %(channel)s (%(basis)s).")
            given = {
                "name": way.recipient.name,
                "channel": _(CHANNEL_NAMES[way.channel]),
                "basis": offer.row.citation,
            }
            refused.append(Reason(words % given, "agencies"))
    if refused:
        raise Refused(refused)
    return found


def _way_outside(
    place: Recipient, moved: Mapping[str, Reached], private: Collection[str]
) -> Way:
    """A code that is closed is the successor's; the directory says who that is. What is
    no official mailbox gets paper."""
    if _is_code(place.address):
        return Way(place, _wire(), address=_moved(place, moved))
    if _is_mailbox(place) and place.address.lower() not in private:
        return Way(place, Channel.MAIL, address=place.address)
    return Way(place, Channel.PAPER)


def _is_mailbox(place: Recipient) -> bool:
    return place.agency_id is None and bool(MAILBOX.fullmatch(place.address))


def _wire() -> Channel:
    """What this office has to reach organisations by their codes; a hub is awaited
    where it has none yet."""
    ways = (Channel.HUB, Channel.GATEWAY, Channel.FOLDER)
    return next((way for way in ways if way in settings.EXCHANGE), Channel.HUB)


def _moved(place: Recipient, moved: Mapping[str, Reached]) -> str:
    now = moved.get(place.address.strip().upper())
    return (now.code if now else "") or place.address


def _is_code(text: str) -> bool:
    """A word in capitals is a name; an organisation's code has figures."""
    return is_code_13(text) or (is_code_35(text) and any(c.isdigit() for c in text))
