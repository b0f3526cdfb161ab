"""Lists longer than one answer, and what was listed: a hub's word is checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from congvu.exchange.client.contract import HubClient, HubDown, ListedPacket

_PIECE = 256 * 1024


def all_received(hub: HubClient, code: str) -> Iterator[ListedPacket]:
    """Everything that waits, the most urgent first, acknowledged meanwhile or not.

    Hubs that know no ``after`` answer with the same packets again.
    """
    told: set[str] = set()
    after: str | None = None
    while True:
        page = hub.received(code, after)
        fresh = [packet for packet in page if packet.id not in told]
        if not fresh:
            return
        yield from fresh
        told.update(packet.id for packet in fresh)
        after = page[-1].id


def get_listed(hub: HubClient, packet: ListedPacket) -> BinaryIO:
    """The file that was listed; another one is no answer, whatever is said of it."""
    file = hub.get(packet.id)
    digest, size = hashlib.sha256(), 0
    while piece := file.read(_PIECE):
        digest.update(piece)
        size += len(piece)
    same = packet.sha256 in ("", digest.hexdigest())
    if not same or packet.length not in (0, size):
        file.close()
        raise HubDown(_("Trục đưa gói tin khác với gói đã liệt kê."))
    file.seek(0)
    return file
