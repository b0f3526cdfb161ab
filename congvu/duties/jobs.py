"""Background doors of duties."""

from __future__ import annotations

from django.utils import timezone

from congvu.duties.actions import remind_of_duties
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _


@periodic(
    name="duties.remind",
    title=_("Nhắc hạn nhiệm vụ"),
    cron="5-59/10 * * * *",
)
def remind() -> None:
    """Also what was missed while no worker ran: each step is taken once."""
    remind_of_duties(at=timezone.now())
