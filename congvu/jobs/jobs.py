"""The queue's own upkeep."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from congvu.jobs.actions import forget_old_runs
from congvu.jobs.rules import periodic


@periodic(cron="17 2 * * *")
def forget_finished_runs() -> None:
    forget_old_runs(before=timezone.now() - timedelta(days=30))
