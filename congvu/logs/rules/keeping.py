"""For how long events are kept, and where."""

from __future__ import annotations

from datetime import date, timedelta

from congvu.systems.rules import months_after

HOT = timedelta(days=30)
"""Days in the table, searched at once; then they are in files, searched more slowly."""
LONGEST_MONTHS = 12
"""What the highest level asks: for sources of which no system's level is known."""


def kept_until(day: date, months: int) -> date:
    """The last day on which that day's events are there."""
    return max(day + HOT, months_after(day, months))
