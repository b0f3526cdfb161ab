"""Background doors of incidents."""

from __future__ import annotations

from django.utils import timezone

from congvu.incidents.actions import (
    match_signs,
    remind_of_clocks,
    remind_of_warnings,
)
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _


@periodic(
    name="incidents.remind",
    title=_("Nhắc hạn báo cáo sự cố, cảnh báo chưa thực hiện"),
    cron="3-59/5 * * * *",
)
def remind() -> None:
    """By night as well; also what was missed while no worker ran, each step once."""
    at = timezone.now()
    remind_of_clocks(at=at)
    remind_of_warnings(at=at)


@periodic(
    name="incidents.match-signs",
    title=_("Dò dấu hiệu tấn công trong nhật ký"),
    cron="* * * * *",
)
def look_for_signs() -> None:
    match_signs(at=timezone.now())
