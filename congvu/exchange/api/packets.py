"""Packets to other systems, for programs that watch over them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router, Schema

from congvu.exchange import actions, queries
from congvu.exchange.access import (
    get_packet_for,
)
from congvu.exchange.models import Packet
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

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
    seat = need(request, Permission.NUMBER)
    page = queries.packets_page(seat.agency_id, tab=tab, after=after)
    return {"items": page.packets, "after": page.after}


@router.post(
    "/packets/{packet_id}/send-again", response=PacketOut, summary="Gửi lại gói tin"
)
def send_again(request: ApiRequest, packet_id: UUID) -> Packet:
    seat = need(request, Permission.NUMBER)
    get_packet_for(seat, packet_id)
    actions.send_again(packet_id=packet_id, by=seat, at=timezone.now())
    return get_packet_for(seat, packet_id)
