"""The tables of exchange."""

from congvu.exchange.models.arrivals import Arrival
from congvu.exchange.models.directory import DirectoryEntry
from congvu.exchange.models.dispatches import (
    LEFT,
    Dispatch,
    DispatchStatus,
    SenderRequest,
)
from congvu.exchange.models.enrolments import Enrolment
from congvu.exchange.models.packets import UNDER_WAY, Packet
from congvu.exchange.models.regulation import Regulation

__all__ = [
    "LEFT",
    "UNDER_WAY",
    "Arrival",
    "DirectoryEntry",
    "Dispatch",
    "DispatchStatus",
    "Enrolment",
    "Packet",
    "Regulation",
    "SenderRequest",
]
