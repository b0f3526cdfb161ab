"""Background doors of systems."""

from __future__ import annotations

from django.utils import timezone

from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.systems.actions import remind_of_dossiers, remind_of_transitions


@periodic(
    name="systems.remind",
    title=_("Nhắc hạn hồ sơ đề xuất cấp độ, hạn chuyển tiếp"),
    cron="7-59/10 * * * *",
)
def remind() -> None:
    """Also what was missed while no worker ran: each step is taken once."""
    at = timezone.now()
    remind_of_dossiers(at=at)
    remind_of_transitions(at=at)
