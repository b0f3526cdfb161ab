"""Reminders before and after a deadline, by the office's own steps, each once.

The row under a unique key is there before the notice: killed, begun again or done by
two workers, the second one finds the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from congvu.documents.queries import reminding
from congvu.duties import queries
from congvu.duties.actions.telling import givers_of
from congvu.duties.models import DoneReport, DutyReminder, Share
from congvu.duties.rules import Answer, Course
from congvu.law.queries import calendar
from congvu.law.rules import Step, When, latest_step
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.notices.actions import notify_each

REMIND_FROM = time(7, 0)
_AHEAD = 30


@dataclass(frozen=True)
class _Call:
    """One step due now for one share."""

    share: Share
    step: str
    due_on: date
    is_late: bool


@transaction.atomic
def remind_of_duties(*, at: datetime) -> int:
    """Take every step whose day has come; how many were taken."""
    days, today = calendar(), local_date(at)
    if not days.is_working(today) or at.astimezone(VIETNAM).time() < REMIND_FROM:
        return 0
    calls = sorted(_calls(days, today), key=lambda c: (c.share.id, c.step))
    rows = [
        DutyReminder(share=c.share, step=c.step, due_on=c.due_on, at=at) for c in calls
    ]
    DutyReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    kept = set(
        DutyReminder.objects.filter(pk__in=[r.pk for r in rows]).values_list(
            "pk", flat=True
        )
    )
    taken = [c for c, row in zip(calls, rows, strict=True) if row.pk in kept]
    _tell([c for c in taken if not c.is_late], "duties.due", today, at)
    _tell([c for c in taken if c.is_late], "duties.late", today, at)
    return len(taken)


def _calls(days: WorkCalendar, today: date) -> Iterator[_Call]:
    reported = DoneReport.objects.filter(share=OuterRef("share"), state=Answer.OPEN)
    rows = (
        queries.now_standing()
        .filter(
            ~Exists(reported),
            course=Course.UNDER_WAY,
            deadline__lte=days.add_working_days(today, _AHEAD),
        )
        .select_related("share__duty", "share__parent")
    )
    steps: dict[UUID, tuple[Step, ...]] = {}
    for row in rows:
        agency = row.share.agency_id
        if agency not in steps:
            steps[agency] = reminding(agency, today).steps
        due = row.deadline and latest_step(steps[agency], row.deadline, today, days)
        # Who was given it later was told the day with it.
        if due and row.deadline and due.day > local_date(row.share.given_at):
            is_late = due.step.when in (When.AFTER, When.EVERY)
            yield _Call(row.share, due.key[:30], row.deadline, is_late)


def _tell(calls: list[_Call], kind: str, today: date, at: datetime) -> None:
    """Who has it; of what is late who gave it, too."""
    asked = []
    for call in calls:
        desks = {call.share.desk_id: call.share.agency_id}
        asked.append(desks | givers_of(call.share) if call.is_late else desks)
    told = queries.told_desks({d: a for some in asked for d, a in some.items()}, today)
    notify_each(
        kind,
        to=[
            (desk, call.share.id, {})
            for call, some in zip(calls, asked, strict=True)
            for desk in sorted({x for one in some for x in told[one]})
        ],
        at=at,
    )
