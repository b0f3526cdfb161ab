"""What the door forgets each night."""

from __future__ import annotations

from django.utils import timezone

from congvu.accounts import actions
from congvu.jobs.rules import periodic


@periodic(cron="23 3 * * *")
def forget_attempts() -> None:
    actions.forget_old_attempts(at=timezone.now())
