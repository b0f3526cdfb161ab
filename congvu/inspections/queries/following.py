"""How each recommendation stands today: the live state of its duty."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congvu.duties.models import Standing
from congvu.duties.queries import now_standing
from congvu.duties.rules import DutyState, ShareRole, state_of
from congvu.inspections.models import Recommendation


@dataclass(frozen=True)
class Followed:
    """A recommendation, its duty's task, and the state of that."""

    recommendation: Recommendation
    standing: Standing | None
    state: DutyState | None


def followed(rows: Sequence[Recommendation], on: date) -> list[Followed]:
    """One query for any number."""
    standings = _standings([r.duty_id for r in rows if r.duty_id])
    found = []
    for row in rows:
        standing = standings.get(row.duty_id) if row.duty_id else None
        state = state_of(standing.facts, on) if standing else None
        found.append(Followed(row, standing, state))
    return found


def courses_of(inspection_id: UUID) -> list[str | None]:
    """What was decided about each recommendation so far; None: nobody has it yet."""
    rows = Recommendation.objects.filter(inspection=inspection_id).values_list(
        "duty", flat=True
    )
    duties = list(rows)
    standings = _standings([duty for duty in duties if duty])
    return [standings[duty].course if duty in standings else None for duty in duties]


def _standings(duties: Collection[UUID]) -> dict[UUID, Standing]:
    """Duty → how its one task stands, as the record has it now."""
    rows = (
        now_standing()
        .filter(
            share__duty__in=list(duties),
            share__parent=None,
            share__role=ShareRole.LEAD,
        )
        .select_related("share")
    )
    return {row.share.duty_id: row for row in rows}
