"""``rules.state_of`` said to the database, and which standing speaks of a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from congvu.duties.models import Standing
from congvu.duties.rules import Course, DutyState
from congvu.lib.dates import VIETNAM


def state_case(on: date) -> Case:
    """The state of a standing on a day; the same ladder as ``rules.state_of``."""
    done_late = Q(course=Course.DONE, deadline__lt=F("done_on"))
    ladder: list[tuple[dict[str, Any] | Q, DutyState]] = [
        (Q(course=Course.REVOKED), DutyState.REVOKED),
        (Q(course=Course.SUSPENDED), DutyState.SUSPENDED),
        (done_late, DutyState.DONE_LATE),
        (Q(course=Course.DONE), DutyState.DONE_IN_TIME),
        (Q(deadline__lt=on), DutyState.LATE),
        (Q(begins_on__gt=on), DutyState.NOT_YET),
        (Q(extended=True), DutyState.EXTENDED),
    ]
    return Case(
        *(When(test, then=Value(str(state))) for test, state in ladder),
        default=Value(str(DutyState.IN_TIME)),
        output_field=CharField(),
    )


def end_of(day: date) -> datetime:
    """The first moment after a day: what is recorded before it was known that day."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM)


def now_standing() -> QuerySet[Standing]:
    """How each share stands, as the record has it now."""
    return Standing.objects.filter(replaced_at__isnull=True, valid_until__isnull=True)


def standing_on(
    day: date, *, known_before: datetime | None = None
) -> QuerySet[Standing]:
    """How each share stood on a day, as we know it now, or as it was on record before
    a moment.
    """
    rows = Standing.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day
    )
    if known_before is None:
        return rows.filter(replaced_at__isnull=True)
    return rows.filter(
        Q(replaced_at__isnull=True) | Q(replaced_at__gte=known_before),
        at__lt=known_before,
    )
