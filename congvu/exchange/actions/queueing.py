"""Packets put into the queue, in the transaction of the step that asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from congvu.documents.rules import URGENCY_NAMES
from congvu.exchange.models import Arrival, Packet
from congvu.exchange.queries import identifier_of
from congvu.exchange.rules import (
    BUSINESS_OF_WISH,
    NEW,
    Channel,
    StatusCode,
    Transfer,
    Wanted,
)
from congvu.lib.dates import local_date
from congvu.organisations.queries import agency_on
from congvu.outgoing.models import OutgoingEntry


def queue_paper(
    *,
    entry: OutgoingEntry,
    channel: str,
    addresses: Sequence[str],
    at: datetime,
    wanted: Wanted | None = None,
    text: str = "",
    earlier: OutgoingEntry | None = None,
) -> Packet:
    """An issued paper, or what is wanted about an earlier one, to these addresses."""
    return Packet.objects.create(
        kind="document",
        code=BUSINESS_OF_WISH[wanted] if wanted else NEW,
        text=text,
        earlier=earlier,
        **_of_paper(entry, channel, addresses, at),
    )


def queue_later(
    *,
    paper: OutgoingEntry,
    earlier: OutgoingEntry,
    wanted: Wanted,
    channel: str,
    to: Sequence[str],
    text: str,
    at: datetime,
) -> dict[str, Packet]:
    """A later paper as what it does to an earlier one: the packet for each address.

    Where the paper itself is only about to leave, that very packet says so; who never
    had the earlier one takes it as new.
    """
    leaving = Packet.objects.select_for_update().filter(
        entry=paper,
        channel=channel,
        code=NEW,
        state=Transfer.WAITING,
        attempts=0,
        may_be_there=False,
    )
    found: dict[str, Packet] = {}
    for packet in leaving.filter(addresses__overlap=list(to)):
        packet.code, packet.earlier = BUSINESS_OF_WISH[wanted], earlier
        packet.text, packet.file = text[:1000], None
        packet.save(update_fields=["code", "earlier", "text", "file"])
        found |= dict.fromkeys(packet.addresses, packet)
    rest = [address for address in to if address not in found]
    if rest:
        alone = queue_paper(
            entry=paper,
            channel=channel,
            addresses=rest,
            at=at,
            wanted=wanted,
            text=text,
            earlier=earlier,
        )
        found |= dict.fromkeys(rest, alone)
    return found


def queue_taking_back(
    *,
    entry: OutgoingEntry,
    channel: str,
    addresses: Sequence[str],
    reason: str,
    at: datetime,
) -> Packet:
    """13, which the sender of a paper tells its receivers."""
    return Packet.objects.create(
        kind="status",
        code=StatusCode.TAKE_BACK,
        text=reason,
        **_of_paper(entry, channel, addresses, at),
    )


def _of_paper(
    entry: OutgoingEntry, channel: str, addresses: Sequence[str], at: datetime
) -> dict[str, object]:
    own = agency_on(entry.agency_id, entry.issued_on)
    return {
        "entry": entry,
        "document_id": identifier_of(entry),
        "sender_id": entry.agency_id,
        "sender_code": own.code if own else "",
        "urgency": list(URGENCY_NAMES).index(entry.urgency),
        **_waiting(channel, addresses, at),
    }


def queue_status(
    *, arrival: Arrival, code: StatusCode, text: str, at: datetime
) -> Packet | None:
    """What became of a paper that came from outside, told the way it came.

    Nobody is told of what names neither itself nor its sender.
    """
    if arrival.agency_id is None or not (arrival.sender and arrival.document_id):
        return None
    own = agency_on(arrival.agency_id, local_date(at))
    to = arrival.sender if arrival.channel != Channel.MAIL else arrival.told_sender
    if not to:
        return None
    arrival.status = code
    arrival.save(update_fields=["status", "withdrawn_at"])
    return Packet.objects.create(
        kind="status",
        code=code,
        text=text[:1000],
        arrival=arrival,
        document_id=arrival.document_id,
        sender_id=arrival.agency_id,
        sender_code=arrival.answers_as or (own.code if own else ""),
        **_waiting(arrival.channel, [to], at),
    )


def _waiting(channel: str, addresses: Sequence[str], at: datetime) -> dict[str, object]:
    return {
        "channel": channel,
        "addresses": list(addresses),
        "state": Transfer.WAITING,
        "created_at": at,
        "next_try_at": at,
    }
