"""Background doors of personal data."""

from __future__ import annotations

from django.utils import timezone

from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.privacy.actions import remind_of_privacy


@periodic(
    name="privacy.remind",
    title=_("Nhắc yêu cầu của chủ thể dữ liệu, đánh giá tác động tới hạn"),
    cron="41 7 * * *",
)
def remind() -> None:
    """Also what was missed while no worker ran, each step once."""
    remind_of_privacy(at=timezone.now())
