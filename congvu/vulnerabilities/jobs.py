"""Matching: each night for what inventories brought, at once where somebody asked."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _
from congvu.vulnerabilities.actions import MATCH_JOB, match_advisories

_TITLE = _("Đối chiếu cảnh báo lỗ hổng với phần mềm trên máy")


@job(name=MATCH_JOB, title=_TITLE, lock="vulnerabilities")
def match_now() -> None:
    match_advisories(by=SYSTEM, at=timezone.now())


@periodic(cron="41 4 * * *", title=_TITLE)
def match_each_night() -> None:
    match_advisories(by=SYSTEM, at=timezone.now())
