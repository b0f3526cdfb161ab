"""The tables of exchange."""

from congvu.exchange.models.dispatches import Dispatch, DispatchStatus, SenderRequest
from congvu.exchange.models.regulation import Regulation

__all__ = ["Dispatch", "DispatchStatus", "Regulation", "SenderRequest"]
