"""Who gets a place, who was there, who completed; the code on the screen. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from congvu.training.rules.words import PlaceState

CODE_SECONDS = 20
# The code that was shown before still counts: a phone needs a moment.
CODES_KEPT = 2
LATE_AFTER = timedelta(minutes=15)
OPENS_BEFORE = timedelta(minutes=30)


def on_approval(held: int, capacity: int) -> PlaceState:
    return PlaceState.HELD if held < capacity else PlaceState.WAITING


def moved_up(held: int, capacity: int, waiting: int) -> int:
    """How many of the waiting get a place now."""
    return max(0, min(capacity - held, waiting))


def code_step(at: datetime) -> int:
    return int(at.timestamp()) // CODE_SECONDS


def step_holds(step: int, at: datetime) -> bool:
    return 0 <= code_step(at) - step < CODES_KEPT


def takes_attendance(starts_at: datetime, ends_at: datetime, at: datetime) -> bool:
    return starts_at - OPENS_BEFORE <= at <= ends_at


def is_late(starts_at: datetime, at: datetime) -> bool:
    return at > starts_at + LATE_AFTER


def completed(attended: int, sessions: int, min_attended: int) -> bool:
    """Whole numbers: 4 of 5 is 80 %, and no less."""
    return sessions > 0 and attended * 100 >= sessions * min_attended
