"""Counting by the clock; every run may be killed, the next one goes on."""

from __future__ import annotations

from django.utils import timezone

from congvu.indicators import actions
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _

RUN_SECONDS = 300
"""So long one run keeps other work waiting; what is left comes first in the next."""


@periodic(cron="23 * * * *", title=_("Đo các chỉ tiêu của kỳ này"))
def measure_open_periods() -> None:
    for _outcome in actions.measure(
        at=timezone.now(), only_open=True, seconds=RUN_SECONDS
    ):
        pass


@periodic(cron="11 1,2,3 * * *", title=_("Đo các chỉ tiêu của kỳ này và kỳ vừa qua"))
def measure_moving_periods() -> None:
    for _outcome in actions.measure(at=timezone.now(), seconds=RUN_SECONDS):
        pass
