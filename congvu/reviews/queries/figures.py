"""Indicators of a span: measured, reported, aimed at; unknown stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from congvu.indicators.queries import bodies_with_figures, figures, indicators_known
from congvu.indicators.rules import (
    Better,
    Declared,
    Figure,
    Group,
    Period,
    PeriodKind,
    State,
    between,
    one_body,
    period_of,
    rolled_up,
    rounded,
    worth,
)
from congvu.organisations.queries import predecessors_of
from congvu.reviews.rules import IndicatorFact, Known, MonthFigure, Span

_KNOWN = {State.KNOWN: Known.YES, State.OLD: Known.OLD, State.NOTHING: Known.NOTHING}


def indicator_facts(
    agency_id: UUID, span: Span, *, everybody: bool, closing: date, on: date
) -> tuple[IndicatorFact, ...]:
    """Each known indicator, of the whole province or of the agency alone.

    Its own targets and reports stand beside the agency's; beside the province's what
    is aimed at for every body, and nothing that one of them said. Four queries.
    """
    known = list(indicators_known())
    codes = [one.code for one in known]
    periods = list(_periods(span, closing))
    group = _group(agency_id, codes, span, everybody=everybody, on=closing)
    found: dict[str, list[Figure]] = {code: [] for code in codes}
    for figure in figures([group], codes, periods, on=on):
        found[figure.code].append(figure)
    return tuple(_fact(one, found[one.code], span) for one in known)


def _periods(span: Span, closing: date) -> Iterable[Period]:
    """Its months and quarters as far as they had begun, and itself as a period."""
    last = min(span.last, closing)
    yield from between(PeriodKind.MONTH, span.first, last)
    yield from between(PeriodKind.QUARTER, span.first, last)
    yield from (
        whole
        for kind in (PeriodKind.HALF, PeriodKind.YEAR)
        for whole in between(kind, span.first, last)
        if (whole.start, whole.last) == (span.first, span.last)
    )


def _group(
    agency_id: UUID, codes: Sequence[str], span: Span, *, everybody: bool, on: date
) -> Group:
    if not everybody:
        return one_body(agency_id, predecessors_of([agency_id], on)[agency_id])
    bodies: set[UUID] = set()
    for year in {period_of(PeriodKind.YEAR, day) for day in (span.first, span.last)}:
        bodies |= set(bodies_with_figures(codes, year))
    return rolled_up("all", bodies)


def _fact(declared: Declared, found: Sequence[Figure], span: Span) -> IndicatorFact:
    by_kind: dict[PeriodKind, list[Figure]] = {kind: [] for kind in PeriodKind}
    for figure in found:
        by_kind[figure.period.kind].append(figure)
    parts = _parts(declared, by_kind)
    known, exact = _sum(declared, parts)
    last = parts[-1] if parts else None
    target = last.target.value if last is not None and last.target else None
    return IndicatorFact(
        name=declared.name,
        unit=str(declared.unit),
        known=known,
        measured=rounded(exact),
        reported=_reported(by_kind[declared.period]),
        target=target,
        meets=_meets(declared.better, exact, target),
        months=tuple(
            MonthFigure(
                figure.period.start,
                _KNOWN.get(figure.state, Known.NO),
                figure.value,
            )
            for figure in by_kind[PeriodKind.MONTH]
        )
        if declared.period == PeriodKind.MONTH
        else (),
    )


def _parts(
    declared: Declared, by_kind: dict[PeriodKind, list[Figure]]
) -> Sequence[Figure]:
    """What the span is the sum of: its year, else its quarters; of what is told by the
    half-year, the half-year it is.
    """
    if by_kind[PeriodKind.YEAR]:
        return by_kind[PeriodKind.YEAR]
    if declared.period in (PeriodKind.HALF, PeriodKind.YEAR):
        return by_kind[PeriodKind.HALF] if declared.period == PeriodKind.HALF else ()
    return by_kind[PeriodKind.QUARTER]


def _sum(declared: Declared, parts: Sequence[Figure]) -> tuple[Known, Fraction | None]:
    """Sums of counts, known where every part of it is."""
    states = {_KNOWN.get(one.state, Known.NO) for one in parts}
    if not parts or Known.NO in states:
        return Known.NO, None
    exact = worth(
        declared.unit,
        sum(one.numerator for one in parts),
        sum(one.records for one in parts),
    )
    if exact is None:
        return Known.NOTHING, None
    return (Known.OLD if Known.OLD in states else Known.YES), exact


def _reported(figures_: Sequence[Figure]) -> Decimal | None:
    """The newest word within the span: shares typed by hand cannot be added up."""
    said = [one.reported.value for one in figures_ if one.reported is not None]
    return said[-1] if said else None


def _meets(
    better: Better, exact: Fraction | None, target: Decimal | None
) -> bool | None:
    if exact is None or target is None or better == Better.NEITHER:
        return None
    if better == Better.LOWER:
        return exact <= Fraction(target)
    return exact >= Fraction(target)
