"""The queue's own upkeep."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from congvu.jobs.actions import forget_clockwork, forget_old_runs
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _


@periodic(cron="17 2 * * *", title=_("Xóa ghi nhận lượt chạy cũ hơn 30 ngày"))
def forget_finished_runs() -> None:
    forget_old_runs(before=timezone.now() - timedelta(days=30))


# Some run every two seconds: without this they would be a million rows in a month.
@periodic(cron="29 * * * *", title=_("Xóa ghi nhận việc định kỳ đã xong"))
def forget_finished_clockwork() -> None:
    forget_clockwork(before=timezone.now() - timedelta(hours=1))
