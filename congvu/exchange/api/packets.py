"""Packets to other systems, for programs that watch over them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from congvu.exchange import actions, queries
from congvu.exchange.access import (
    get_arrival_for,
    get_packet_for,
    get_raw_for,
    need_sender,
    senders_of,
)
from congvu.exchange.models import Arrival, Packet
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.ui.deeds import as_download

router = Router(tags=["Liên thông"])


class PacketOut(Schema):
    """What goes to another system: a document or a status, to these addresses."""

    id: UUID
    kind: str
    code: str
    channel: str
    addresses: list[str]
    document_id: str
    symbol: str
    text: str
    state: str
    attempts: int
    next_try_at: datetime | None
    last_error: str
    remote_id: str
    created_at: datetime
    sent_at: datetime | None


class PacketPageOut(Schema):
    items: list[PacketOut]
    after: UUID | None


@router.get("/packets", response=PacketPageOut, summary="Gói tin đi")
def packets(
    request: ApiRequest, tab: str = "", after: UUID | None = None
) -> dict[str, Any]:
    """``tab``: going, given-up, sent; without it all, newest first."""
    seat = need_sender(request.auth)
    page = queries.packets_page(senders_of(seat), tab=tab, after=after)
    return {"items": page.packets, "after": page.after}


@router.post(
    "/packets/{packet_id}/send-again", response=PacketOut, summary="Gửi lại gói tin"
)
def send_again(request: ApiRequest, packet_id: UUID) -> Packet:
    seat = request.auth
    get_packet_for(seat, packet_id)
    actions.send_again(packet_id=packet_id, by=seat, at=timezone.now())
    return get_packet_for(seat, packet_id)


class ArrivalOut(Schema):
    """What came from another system; ``reason`` says why it was not taken."""

    id: UUID
    channel: str
    kind: str
    code: str
    sender: str
    sender_name: str
    document_id: str
    symbol: str
    type_told: str
    due_on: date | None
    subject: str
    state: str
    reason: str
    status: str
    sha256: str
    size: int
    times: int
    told_at: datetime | None
    received_at: datetime
    item_id: UUID | None


class ArrivalPageOut(Schema):
    items: list[ArrivalOut]
    after: UUID | None


@router.get("/arrivals", response=ArrivalPageOut, summary="Gói tin đến")
def arrivals(
    request: ApiRequest, state: str = "", after: UUID | None = None
) -> dict[str, Any]:
    """``state``: new, taken, waits, refused, not-ours, broken, replayed."""
    seat = need(request, Permission.REGISTER)
    page = queries.arrivals_page(seat.agency_id, state=state, after=after)
    return {"items": page.arrivals, "after": page.after}


@router.get("/arrivals/{arrival_id}", response=ArrivalOut, summary="Một gói tin đến")
def arrival(request: ApiRequest, arrival_id: UUID) -> Arrival:
    return get_arrival_for(need(request, Permission.REGISTER), arrival_id)


@router.get("/arrivals/{arrival_id}/file", summary="Tải gói tin đến")
def arrival_file(request: ApiRequest, arrival_id: UUID) -> HttpResponse:
    seat = need(request, Permission.REGISTER)
    found = get_raw_for(seat, arrival_id)
    return as_download(actions.take_out(arrival=found, by=seat, at=timezone.now()))
