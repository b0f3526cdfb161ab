"""Figures put beside one another: indicators of one body, bodies of one indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from congvu.duties.models import Duty
from congvu.figures.queries.sights import Body, Sight, is_outside
from congvu.figures.rules import TREND, Standing, fitted, standing_of
from congvu.indicators.models import Target
from congvu.indicators.queries import changes, trends
from congvu.indicators.rules import (
    Declared,
    Figure,
    Group,
    Moved,
    Period,
    PeriodKind,
    league,
)


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator: of the province and of one's own body, each up to now."""

    declared: Declared
    whole: Sequence[Figure]
    own: Sequence[Figure]

    @property
    def shown(self) -> Figure:
        """What the line is about: the province, for who sees it."""
        return (self.whole or self.own)[-1]


def indicator_lines(
    sight: Sight, known: Sequence[Declared], asked: Period, *, on: date
) -> list[IndicatorLine]:
    """Each in the period asked for or the one of its own; a query a kind of period."""
    own = sight.own_body
    groups = [group for group in (sight.whole, own and own.group) if group]
    by_kind: dict[PeriodKind, list[str]] = defaultdict(list)
    for one in known:
        by_kind[one.period].append(one.code)
    found: dict[tuple[object, str], list[Figure]] = {}
    for kind, codes in by_kind.items():
        period = fitted(asked, kind)
        found.update(trends(groups, codes, period, on=on, count=TREND))
    return [
        IndicatorLine(
            one,
            found.get((sight.whole.key, one.code), []) if sight.whole else [],
            found.get((own.group.key, one.code), []) if own else [],
        )
        for one in known
    ]


@dataclass(frozen=True)
class BodyLine:
    """One body in a league; ``place`` only where all bodies are seen."""

    body: Body
    moved: Moved
    place: int | None = None

    @property
    def figure(self) -> Figure:
        return self.moved.figure

    @property
    def standing(self) -> Standing:
        return standing_of(self.figure)


@dataclass(frozen=True)
class League:
    """The known by rank, then those with nothing to count, then the unknown."""

    ranked: Sequence[BodyLine]
    nothing: Sequence[BodyLine]
    unknown: Sequence[BodyLine]

    @property
    def lines(self) -> list[BodyLine]:
        return [*self.ranked, *self.nothing, *self.unknown]


def league_lines(
    sight: Sight, code: str, period: Period, *, since: datetime, on: date
) -> League:
    """Bodies beside one another, with what was known of each when the week began; two
    queries. Who is only written to stands here with a figure, or not at all.
    """
    groups = [body.group for body in sight.bodies]
    moved = {
        one.figure.group: one
        for one in changes(groups, [code], period, since=since, on=on)
    }
    bodies = {body.group.key: body for body in sight.bodies}
    lines = [
        BodyLine(
            bodies[placed.figure.group],
            moved[placed.figure.group],
            placed.place if sight.whole else None,
        )
        for placed in league(one.figure for one in moved.values())
    ]
    shown = [line for line in lines if _is_shown(line)]
    aside = (Standing.NOTHING, Standing.UNKNOWN)
    return League(
        [line for line in shown if line.standing not in aside],
        [line for line in shown if line.standing == Standing.NOTHING],
        [line for line in shown if line.standing == Standing.UNKNOWN],
    )


def _is_shown(line: BodyLine) -> bool:
    """A number of things is nought for who is only written to, which says nothing."""
    figure = line.figure
    if not is_outside(line.body):
        return True
    return bool(figure.records or figure.reported)


def change_of(
    group: Group, code: str, period: Period, *, since: datetime, on: date
) -> Moved | None:
    """One figure beside what was known when the week began; two queries."""
    return next(iter(changes([group], [code], period, since=since, on=on)), None)


def targets_set(code: str, bodies: Sequence[Body]) -> list[Target]:
    """What was ever set for all, or for one of these; the newest first; one query."""
    seen = {member for body in bodies for member in body.group.bodies}
    rows = Target.objects.filter(indicator=code).order_by("-valid_from", "-set_at")
    return [row for row in rows if row.body_id is None or row.body_id in seen]


def duties_measured(visible: QuerySet[Duty], code: str) -> list[Duty]:
    """Which of these duties are measured by it, the newest first; one query."""
    rows = visible.filter(indicator=code).select_related("paper")
    return list(rows.order_by("-given_on", "id")[:50])
