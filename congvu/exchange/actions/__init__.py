"""What is done with messages."""

from __future__ import annotations

from congvu.exchange.actions.reading import read_message

__all__ = ["read_message"]
