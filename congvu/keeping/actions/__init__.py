"""Copying the whole office, and putting a copy back."""

from congvu.keeping.actions.copying import Copied, back_up
from congvu.keeping.actions.restoring import Restored, note_restored, restore

__all__ = ["Copied", "Restored", "back_up", "note_restored", "restore"]
