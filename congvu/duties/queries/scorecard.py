"""Bảng điểm: bodies by states, of today or of any past day, on the map of either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from congvu.duties.models import Standing
from congvu.duties.queries.reach import Reach, counted_shares
from congvu.duties.queries.states import (
    end_of,
    now_standing,
    standing_on,
    state_case,
)
from congvu.duties.rules import DUE_STATES, DutyState
from congvu.organisations.queries import agency_names_on, on_map


@dataclass(frozen=True)
class ScoreAsked:
    """``day`` as it was on record that evening (``as_recorded``) or as we know it now;
    bodies as they were, or ``on_today`` who answers for them now.
    """

    day: date
    as_recorded: bool = True
    on_today: bool = False
    paper: UUID | None = None


@dataclass
class ScoreLine:
    """One body's tasks by state; ``body_id`` is None of the line of all."""

    body_id: UUID | None
    name: str
    counts: dict[DutyState, int] = field(default_factory=dict)
    weights: dict[DutyState, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def due(self) -> int:
        """How many had to be done by that day: done in time, done late, late."""
        return sum(self.counts.get(state, 0) for state in DUE_STATES)

    @property
    def in_time(self) -> float | None:
        """Of those, the percentage done in time, by weight; None where none was due."""
        whole = sum(self.weights.get(state, 0) for state in DUE_STATES)
        if not whole:
            return None
        return 100 * self.weights.get(DutyState.DONE_IN_TIME, 0) / whole

    def add(self, state: DutyState, count: int, weight: int) -> None:
        self.counts[state] = self.counts.get(state, 0) + count
        self.weights[state] = self.weights.get(state, 0) + weight


@dataclass(frozen=True)
class Scorecard:
    """Lines by name, and the line of all, which the others add up to."""

    lines: Sequence[ScoreLine]
    whole: ScoreLine


def scorecard(reach: Reach, asked: ScoreAsked, *, today: date) -> Scorecard:
    """Of the tasks this side follows up, and of its own agency's; three questions.

    The database counts; here only a hundred lines are put together.
    """
    day = asked.day
    counted = list(
        tasks_on(reach, asked, today=today)
        .annotate(state=state_case(day))
        .order_by()
        .values_list("agency", "state")
        .annotate(n=Count("pk"), weight=Sum("share__duty__weight"))
    )
    bodies = {agency for agency, _state, _n, _weight in counted}
    now = on_map(bodies, today) if asked.on_today else {b: b for b in bodies}
    names = agency_names_on(now.values(), today if asked.on_today else day)
    return _put_together(
        (now[agency], DutyState(state), n, weight)
        for agency, state, n, weight in counted
    ).named(names)


def tasks_on(reach: Reach, asked: ScoreAsked, *, today: date) -> QuerySet[Standing]:
    """What a scorecard counts: one row a task."""
    rows = counted_shares(reach, _standing(asked, today))
    if asked.paper is not None:
        rows = rows.filter(share__duty__paper=asked.paper)
    return rows


def tasks_listed(reach: Reach, asked: ScoreAsked, *, today: date) -> QuerySet[Standing]:
    """The same tasks one by one with their state, by whose they were."""
    rows = tasks_on(reach, asked, today=today).annotate(state=state_case(asked.day))
    listed = rows.select_related("share__duty__paper")
    return listed.order_by("agency", "deadline", "share_id")


def late_tasks(reach: Reach, asked: ScoreAsked, *, today: date) -> QuerySet[Standing]:
    """Of these, the late ones one by one, the longest late first."""
    rows = tasks_on(reach, asked, today=today).annotate(state=state_case(asked.day))
    late = rows.filter(state=str(DutyState.LATE))
    return late.select_related("share__duty__paper").order_by("deadline", "share_id")


def _standing(asked: ScoreAsked, today: date) -> QuerySet[Standing]:
    """Of today an index knows which rows; all that was recorded is known today."""
    if asked.day >= today:
        return now_standing()
    known = end_of(asked.day) if asked.as_recorded else None
    return standing_on(asked.day, known_before=known)


@dataclass
class _Sums:
    lines: dict[UUID, ScoreLine]
    whole: ScoreLine

    def named(self, names: dict[UUID, str]) -> Scorecard:
        for body, line in self.lines.items():
            line.name = names.get(body, "")
        lines = sorted(self.lines.values(), key=lambda one: one.name)
        return Scorecard(lines, self.whole)


def _put_together(rows: Iterable[tuple[UUID, DutyState, int, int]]) -> _Sums:
    sums = _Sums({}, ScoreLine(None, ""))
    for body, state, n, weight in rows:
        line = sums.lines.setdefault(body, ScoreLine(body, ""))
        line.add(state, n, weight)
        sums.whole.add(state, n, weight)
    return sums
