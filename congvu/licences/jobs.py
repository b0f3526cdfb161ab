"""The position counted by the clock, and after what it rests on changed."""

from __future__ import annotations

from django.utils import timezone

from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _
from congvu.licences import actions


@periodic(cron="17 * * * *", title=_("Tính tình trạng bản quyền phần mềm"))
def count_by_the_clock() -> None:
    actions.count_positions(at=timezone.now())


@job(
    name="licences.count",
    title=_("Tính lại tình trạng bản quyền phần mềm"),
    lock="licences.count",
)
def count_again() -> None:
    actions.count_positions(at=timezone.now())


@periodic(
    name="licences.tell_ending",
    title=_("Báo quyền sử dụng phần mềm sắp hết hạn"),
    cron="40 6 * * *",
)
def tell_ending() -> None:
    """Each right once for each end; what was missed is told later."""
    actions.tell_ending(at=timezone.now())
