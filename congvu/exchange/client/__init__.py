"""Other systems that carry messages for us, one small module to each kind.

A hub is down (try again later) or refuses (never again with this packet); nothing else
comes out of here. Nothing here is called inside a transaction. Sending the same packet
under the same message id again is harmless.
"""

from __future__ import annotations

from congvu.exchange.client.choosing import hub_client
from congvu.exchange.client.contract import (
    AgencyCard,
    HubClient,
    HubDown,
    HubRefused,
    ListedPacket,
    Unfit,
)
from congvu.exchange.client.listing import all_received

__all__ = [
    "AgencyCard",
    "HubClient",
    "HubDown",
    "HubRefused",
    "ListedPacket",
    "Unfit",
    "all_received",
    "hub_client",
]
