"""Parts for the coming days, false alarms whose time is over, sources fallen silent."""

from __future__ import annotations

from django.utils import timezone

from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.logs.actions import (
    ensure_days,
    forget_allowances,
    keep_old_days,
    mark_silent,
    reopen_false,
)


@periodic(cron="17 1 * * *", title=_("Chuẩn bị bảng nhật ký cho những ngày tới"))
def prepare_days() -> None:
    at = timezone.now()
    ensure_days(at=at)
    reopen_false(at=at)
    forget_allowances(at=at)


@periodic(cron="41 2 * * *", title=_("Đưa nhật ký cũ vào kho, bỏ nhật ký hết hạn giữ"))
def keep_old_logs() -> None:
    keep_old_days(at=timezone.now())


@periodic(cron="*/5 * * * *", title=_("Xem nguồn nhật ký nào im"))
def look_for_silence() -> None:
    mark_silent(at=timezone.now())
