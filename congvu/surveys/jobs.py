"""Background doors of surveys."""

from __future__ import annotations

from django.utils import timezone

from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.surveys.actions import remind_of_sheets


@periodic(
    name="surveys.remind",
    title=_("Nhắc hạn nộp phiếu rà soát"),
    cron="9-59/10 * * * *",
)
def remind() -> None:
    """Also what was missed while no worker ran: each step is taken once."""
    remind_of_sheets(at=timezone.now())
