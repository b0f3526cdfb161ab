"""What a body has to report, and what an agency asked; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.organisations.queries import agency_names_on
from congvu.reporting.models import ReportForm, ReportReturn, ReportRound
from congvu.reporting.queries.periods import period_of_round, period_words
from congvu.reporting.rules import (
    HANDED_IN,
    OPEN,
    ReturnState,
    ShownState,
    shown_state,
)


@dataclass(frozen=True)
class OwnLine:
    """A report this side has to hand in, or did."""

    report: ReportReturn
    state: ShownState
    period: str
    asked_by: str


@dataclass(frozen=True)
class RoundLine:
    """A round with how many of how many handed in, and how many are late."""

    round: ReportRound
    period: str
    handed_in: int
    asked: int
    late: int


def own_returns(own: Q, *, on: date, open_only: bool, limit: int) -> list[OwnLine]:
    """Open ones by the day they are due, or what was handed in, newest first; two
    queries.
    """
    rows: QuerySet[ReportReturn] = ReportReturn.objects.filter(
        own, round__withdrawn_at=None
    ).select_related("round__form__agency")
    states = list(OPEN)
    if open_only:
        rows = rows.filter(state__in=states).order_by("round__due_on", "pk")
    else:
        rows = rows.exclude(state__in=states).order_by("-round__due_on", "-pk")
    found = list(rows[:limit])
    names = agency_names_on({row.round.form.agency_id for row in found}, on)
    return [_own_line(row, on, names) for row in found]


def is_asked(own: Q) -> bool:
    """Whether this side was ever asked for a report; one query."""
    return ReportReturn.objects.filter(own, round__withdrawn_at=None).exists()


def _own_line(row: ReportReturn, on: date, names: Mapping[UUID, str]) -> OwnLine:
    state = shown_state(ReturnState(row.state), due_on=row.round.due_on, on=on)
    period = period_of_round(row.round, row.round.form.rhythm)
    asked_by = names.get(row.round.form.agency_id, "")
    return OwnLine(row, state, period_words(period), asked_by)


def rounds_asked(
    agencies: Collection[UUID],
    *,
    on: date,
    limit: int,
    form: UUID | None = None,
) -> list[RoundLine]:
    """The newest first; one query."""
    rows = ReportRound.objects.filter(form__agency__in=list(agencies))
    if form is not None:
        rows = rows.filter(form=form)
    late = Q(returns__state__in=list(OPEN), due_on__lt=on)
    rows = rows.select_related("form", "version").annotate(
        asked=Count("returns"),
        handed_in=Count("returns", filter=Q(returns__state__in=list(HANDED_IN))),
        late=Count("returns", filter=late),
    )
    return [
        RoundLine(
            round=row,
            period=period_words(period_of_round(row, row.form.rhythm)),
            handed_in=row.handed_in,
            asked=row.asked,
            late=row.late,
        )
        for row in rows.order_by("-period_start", "-pk")[:limit]
    ]


def form_lines(agencies: Collection[UUID], *, limit: int) -> list[ReportForm]:
    """Forms of an agency by name, with how many rounds each had; one query."""
    rows = ReportForm.objects.filter(agency__in=list(agencies))
    return list(rows.annotate(asked=Count("rounds")).order_by("name", "pk")[:limit])
