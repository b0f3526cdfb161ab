"""The tables of exchange."""

from congvu.exchange.models.directory import DirectoryEntry
from congvu.exchange.models.dispatches import Dispatch, DispatchStatus, SenderRequest
from congvu.exchange.models.regulation import Regulation

__all__ = [
    "DirectoryEntry",
    "Dispatch",
    "DispatchStatus",
    "Regulation",
    "SenderRequest",
]
