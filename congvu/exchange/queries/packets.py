"""What went out and what came in, packet by packet, newest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.exchange.models import UNDER_WAY, Arrival, DirectoryEntry, Packet
from congvu.exchange.rules import ArrivalState, Transfer

_Row = TypeVar("_Row", Packet, Arrival)

GOING = "going"
STATES_OF_TAB = {
    GOING: tuple(UNDER_WAY),
    Transfer.GIVEN_UP: (Transfer.GIVEN_UP,),
    Transfer.SENT: (Transfer.SENT,),
}


@dataclass(frozen=True)
class PacketPage:
    """``after`` is the key of the next page."""

    packets: list[Packet]
    after: UUID | None


@dataclass(frozen=True)
class ArrivalPage:
    arrivals: list[Arrival]
    after: UUID | None


def packets_page(
    senders: Collection[UUID],
    *,
    tab: str = "",
    after: UUID | None = None,
    limit: int = 50,
) -> PacketPage:
    """One page of what these agencies sent, receivers by name; two queries."""
    rows = Packet.objects.filter(sender__in=senders).select_related("entry", "arrival")
    if tab in STATES_OF_TAB:
        rows = rows.filter(state__in=STATES_OF_TAB[tab])
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: limit + 1])
    after = found[limit - 1].pk if found[limit:] else None
    return PacketPage(_by_time(_named(found[:limit]), "created_at"), after)


def _named(packets: list[Packet]) -> list[Packet]:
    """Whom the directory knows by its code is called by its name."""
    codes = {code for packet in packets for code in packet.addresses}
    rows = DirectoryEntry.objects.filter(code__in=codes)
    names = dict(rows.values_list("code", "name"))
    for packet in packets:
        packet.places = [names.get(code, code) for code in packet.addresses]
    return packets


def _by_time(rows: list[_Row], moment: str) -> list[_Row]:
    """Pages go by the keys. Rows that were brought in later than they say, as the
    demo's are, stand within their page where their time puts them."""
    return sorted(rows, key=lambda row: getattr(row, moment), reverse=True)


def given_up_count(senders: Collection[UUID]) -> int:
    rows = Packet.objects.filter(sender__in=senders, state=Transfer.GIVEN_UP)
    return rows.count()


def arrivals_of(agency_id: UUID) -> QuerySet[Arrival]:
    """What came for the agency, and what came to a shared box and is nobody's."""
    return Arrival.objects.filter(Q(agency=agency_id) | Q(agency=None))


def arrivals_page(
    agency_id: UUID, *, state: str = "", after: UUID | None = None, limit: int = 50
) -> ArrivalPage:
    """One page; one query."""
    rows = arrivals_of(agency_id)
    if state in set(ArrivalState):
        rows = rows.filter(state=state)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: limit + 1])
    after = found[limit - 1].pk if found[limit:] else None
    return ArrivalPage(_by_time(found[:limit], "received_at"), after)


def arrival_counts(agency_id: UUID) -> dict[str, int]:
    """By state; one query."""
    rows = arrivals_of(agency_id).order_by().values_list("state")
    return dict(rows.annotate(n=Count("id")))


def unfinished_arrivals(limit: int = 200) -> list[Arrival]:
    """Kept, and not read or not told of; the oldest first."""
    rows = Arrival.objects.filter(acknowledged_at=None)
    return list(rows.order_by("received_at", "id")[:limit])


def known_packet(channel: str, remote_id: str) -> Arrival | None:
    """What we have of a packet that is listed; bytes that were not as listed do not
    count."""
    rows = Arrival.objects.filter(channel=channel, remote_id=remote_id, differs=False)
    return rows.order_by("id").first()
