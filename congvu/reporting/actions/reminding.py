"""Reminders before and after the day a report is due, by the office's own steps.

The row under a unique key is there before the notice: killed, begun again or done by
two workers, the second one finds the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from congvu.documents.queries import reminding
from congvu.law.queries import calendar
from congvu.law.rules import Step, When, latest_step
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.notices.actions import notify_each
from congvu.reporting.models import ReportReturn, ReturnReminder
from congvu.reporting.queries import open_returns, told_of

REMIND_FROM = time(7, 0)
_AHEAD = 30


@dataclass(frozen=True)
class _Call:
    """One step due now for one return."""

    report: ReportReturn
    step: str
    is_late: bool


@transaction.atomic
def remind_of_reports(*, at: datetime) -> int:
    """Take every step whose day has come; how many were taken."""
    days, today = calendar(), local_date(at)
    if not days.is_working(today) or at.astimezone(VIETNAM).time() < REMIND_FROM:
        return 0
    calls = list(_calls(days, today))
    rows = [ReturnReminder(report=c.report, step=c.step, at=at) for c in calls]
    ReturnReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    asked = [row.pk for row in rows]
    kept = set(ReturnReminder.objects.filter(pk__in=asked).values_list("pk", flat=True))
    taken = [c for c, row in zip(calls, rows, strict=True) if row.pk in kept]
    told = told_of([c.report for c in taken], today)
    for kind, is_late in (("reporting.due", False), ("reporting.late", True)):
        notify_each(
            kind,
            to=[
                (desk, call.report.pk, {})
                for call in taken
                if call.is_late == is_late
                for desk in sorted(told[call.report.pk])
            ],
            at=at,
        )
    return len(taken)


def _calls(days: WorkCalendar, today: date) -> Iterator[_Call]:
    ahead = days.add_working_days(today, _AHEAD)
    rows = open_returns().filter(round__due_on__lte=ahead).select_related("round")
    steps: dict[UUID, tuple[Step, ...]] = {}
    for row in rows.order_by("pk"):
        if row.agency_id not in steps:
            steps[row.agency_id] = reminding(row.agency_id, today).steps
        due = latest_step(steps[row.agency_id], row.round.due_on, today, days)
        # Who was asked later was told the day with it.
        if due and due.day > local_date(row.round.sent_at):
            is_late = due.step.when in (When.AFTER, When.EVERY)
            yield _Call(row, due.key[:30], is_late)
