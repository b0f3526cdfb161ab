"""Reminders before and after a deadline, by the office's own steps, each once.

The row under a unique key is there before the notice: killed, begun again or done by
two workers, the second one finds the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from congvu.documents.queries import reminding
from congvu.duties import queries
from congvu.duties.actions.telling import givers_of, waited_for
from congvu.duties.models import Difficulty, DoneReport, DutyReminder, Share
from congvu.duties.rules import OPEN_DIFFICULTIES, Answer, Course
from congvu.law.queries import calendar
from congvu.law.rules import Step, When, latest_step
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.notices.actions import notify_each

REMIND_FROM = time(7, 0)
_AHEAD = 30


@dataclass(frozen=True)
class _Call:
    """One step due now for one share; ``to``: desk → agency of who hears it."""

    share: Share
    step: str
    due_on: date
    is_late: bool
    to: dict[UUID, UUID]


@transaction.atomic
def remind_of_duties(*, at: datetime) -> int:
    """Take every step whose day has come; how many were taken."""
    days, today = calendar(), local_date(at)
    if not _is_time(days, at):
        return 0
    taken = _take(_calls(days, today), at)
    _tell([c for c in taken if not c.is_late], "duties.due", today, at)
    _tell([c for c in taken if c.is_late], "duties.late", today, at)
    return len(taken)


@transaction.atomic
def remind_of_difficulties(*, at: datetime) -> int:
    """The same for the day a difficulty is to be answered by, as long as it waits: who
    answers it, or who decides once it was put before them.
    """
    days, today = calendar(), local_date(at)
    if not _is_time(days, at):
        return 0
    taken = _take(_difficulties(days, today), at)
    for late, way in ((False, "due"), (True, "late")):
        calls = [c for c in taken if c.is_late is late]
        _tell(calls, "duties.difficulty", today, at, way=way)
    return len(taken)


def _is_time(days: WorkCalendar, at: datetime) -> bool:
    hour = at.astimezone(VIETNAM).time()
    return days.is_working(local_date(at)) and hour >= REMIND_FROM


def _take(found: Iterable[_Call], at: datetime) -> list[_Call]:
    """Those whose row was not there yet."""
    calls = sorted(found, key=lambda c: (c.share.id, c.step))
    rows = [
        DutyReminder(share=c.share, step=c.step, due_on=c.due_on, at=at) for c in calls
    ]
    DutyReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    kept = set(
        DutyReminder.objects.filter(pk__in=[r.pk for r in rows]).values_list(
            "pk", flat=True
        )
    )
    return [c for c, row in zip(calls, rows, strict=True) if row.pk in kept]


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
    steps = _Steps(today)
    for row in rows:
        due = row.deadline and latest_step(
            steps[row.share.agency_id], row.deadline, today, days
        )
        # Who was given it later was told the day with it.
        if due and row.deadline and due.day > local_date(row.share.given_at):
            is_late = due.step.when in (When.AFTER, When.EVERY)
            # Who has it; of what is late who gave it, too.
            to = {row.share.desk_id: row.share.agency_id}
            to |= givers_of(row.share) if is_late else {}
            yield _Call(row.share, due.key[:30], row.deadline, is_late, to)


def _difficulties(days: WorkCalendar, today: date) -> Iterator[_Call]:
    open_now = (
        Difficulty.objects.filter(
            state__in=OPEN_DIFFICULTIES,
            due_on__lte=days.add_working_days(today, _AHEAD),
        )
        .annotate(waits_from=Max("steps__at"))
        .select_related("share__duty", "share__parent")
    )
    steps = _Steps(today)
    for one in open_now:
        to = waited_for(one)
        own = steps[one.decider_id or one.share.duty.agency_id]
        due = one.due_on and latest_step(own, one.due_on, today, days)
        if due and one.due_on and due.day > local_date(one.waits_from):
            is_late = due.step.when in (When.AFTER, When.EVERY)
            step = f"vm-{due.key}"[:30]
            yield _Call(one.share, step, one.due_on, is_late, to)


class _Steps(dict[UUID, tuple[Step, ...]]):
    """Each agency's own steps, asked once."""

    def __init__(self, today: date) -> None:
        self._today = today

    def __missing__(self, agency_id: UUID) -> tuple[Step, ...]:
        self[agency_id] = reminding(agency_id, self._today).steps
        return self[agency_id]


def _tell(
    calls: list[_Call], kind: str, today: date, at: datetime, *, way: str = ""
) -> None:
    asked = [call.to for call in calls]
    told = queries.told_desks({d: a for some in asked for d, a in some.items()}, today)
    notify_each(
        kind,
        to=[
            (desk, call.share.id, {"way": way} if way else {})
            for call, some in zip(calls, asked, strict=True)
            for desk in sorted({x for one in some for x in told[one]})
        ],
        at=at,
    )
