"""The background door of the one box: what is new to watched questions."""

from __future__ import annotations

from django.utils import timezone

from congvu.finding import actions
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _


@periodic(
    name="finding.look_for_news",
    title=_("Tìm kết quả mới của các câu tìm được theo dõi"),
    cron="*/5 * * * *",
)
def look_for_news() -> None:
    actions.look_for_news(at=timezone.now())
