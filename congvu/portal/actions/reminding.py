"""Who owes an answer is reminded before its day and when late; each step once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from congvu.documents.queries import reminding
from congvu.law.queries import calendar
from congvu.law.rules import When, latest_step
from congvu.lib.dates import local_date
from congvu.notices.actions import notify_each
from congvu.organisations.rules import members_of
from congvu.portal.actions.asking import board_desks
from congvu.portal.models import PublicQuestion, QuestionReminder
from congvu.portal.queries.questions import LIMIT
from congvu.portal.rules.questions import OPEN_QUESTIONS, QuestionState, limit_of

_AHEAD = 10


@transaction.atomic
def remind_of_questions(*, at: datetime) -> int:
    """By the agency's own steps; the row is there before the notice. How many."""
    days, today = calendar(), local_date(at)
    if not days.is_working(today):
        return 0
    rows = PublicQuestion.objects.filter(state__in=OPEN_QUESTIONS).alias(owed=LIMIT)
    soon = days.add_working_days(today, _AHEAD)
    taken = list[tuple[PublicQuestion, bool]]()
    for one in rows.filter(owed__lte=soon).order_by("id"):
        limit = limit_of(one.due_on, one.promised_on)
        steps = reminding(one.agency_id, today).steps
        due = limit and latest_step(steps, limit, today, days)
        if not due or not limit or due.day <= local_date(one.received_at):
            continue
        row = QuestionReminder(question=one, step=due.key[:30], limit_on=limit, at=at)
        QuestionReminder.objects.bulk_create([row], ignore_conflicts=True)
        if QuestionReminder.objects.filter(pk=row.pk).exists():
            taken.append((one, due.step.when in (When.AFTER, When.EVERY)))
    notify_each(
        "portal.owed",
        to=[
            (desk, one.id, {"way": "late" if is_late else "due"})
            for one, is_late in taken
            for desk in _who(one, at, is_late=is_late)
        ],
        at=at,
    )
    return len(taken)


def _who(found: PublicQuestion, at: datetime, *, is_late: bool) -> list[UUID]:
    """The unit that answers; the board of what it holds itself, and of what is late."""
    desks = set[UUID]()
    if found.state == QuestionState.FORWARDED and found.unit_id is not None:
        desks |= {found.unit_id, members_of(found.unit_id)}
    if not desks or is_late:
        desks |= board_desks(found.agency_id, local_date(at))
    return sorted(desks)
