"""Who sees where a paper went, and who answers its sender.

Whoever may read a line may see what became of it: the registers' own policies decide
(outgoing.access, documents.access). Asking and answering is the registries'.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import Http404

from congvu.documents.access import get_entry_for
from congvu.documents.models import RegisterEntry
from congvu.documents.queries import is_shut
from congvu.exchange import queries
from congvu.exchange.models import Arrival, Dispatch, Packet, Regulation, SenderRequest
from congvu.exchange.queries import dispatches_of, requests_of
from congvu.exchange.rules import Channel
from congvu.files.models import FileState
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.access import get_line_for
from congvu.outgoing.models import OutgoingEntry


def places_for(seat: Seat, entry_id: UUID) -> tuple[OutgoingEntry, list[Dispatch]]:
    """A line of the outgoing book and its recipients with what they told."""
    entry = get_line_for(seat, entry_id)
    return entry, dispatches_of(entry)


def senders_of(seat: Seat) -> frozenset[UUID]:
    """Whose papers are the seat's to ask back and to look after: its agency's, and
    those of agencies that ended with it as their heir."""
    past = (body.agency_id for body in seat.ancestors if body.is_whole)
    return frozenset({seat.agency_id, *past})


def get_dispatch_for(seat: Seat, dispatch_id: UUID) -> Dispatch:
    """One recipient of a paper that the seat's agency, or whose heir it is, issued."""
    found = (
        Dispatch.objects.select_related("entry", "recipient")
        .filter(pk=dispatch_id, entry__agency__in=senders_of(seat))
        .first()
    )
    if found is None:
        raise Http404
    get_line_for(seat, found.entry_id)
    return found


def may_ask_back(seat: Seat, sent: Dispatch) -> bool:
    """Whether it can still be asked back from there; the action decides again."""
    asks = seat.can(Permission.NUMBER) or seat.can(Permission.SIGN)
    by_wire = sent.channel != Channel.PAPER
    is_open = any(r.answered_at is None for r in sent.requests.all())
    own = sent.entry.agency_id in senders_of(seat)
    return own and asks and by_wire and not sent.is_over and not is_open


def is_sender(seat: Seat) -> bool:
    """Whether what leaves for other systems is this desk's to look after: who numbers
    papers sends them, who registers what came tells their senders."""
    return seat.can(Permission.NUMBER) or seat.can(Permission.REGISTER)


def need_sender(seat: Seat) -> Seat:
    if not is_sender(seat):
        raise Http404
    return seat


def get_packet_for(seat: Seat, packet_id: UUID) -> Packet:
    """One packet that the seat's agency sends, or one it came after; its registry's
    matter."""
    found = (
        Packet.objects.filter(pk=packet_id, sender__in=senders_of(seat))
        .select_related("entry", "arrival")
        .first()
    )
    if found is None or not is_sender(seat):
        raise Http404
    return found


def get_arrival_for(seat: Seat, arrival_id: UUID) -> Arrival:
    """One packet that came for the seat's agency, or to a shared box for nobody."""
    rows = queries.arrivals_of(seat.agency_id).select_related("file", "item")
    found = rows.filter(pk=arrival_id).first()
    if found is None or not seat.can(Permission.REGISTER):
        raise Http404
    return found


def is_at_hand(arrival: Arrival) -> bool:
    """Whether its bytes are shown: of a secret there are none any more, and while one
    of its files may be a secret nobody sees them."""
    destroyed = arrival.file is None or arrival.file.state == FileState.DESTROYED
    return not destroyed and (arrival.item is None or not is_shut(arrival.item))


def get_raw_for(seat: Seat, arrival_id: UUID) -> Arrival:
    """The same with its bytes."""
    found = get_arrival_for(seat, arrival_id)
    if not is_at_hand(found):
        raise Http404
    return found


def requests_for(
    seat: Seat, entry_id: UUID
) -> tuple[RegisterEntry, list[SenderRequest]]:
    """A line of the incoming register and what its sender asked about it."""
    entry = get_entry_for(seat, entry_id)
    return entry, requests_of(entry)


def may_answer(seat: Seat, entry: RegisterEntry) -> bool:
    return entry.agency_id == seat.agency_id and seat.can(Permission.REGISTER)


def get_request_for(seat: Seat, request_id: UUID) -> SenderRequest:
    """A request about a line of the seat's own register."""
    found = (
        SenderRequest.objects.select_related("dispatch__item", "arrival__item")
        .filter(
            Q(dispatch__item__entry__agency=seat.agency_id)
            | Q(arrival__item__entry__agency=seat.agency_id),
            pk=request_id,
        )
        .first()
    )
    item = found.item if found else None
    if found is None or item is None or item.entry_id is None:
        raise Http404
    get_entry_for(seat, item.entry_id)
    return found


def get_regulation(regulation_id: UUID) -> Regulation:
    """A row of the regulation; everybody with a seat may read what holds for all."""
    found: Regulation | None = Regulation.objects.filter(pk=regulation_id).first()
    if found is None:
        raise Http404
    return found


def share_scope(seat: Seat, *, whole: bool) -> UUID | None:
    """Whose papers the share counts: the seat's agency, or all of the installation
    (None), which only the province's own committee may ask for."""
    if whole and not seat.is_central:
        raise Http404
    return None if whole else seat.agency_id
