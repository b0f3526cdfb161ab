"""Background doors of training."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.training.actions import close_lapsed, remind_of_classes


@periodic(
    name="training.remind", title=_("Nhắc lớp học ngày mai bắt đầu"), cron="11 8 * * *"
)
def remind() -> None:
    """Each learner once."""
    remind_of_classes(by=SYSTEM, at=timezone.now())


@periodic(
    name="training.close-tests",
    title=_("Đóng, chấm bài kiểm tra đã hết giờ"),
    cron="* * * * *",
)
def close_tests() -> None:
    """As they stand; who hands in later finds the result."""
    close_lapsed(by=SYSTEM, at=timezone.now())
