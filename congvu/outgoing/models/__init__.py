"""The tables of outgoing."""

from congvu.outgoing.models.numbering import (
    NumberSequence,
    OutgoingBook,
    OutgoingEntry,
    OutgoingEvent,
    OutgoingGrant,
)

__all__ = [
    "NumberSequence",
    "OutgoingBook",
    "OutgoingEntry",
    "OutgoingEvent",
    "OutgoingGrant",
]
