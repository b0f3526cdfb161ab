"""A deadline as people say it; one may fall on a rest day, as it was ordered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from congvu.documents.queries import deadline_of
from congvu.lib.dates import WorkCalendar
from congvu.ui.rules import Deadline


def deadline_shown(
    due_on: date | None, *, on: date, days: WorkCalendar, done: bool = False
) -> Deadline:
    """As of a paper; but a rest day ahead is not today, though no working day is left
    before it.
    """
    found = deadline_of(due_on, on=on, days=days, done=done)
    if due_on is not None and due_on > on and found.days_left == 0:
        return replace(found, days_left=1)
    return found
