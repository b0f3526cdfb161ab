"""Reminders to confirm, by the office's own steps, each once a person.

The row under a unique key is there before the notice, as of duties: killed, begun again
or done by two workers, the second one finds the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from congvu.dissemination.models import Addressee, ConfirmReminder
from congvu.documents.queries import reminding
from congvu.law.queries import calendar
from congvu.law.rules import Step, When, latest_step
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.notices.actions import notify_each

REMIND_FROM = time(7, 0)
_AHEAD = 30


@dataclass(frozen=True)
class _Call:
    """One step due now for one person."""

    addressee_id: UUID
    telling_id: UUID
    user_id: UUID
    step: str
    due_on: date
    is_late: bool


@transaction.atomic
def remind_to_confirm(*, at: datetime) -> int:
    """Take every step whose day has come; how many were taken."""
    days, today = calendar(), local_date(at)
    if not days.is_working(today) or at.astimezone(VIETNAM).time() < REMIND_FROM:
        return 0
    calls = sorted(_calls(days, today), key=lambda c: (c.addressee_id, c.step))
    rows = [
        ConfirmReminder(
            addressee_id=c.addressee_id, step=c.step, due_on=c.due_on, at=at
        )
        for c in calls
    ]
    ConfirmReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)
    kept = set(
        ConfirmReminder.objects.filter(pk__in=[r.pk for r in rows]).values_list(
            "pk", flat=True
        )
    )
    taken = [c for c, row in zip(calls, rows, strict=True) if row.pk in kept]
    _tell([c for c in taken if not c.is_late], "dissemination.due", at)
    _tell([c for c in taken if c.is_late], "dissemination.late", at)
    return len(taken)


def _calls(days: WorkCalendar, today: date) -> Iterator[_Call]:
    rows = Addressee.objects.filter(
        telling__ended_at__isnull=True,
        told_at__isnull=False,
        confirmed_at__isnull=True,
        left_on__isnull=True,
        person__user__isnull=False,
        due_on__lte=days.add_working_days(today, _AHEAD),
    ).values_list("id", "telling", "person__user", "agency", "due_on", "told_at")
    steps: dict[UUID, tuple[Step, ...]] = {}
    for key, telling, user, agency, due_on, told_at in rows.iterator():
        if agency not in steps:
            steps[agency] = reminding(agency, today).steps
        due = latest_step(steps[agency], due_on, today, days)
        # Who was told later was told the day with it.
        if due and told_at and due.day > local_date(told_at):
            is_late = due.step.when in (When.AFTER, When.EVERY)
            yield _Call(key, telling, user, due.key[:30], due_on, is_late)


def _tell(calls: list[_Call], kind: str, at: datetime) -> None:
    notify_each(kind, to=[(c.user_id, c.telling_id, {}) for c in calls], at=at)
