"""Background doors of the portal."""

from __future__ import annotations

from django.core.management import call_command
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.portal.actions import (
    make_sites,
    mark_ended,
    measure_sections,
    remind_of_sections,
)


@periodic(
    name="portal.follow",
    title=_("Lập trang thành phần cho cơ quan mới, ghi thông báo nơi đã thôi"),
    cron="15 1 * * *",
)
def follow() -> None:
    """Every night: sites follow the organisation."""
    now = timezone.now()
    on = timezone.localdate(now)
    make_sites(on=on, by=SYSTEM, at=now)
    mark_ended(on=on, by=SYSTEM, at=now)


@periodic(
    name="portal.schedule",
    title=_("Xuất bản, gỡ xuống theo hẹn"),
    cron="* * * * *",
)
def schedule() -> None:
    """What an editor set a moment for; a minute late at most."""
    call_command("publish_scheduled", verbosity=0)


@periodic(
    name="portal.measure-sections",
    title=_("Xem các mục trên cổng đủ hay thiếu, nhắc nơi phụ trách"),
    cron="41 * * * *",
)
def measure() -> None:
    """Any number of times a day: what did not change is not written again."""
    now = timezone.now()
    measure_sections(on=timezone.localdate(now), at=now)
    remind_of_sections(at=now)
