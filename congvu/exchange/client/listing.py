"""Lists longer than one answer."""

from __future__ import annotations

from collections.abc import Iterator

from congvu.exchange.client.contract import HubClient, ListedPacket


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
