"""Background doors of reports."""

from __future__ import annotations

from django.utils import timezone

from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.reporting.actions import begin_rounds, remind_of_reports


@periodic(
    name="reporting.begin",
    title=_("Bắt đầu kỳ báo cáo mới"),
    cron="20 6 * * *",
)
def begin() -> None:
    """Each period once, however often it runs; what was missed begins late."""
    begin_rounds(at=timezone.now())


@periodic(
    name="reporting.remind",
    title=_("Nhắc hạn nộp báo cáo"),
    cron="7-59/10 * * * *",
)
def remind() -> None:
    """Also what was missed while no worker ran: each step is taken once."""
    remind_of_reports(at=timezone.now())
