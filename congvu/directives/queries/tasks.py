"""How the duties of a directive stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from congvu.duties.queries import Asked, Reach, narrowed, state_case
from congvu.duties.rules import DutyState


@dataclass(frozen=True)
class Tasks:
    """Revoked ones are not counted: nobody has to do them any more."""

    total: int
    done: int
    late: int


def tasks_of(reach: Reach, asked: Asked, on: date) -> Tasks:
    """What a reader may open of them, by state; one query."""
    rows = narrowed(reach, asked).annotate(state=state_case(on)).order_by()
    counts = dict(rows.values_list("state").annotate(n=Count("pk")))
    counts.pop(DutyState.REVOKED, None)
    done = (DutyState.DONE_IN_TIME, DutyState.DONE_LATE)
    return Tasks(
        total=sum(counts.values()),
        done=sum(counts.get(state, 0) for state in done),
        late=counts.get(DutyState.LATE, 0),
    )
