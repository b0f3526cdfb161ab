"""Figures of many groups, codes and periods at once, with all that stands beside them.

One query, whatever is asked. Sums are of counts; who took over from whom is in the
groups that the reader gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from congvu.indicators.queries.runs import described, said
from congvu.indicators.rules import (
    NOBODY_COUNTS,
    NOT_BEGUN,
    NOT_MEASURED,
    OTHER_PERIOD,
    REGISTER,
    Declared,
    Figure,
    Group,
    Moved,
    Period,
    Placed,
    ReportedValue,
    State,
    TargetSet,
    league,
    worth,
)
from congvu.lib.dates import local_date

# Rows of four sorts in one answer: m measured, r runs, t targets, p what people said.
# A target is held against the last day of a period; the body's own goes before the
# general one.
_SQL = """
WITH bodies AS (
  SELECT * FROM unnest(%(groups)s::int[], %(bodies)s::uuid[]) AS b (g, body)),
own AS (
  SELECT * FROM unnest(%(own_groups)s::int[], %(own)s::uuid[]) AS o (g, body)),
periods AS (
  SELECT * FROM unnest(%(periods)s::int[], %(starts)s::date[], %(ends)s::date[])
    AS p (p, first, after))
SELECT 'm', m.indicator_id, p.p, b.g, sum(m.numerator), sum(m.denominator),
       NULL::timestamptz, NULL::date, '', '', NULL::uuid
  FROM periods p
  JOIN indicators_measurement m
    ON m.period_start >= p.first AND m.period_start < p.after
   AND m.indicator_id = ANY(%(codes)s)
  JOIN bodies b ON b.body = m.body_id
 GROUP BY m.indicator_id, p.p, b.g
UNION ALL
SELECT 'r', r.indicator_id, p.p, NULL, count(r.done_at), NULL, min(r.done_at),
       max(r.until), coalesce(max(r.reason), ''),
       coalesce(max(r.error) FILTER (WHERE r.reason <> ''), ''), NULL
  FROM periods p
  JOIN indicators_measuringrun r
    ON r.period_start >= p.first AND r.period_start < p.after
   AND r.indicator_id = ANY(%(codes)s)
 GROUP BY r.indicator_id, p.p
UNION ALL
SELECT 't', t.indicator_id, p.p, o.g, t.value, NULL, NULL, NULL, t.source, '', t.id
  FROM periods p
  JOIN indicators_target t
    ON t.ended_at IS NULL AND t.indicator_id = ANY(%(codes)s)
   AND t.valid_from < p.after AND (t.valid_until IS NULL OR t.valid_until >= p.after)
  LEFT JOIN own o ON o.body = t.body_id
 WHERE t.body_id IS NULL OR o.g IS NOT NULL
UNION ALL
SELECT 'p', f.indicator_id, p.p, o.g, f.value, NULL, f.reported_at, NULL,
       f.reported_by, '', f.id
  FROM periods p
  JOIN indicators_reportedfigure f
    ON f.period_start = p.first AND f.ended_at IS NULL
   AND f.indicator_id = ANY(%(codes)s)
  JOIN own o ON o.body = f.body_id
"""


@dataclass(frozen=True)
class _Run:
    known: int
    at: datetime | None
    until: date | None
    reason: str
    error: str


@dataclass
class _Found:
    """The rows of one answer, by code and period (and group)."""

    counts: dict[tuple[str, int, int], tuple[int, int]] = field(default_factory=dict)
    runs: dict[tuple[str, int], _Run] = field(default_factory=dict)
    targets: dict[tuple[str, int, int | None], TargetSet] = field(default_factory=dict)
    reported: dict[tuple[str, int, int], ReportedValue] = field(default_factory=dict)


def figures(
    groups: Sequence[Group],
    codes: Sequence[str],
    periods: Sequence[Period],
    *,
    on: date,
) -> list[Figure]:
    """One for each group, code and period, in that order; one query.

    A longer period is the sum of its parts, known where each part that has begun is.
    """
    known = described(codes)
    asked = known | described([one.beside for one in known.values() if one.beside])
    found = _ask(groups, list(asked), periods)

    def figure(code: str, of: tuple[int, Group], when: tuple[int, Period]) -> Figure:
        made = _figure(asked[code], of, when, found, on)
        beside = asked[code].beside
        return replace(made, beside=figure(beside, of, when)) if beside else made

    return [
        figure(code, of, when)
        for of in enumerate(groups)
        for code in codes
        if code in known
        for when in enumerate(periods)
    ]


def league_of(
    groups: Sequence[Group], code: str, period: Period, *, on: date
) -> list[Placed]:
    """The league table of one indicator; one query."""
    return league(figures(groups, [code], [period], on=on))


def trends(
    groups: Sequence[Group], codes: Sequence[str], period: Period, *, on: date,
    count: int = 12,
) -> dict[tuple[Hashable, str], list[Figure]]:  # fmt: skip
    """The last figures up to a period, the oldest first, by group and code."""
    told: dict[tuple[Hashable, str], list[Figure]] = defaultdict(list)
    for figure in figures(groups, codes, period.up_to_here(count), on=on):
        told[figure.group, figure.code].append(figure)
    return dict(told)


def _ask(
    groups: Sequence[Group], codes: list[str], periods: Sequence[Period]
) -> _Found:
    members = [(g, body) for g, group in enumerate(groups) for body in group.bodies]
    own = [(g, group.own) for g, group in enumerate(groups) if group.own]
    given: dict[str, Any] = {
        "codes": codes,
        "groups": [g for g, _body in members],
        "bodies": [body for _g, body in members],
        "own_groups": [g for g, _body in own],
        "own": [body for _g, body in own],
        "periods": list(range(len(periods))),
        "starts": [period.start for period in periods],
        "ends": [period.end for period in periods],
    }
    found = _Found()
    with connection.cursor() as cursor:
        cursor.execute(_SQL, given)
        for row in cursor:
            _sort(row, found)
    return found


def _sort(row: Sequence[Any], found: _Found) -> None:
    sort, code, p, g, first, second, at, until, words, error, key = row
    if sort == "m":
        found.counts[code, p, g] = int(first), int(second)
    elif sort == "r":
        found.runs[code, p] = _Run(int(first), at, until, words, error)
    elif sort == "t":
        is_own = g is not None
        found.targets[code, p, g] = TargetSet(first, words, None, is_own, key)
    else:
        found.reported[code, p, g] = ReportedValue(key, first, words, at)


def _figure(
    declared: Declared,
    of: tuple[int, Group],
    when: tuple[int, Period],
    found: _Found,
    on: date,
) -> Figure:
    (g, group), (p, period) = of, when
    code = declared.code
    run = found.runs.get((code, p))
    numerator, records = found.counts.get((code, p, g), (0, 0))
    state, why = _standing(declared, period, run, on)
    exact = worth(declared.unit, numerator, records)
    if state == State.KNOWN and exact is None:
        state = State.NOTHING
    if state == State.OLD and exact is None:
        state = State.UNKNOWN
    is_known = state not in (State.UNKNOWN, State.REPORTED_ONLY)
    return Figure(
        code=code,
        unit=declared.unit,
        better=declared.better,
        group=group.key,
        period=period,
        state=state,
        numerator=numerator if is_known else 0,
        records=records if is_known else 0,
        known_at=run.at if run and is_known else None,
        until=run.until if run and is_known else None,
        why=why,
        target=_target(declared, found, p, g, period),
        reported=found.reported.get((code, p, g))
        if period.kind == declared.period
        else None,
    )


def _standing(
    declared: Declared, period: Period, run: _Run | None, on: date
) -> tuple[State, str]:
    """How a figure stands before it is looked at, and why it is not simply known.

    What begins today may not have been counted yet: a sum is known up to yesterday.
    """
    parts = period.parts(declared.period)
    begun = [p for p in parts if p.start < on] or [p for p in parts if p.start <= on]
    is_gone = declared.code not in REGISTER.indicators
    if not declared.is_measured and not (is_gone and run):
        return State.REPORTED_ONLY, ""
    if not begun:
        return State.UNKNOWN, _(NOT_BEGUN if parts else OTHER_PERIOD)
    if run is None or run.known < len(begun):
        reason = said(run.reason, run.error) if run else ""
        return State.UNKNOWN, reason or _(NOT_MEASURED)
    if is_gone:
        return State.OLD, _(NOBODY_COUNTS)
    if run.reason:
        return State.OLD, said(run.reason, run.error)
    return State.KNOWN, ""


def _target(
    declared: Declared, found: _Found, p: int, g: int, period: Period
) -> TargetSet | None:
    """The body's own, the one for all, or what a text names."""
    code, goal = declared.code, declared.goal
    for key in ((code, p, g), (code, p, None)):
        if key in found.targets:
            return found.targets[key]
    if goal is None or goal.valid_from >= period.end:
        return None
    return TargetSet(goal.value, _(goal.source), goal.sure, is_own=False)


# What a body's figure was at a moment when a week began. A row that is not there was
# nought of nought, where the period had been counted at all.
_THEN = """
WITH bodies AS (
  SELECT * FROM unnest(%(groups)s::int[], %(bodies)s::uuid[]) AS b (g, body)),
then_known AS (
  SELECT m.indicator_id, m.body_id, m.numerator, m.denominator
    FROM indicators_measurement m
   WHERE m.measured_at <= %(then)s AND m.indicator_id = ANY(%(codes)s)
     AND m.period_start >= %(first)s AND m.period_start < %(after)s
  UNION ALL
  SELECT m.indicator_id, m.body_id, m.numerator, m.denominator
    FROM indicators_pastmeasurement m
   WHERE m.known_from <= %(then)s AND m.known_until > %(then)s
     AND m.indicator_id = ANY(%(codes)s)
     AND m.period_start >= %(first)s AND m.period_start < %(after)s)
SELECT m.indicator_id, b.g, sum(m.numerator), sum(m.denominator)
  FROM then_known m JOIN bodies b ON b.body = m.body_id
 GROUP BY m.indicator_id, b.g
UNION ALL
SELECT r.indicator_id, NULL, count(*), NULL
  FROM indicators_measuringrun r
 WHERE r.indicator_id = ANY(%(codes)s) AND r.first_done_at <= %(then)s
   AND r.period_start >= %(first)s AND r.period_start < %(after)s
 GROUP BY r.indicator_id
"""


def changes(
    groups: Sequence[Group],
    codes: Sequence[str],
    period: Period,
    *,
    since: datetime,
    on: date,
) -> list[Moved]:
    """What a period's figures were thought to be at the beginning of a week, and are
    now; two queries. ``since`` is a Monday's first moment (`actions.week_of`).
    """
    now = figures(groups, codes, [period], on=on)
    known = described(codes)
    members = [(g, body) for g, group in enumerate(groups) for body in group.bodies]
    with connection.cursor() as cursor:
        cursor.execute(
            _THEN,
            {
                "codes": list(known),
                "groups": [g for g, _body in members],
                "bodies": [body for _g, body in members],
                "first": period.start,
                "after": period.end,
                "then": since,
            },
        )
        rows = cursor.fetchall()
    runs = {code: int(n) for code, g, n, _d in rows if g is None}
    counts = {(c, g): (int(n), int(d)) for c, g, n, d in rows if g is not None}
    before = _worths_then(groups, known, period, since, runs, counts)
    return [Moved(f, before.get((f.group, f.code))) for f in now]


def _worths_then(
    groups: Sequence[Group],
    known: Mapping[str, Declared],
    period: Period,
    since: datetime,
    runs: Mapping[str, int],
    counts: Mapping[tuple[str, int], tuple[int, int]],
) -> dict[tuple[Hashable, str], Fraction | None]:
    """Nothing of what had not been counted in every part that had begun."""
    told: dict[tuple[Hashable, str], Fraction | None] = {}
    for code, declared in known.items():
        begun = [
            p for p in period.parts(declared.period) if p.start < local_date(since)
        ]
        if not begun or runs.get(code, 0) < len(begun):
            continue
        for g, group in enumerate(groups):
            told[group.key, code] = worth(declared.unit, *counts.get((code, g), (0, 0)))
    return told


def bodies_with_figures(codes: Collection[str], period: Period) -> Iterator[UUID]:
    """Every body that has a figure of these in a period; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT body_id FROM indicators_measurement"
            " WHERE indicator_id = ANY(%s) AND period_start >= %s"
            " AND period_start < %s AND denominator > 0",
            [list(codes), period.start, period.end],
        )
        yield from (body for (body,) in cursor.fetchall())
