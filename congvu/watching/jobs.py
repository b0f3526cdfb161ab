"""What is seen by the clock: collectors that are silent, outages still to be told."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.watching import actions


@periodic(cron="* * * * *", title=_("Xem máy thu thập nào im, mất kết nối nào cần báo"))
def look() -> None:
    at = timezone.now()
    actions.tell_silent(at=at)
    actions.tell_outages(by=SYSTEM, at=at)


@periodic(cron="40 2 * * *", title=_("Bỏ số đo giám sát đã cũ"))
def forget() -> None:
    actions.forget_hours(at=timezone.now())
