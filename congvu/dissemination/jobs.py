"""Background doors of tellings."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.dissemination.actions import keep_audience, remind_to_confirm
from congvu.dissemination.queries import to_keep
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _


@periodic(
    name="dissemination.keep",
    title=_("Tìm người mới phải nắm văn bản"),
    cron="12 * * * *",
)
def keep() -> None:
    """A few statements a telling, each in its own transaction."""
    for telling_id in list(to_keep().values_list("id", flat=True)):
        keep_audience(telling_id=telling_id, by=SYSTEM, at=timezone.now())


@periodic(
    name="dissemination.remind",
    title=_("Nhắc xác nhận đã nắm văn bản"),
    cron="7-59/10 * * * *",
)
def remind() -> None:
    """Also what was missed while no worker ran: each step is taken once."""
    remind_to_confirm(at=timezone.now())
