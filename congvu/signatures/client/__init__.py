"""Other systems this app speaks with; only jobs and commands do."""

from __future__ import annotations

from congvu.signatures.client.revocation import ask

__all__ = ["ask"]
