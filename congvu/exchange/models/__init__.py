"""The tables of exchange."""

from congvu.exchange.models.dispatches import Dispatch, DispatchStatus, SenderRequest

__all__ = ["Dispatch", "DispatchStatus", "SenderRequest"]
