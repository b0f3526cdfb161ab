"""Questions about what travels. Each says how many queries it takes."""

from congvu.exchange.queries.issued import NotIssued, document_identifier, message_of
from congvu.exchange.queries.told import dispatches_of, requests_of
from congvu.exchange.queries.ways import Way, ways_of

__all__ = [
    "NotIssued",
    "Way",
    "dispatches_of",
    "document_identifier",
    "message_of",
    "requests_of",
    "ways_of",
]
