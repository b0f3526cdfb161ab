"""What the notices below ask of the calendar."""

from __future__ import annotations

from congvu.law import queries
from congvu.lib.dates import WorkCalendar
from congvu.notices.rules import answers


@answers("calendar")
def working_days() -> WorkCalendar:
    return queries.calendar()
