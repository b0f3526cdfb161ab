"""The office of the matrix of rights: one of everything, in each of its states."""

from __future__ import annotations

from tests.rights.conftest import db, stage, world

__all__ = ["db", "stage", "world"]
