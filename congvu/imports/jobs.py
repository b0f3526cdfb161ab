"""Loads that go on behind the page, and those a crash left half done."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.imports.actions import check_load, run_load
from congvu.imports.models import Load
from congvu.imports.rules import LoadState
from congvu.jobs.actions import enqueue_once
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _


@job(name="imports.go_on", title=_("Nạp sổ cũ"), retry=5, lock="imports", priority=-5)
def go_on(*, load_id: str) -> None:
    """Checked, then entered; each looks at the row first."""
    check_load(load_id=UUID(load_id), at=timezone.now())
    run_load(load_id=UUID(load_id), by=SYSTEM, at=timezone.now())


@periodic(name="imports.find_unfinished", title=_("Tìm sổ cũ nạp dở"), cron="* * * * *")
def find_unfinished() -> None:
    """A run lost in a crash is asked for again; the rows are the truth."""
    rows = Load.objects.filter(state__in=[LoadState.CHECKING, LoadState.LOADING])
    for load_id in rows.values_list("id", flat=True)[:50]:
        enqueue_once("imports.go_on", lock=str(load_id), load_id=str(load_id))
