"""The office of the access matrix: one of everything, in each of its states."""

from __future__ import annotations

from tests.access.conftest import db, world

__all__ = ["db", "world"]
