"""Background doors of duties."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.duties.actions import (
    begin_rounds,
    remind_of_difficulties,
    remind_of_duties,
)
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
    remind_of_difficulties(at=timezone.now())


@periodic(
    name="duties.rounds",
    title=_("Bắt đầu lượt mới của nhiệm vụ định kỳ"),
    cron="2-59/30 * * * *",
)
def rounds() -> None:
    """Also those missed while no worker ran: each round begins once."""
    begin_rounds(by=SYSTEM, at=timezone.now())
