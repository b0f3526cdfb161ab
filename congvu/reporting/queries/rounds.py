"""One round as who collects it sees it: who handed in, who is late, who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery

from congvu.organisations.queries import agency_names_on, unit_names_on
from congvu.reporting.models import (
    ReportReturn,
    ReportRound,
    ReturnEvent,
    Submission,
)
from congvu.reporting.rules import (
    HANDED_IN,
    OPEN,
    ReturnState,
    ShownState,
    counted,
    shown_state,
)


@dataclass(frozen=True)
class ReturnLine:
    """``by``: who answers for it today, where that is another than was asked."""

    report: ReportReturn
    state: ShownState
    by: str
    was_late: bool
    warnings: int
    urged_on: date | None

    @property
    def is_open(self) -> bool:
        return self.report.state in OPEN


@dataclass(frozen=True)
class RoundPage:
    lines: Sequence[ReturnLine]
    counts: Mapping[ShownState, int]

    @property
    def asked(self) -> int:
        return len(self.lines)

    @property
    def handed_in(self) -> int:
        return sum(line.report.state in HANDED_IN for line in self.lines)

    @property
    def missing(self) -> list[ReturnLine]:
        return [line for line in self.lines if line.is_open]


def _answers_now(
    row: ReportReturn, names: Mapping[UUID, str], units: Mapping[UUID, str]
) -> str:
    """Who answers for it, where that is another than was asked."""
    if row.unit_id is not None and row.unit_id != row.given_unit_id:
        return units.get(row.unit_id, "")
    return names.get(row.agency_id, "") if row.agency_id != row.given_agency_id else ""


def round_page(found: ReportRound, *, on: date) -> RoundPage:
    """All returns by name; two queries for any number, and one or two more where others
    answer for some today.
    """
    last = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
    rows = list(
        found.returns.annotate(
            last_warnings=Subquery(last.values("warnings")[:1])
        ).order_by("name", "pk")
    )
    urged: dict[object, date] = dict(
        ReturnEvent.objects.filter(report__round=found, event="reporting.urged")
        .values("report")
        .annotate(last=Max("day"))
        .values_list("report", "last")
    )
    moved = {row.agency_id for row in rows if row.agency_id != row.given_agency_id}
    names = agency_names_on(moved, on) if moved else {}
    left = {row.agency_id for row in rows if row.unit_id != row.given_unit_id}
    units = unit_names_on(left, on) if left else {}
    lines = [
        ReturnLine(
            report=row,
            state=shown_state(ReturnState(row.state), due_on=found.due_on, on=on),
            by=_answers_now(row, names, units),
            was_late=row.handed_in_on is not None and row.handed_in_on > found.due_on,
            warnings=len(row.last_warnings or ()),
            urged_on=urged.get(row.pk),
        )
        for row in rows
    ]
    states = [(ReturnState(row.state), found.due_on) for row in rows]
    return RoundPage(lines, counted(states, on=on))
