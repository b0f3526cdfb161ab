"""Every change of the hub's tables, and what is written of it."""

from __future__ import annotations

from congvu.hub.actions.agencies import delete, lock, register, unlock
from congvu.hub.actions.entering import enter
from congvu.hub.actions.fetching import Fetched, acknowledge, fetch
from congvu.hub.actions.log import Caller, note, operator
from congvu.hub.actions.sending import Arrived, Receipt, Said, take
from congvu.hub.actions.systems import close_system, let_in, new_secret, new_system

__all__ = [
    "Arrived",
    "Caller",
    "Fetched",
    "Receipt",
    "Said",
    "acknowledge",
    "close_system",
    "delete",
    "enter",
    "fetch",
    "let_in",
    "lock",
    "new_secret",
    "new_system",
    "note",
    "operator",
    "register",
    "take",
    "unlock",
]
