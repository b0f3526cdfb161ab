"""Background doors of the work calendar."""

from __future__ import annotations

from django.utils import timezone

from congvu.calendar.actions import extend_times
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _


@periodic(
    name="calendar.extend",
    title=_("Trải lịch lặp lại thêm một tháng"),
    cron="40 2 * * *",
)
def extend() -> None:
    """Every night, also what was missed while no worker ran."""
    extend_times(at=timezone.now())
