"""Who has something to answer or to assess is reminded, each step once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from congvu.lib.dates import local_date
from congvu.privacy.actions.saying import tell
from congvu.privacy.models import Processing, SubjectRequest
from congvu.privacy.rules import Assessment, RequestState, reminder_of

_AHEAD = timedelta(days=3)


@transaction.atomic
def remind_of_privacy(*, at: datetime) -> int:
    """The step is kept beside the notice in one transaction: killed or run twice, it is
    told once.
    """
    on = local_date(at)
    rows = SubjectRequest.objects.filter(
        Q(due_on__lte=on + _AHEAD) | Q(first_due__lte=on + _AHEAD, first_at=None),
        state=RequestState.OPEN,
    )
    requests = []
    for one in rows.select_for_update(skip_locked=True).order_by("pk"):
        step = _step(one, at)
        if step and step != one.reminded:
            one.reminded = step
            requests.append(one)
    SubjectRequest.objects.bulk_update(requests, ["reminded"])
    files = _owed(at)
    for kind, targets in (
        ("privacy.due", [one for one in requests if "late" not in one.reminded]),
        ("privacy.late", [one for one in requests if "late" in one.reminded]),
        ("privacy.assessment", files),
    ):
        tell(kind=kind, on=[(one.agency_id, one.pk) for one in targets], at=at)
    return len(requests) + len(files)


def _step(one: SubjectRequest, at: datetime) -> str:
    """The end's word before that of the first answer."""
    on = local_date(at)
    step = reminder_of(one.due_on, on) if one.due_on else ""
    if step:
        return f"end-{step}"
    if one.first_at is None and one.first_due is not None:
        step = reminder_of(one.first_due, on)
        return f"first-{step}" if step else ""
    return ""


def _owed(at: datetime) -> list[Processing]:
    on = local_date(at)
    rows = Processing.objects.filter(
        assessment=Assessment.OWED, ended_on=None, assessment_due__lte=on + _AHEAD
    )
    owed = []
    for one in rows.select_for_update(skip_locked=True).order_by("pk"):
        step = reminder_of(one.assessment_due, on) if one.assessment_due else ""
        if step and step != one.reminded:
            one.reminded = step
            owed.append(one)
    Processing.objects.bulk_update(owed, ["reminded"])
    return owed
