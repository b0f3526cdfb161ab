"""Reminders before and after the day a sheet is due, by the office's own steps.

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
from congvu.surveys.models import SheetReminder, SurveySheet
from congvu.surveys.queries import desks_of, open_sheets

REMIND_FROM = time(7, 0)
_AHEAD = 30


@dataclass(frozen=True)
class _Call:
    """One step due now for one sheet."""

    sheet: SurveySheet
    step: str
    is_late: bool


@transaction.atomic
def remind_of_sheets(*, at: datetime) -> int:
    """Take every step whose day has come; how many were taken."""
    days, today = calendar(), local_date(at)
    if not days.is_working(today) or at.astimezone(VIETNAM).time() < REMIND_FROM:
        return 0
    calls = list(_calls(days, today))
    rows = [SheetReminder(sheet=c.sheet, step=c.step, at=at) for c in calls]
    SheetReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    asked = [row.pk for row in rows]
    kept = set(SheetReminder.objects.filter(pk__in=asked).values_list("pk", flat=True))
    taken = [c for c, row in zip(calls, rows, strict=True) if row.pk in kept]
    desks = desks_of({c.sheet.agency_id for c in taken}, today)
    for kind, is_late in (("surveys.due", False), ("surveys.late", True)):
        notify_each(
            kind,
            to=[
                (desk, call.sheet.pk, {})
                for call in taken
                if call.is_late == is_late
                for desk in sorted(desks[call.sheet.agency_id])
            ],
            at=at,
        )
    return len(taken)


def _calls(days: WorkCalendar, today: date) -> Iterator[_Call]:
    ahead = days.add_working_days(today, _AHEAD)
    rows = open_sheets().filter(due_on__lte=ahead).select_related("survey")
    steps: dict[UUID, tuple[Step, ...]] = {}
    for row in rows.order_by("pk"):
        if row.agency_id not in steps:
            steps[row.agency_id] = reminding(row.agency_id, today).steps
        due = latest_step(steps[row.agency_id], row.due_on, today, days)
        # Who was asked later was told the day with it.
        if due and due.day > row.survey.begun_on:
            is_late = due.step.when in (When.AFTER, When.EVERY)
            # A day that was moved is reminded of anew.
            key = f"{row.due_on:%m%d}-{due.key}"[:30]
            yield _Call(row, key, is_late)
