"""Questions about what travels. Each says how many queries it takes."""

from congvu.exchange.queries.issued import NotIssued, document_identifier, message_of
from congvu.exchange.queries.packets import (
    GOING,
    arrival_counts,
    arrivals_of,
    arrivals_page,
    given_up_count,
    packets_page,
)
from congvu.exchange.queries.packing import identifier_of, message_for
from congvu.exchange.queries.told import dispatches_of, requests_of
from congvu.exchange.queries.ways import Way, ways_of

__all__ = [
    "GOING",
    "NotIssued",
    "Way",
    "arrival_counts",
    "arrivals_of",
    "arrivals_page",
    "dispatches_of",
    "document_identifier",
    "given_up_count",
    "identifier_of",
    "message_for",
    "message_of",
    "packets_page",
    "requests_of",
    "ways_of",
]
