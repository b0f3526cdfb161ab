"""Background doors of requirements."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import (
    ask_reports,
    fit_periods,
    reopen_ended,
    tend_audits,
    tend_learning,
)
from congvu.jobs.rules import periodic
from congvu.lib.dates import local_date
from congvu.lib.text import gettext_noop as _


@periodic(
    name="controls.reopen",
    title=_("Mở lại yêu cầu an toàn hết hạn bằng chứng"),
    cron="23 * * * *",
)
def reopen() -> None:
    """Also what ended while no worker ran: each once. A catalogue or the office's own
    period may have changed since.
    """
    at = timezone.now()
    fit_periods(None, local_date(at))
    reopen_ended(by=SYSTEM, at=at)


@periodic(
    name="controls.ask-reports",
    title=_("Đề nghị các đơn vị xác nhận báo cáo an ninh năm"),
    cron="31 7 * * *",
)
def ask_for_reports() -> None:
    ask_reports(at=timezone.now())


@periodic(
    name="controls.learning",
    title=_("Nhắc yêu cầu học tập, chứng chỉ quản trị hệ thống"),
    cron="37 7 * * *",
)
def learning() -> None:
    tend_learning(by=SYSTEM, at=timezone.now())


@periodic(
    name="controls.audits",
    title=_("Nhắc hạn kiểm tra, tồn tại, rủi ro an toàn"),
    cron="43 7 * * *",
)
def audits() -> None:
    tend_audits(by=SYSTEM, at=timezone.now())
