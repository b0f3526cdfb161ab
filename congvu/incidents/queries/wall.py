"""What needs a person now, of what a seat may see; nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Count, Model, QuerySet

from congvu.incidents.models import Clock, Incident, WarningAnswer
from congvu.incidents.queries.lists import running_clocks
from congvu.incidents.rules import AnswerState, Gravity, IncidentState
from congvu.logs.models import Alert, LogSource
from congvu.logs.rules import SEVERITY_NAMES, AlertState, Severity
from congvu.vulnerabilities.models import Finding
from congvu.vulnerabilities.rules import FindingState, Priority

MOST_SHOWN = 3
"""Of each kind: six kinds have room on one screen, which nobody scrolls."""
T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Most(Generic[T]):
    """The first of them, and how many there are."""

    rows: Sequence[T]
    count: int

    def __bool__(self) -> bool:
        return self.count > 0


@dataclass(frozen=True)
class Wall:
    """``unseen``: (warning, agencies that did not acknowledge it, is over time)."""

    clocks: Most[Clock]
    unjudged: Most[Incident]
    unseen: Most[tuple[str, int, bool]]
    weaknesses: int
    alerts: list[tuple[str, int]]
    silent: Most[LogSource]

    @property
    def is_calm(self) -> bool:
        return not any(
            (
                self.clocks,
                self.unjudged,
                self.unseen,
                self.weaknesses,
                self.alerts,
                self.silent,
            )
        )


def wall_of(
    *,
    incidents: QuerySet[Incident],
    answers: QuerySet[WarningAnswer],
    findings: QuerySet[Finding],
    alerts: QuerySet[Alert],
    sources: QuerySet[LogSource],
    at: datetime,
) -> Wall:
    """Of what one may see of each."""
    clocks = running_clocks(incidents)
    unjudged = incidents.filter(
        state=IncidentState.OPEN, gravity=Gravity.OPEN, is_drill=False
    )
    told: dict[UUID, tuple[str, int, bool]] = {}
    waiting = answers.filter(state=AnswerState.SENT)
    for one in waiting.order_by("warning__due_at", "pk")[:1000]:
        title, count, _late = told.get(one.warning_id, (one.warning.title, 0, False))
        told[one.warning_id] = (title, count + 1, one.warning.due_at <= at)
    silent = sources.filter(silent_since__isnull=False, ended_at=None)
    grave = findings.filter(state=FindingState.OPEN, priority=Priority.NOW)
    return Wall(
        clocks=Most(clocks[:MOST_SHOWN], len(clocks)),
        unjudged=_most(unjudged.order_by("detected_at")),
        unseen=Most(list(told.values())[:MOST_SHOWN], len(told)),
        weaknesses=grave.order_by().count(),
        alerts=_by_level(alerts),
        silent=_most(silent.order_by("silent_since")),
    )


def _most(rows: QuerySet[M]) -> Most[M]:
    return Most(list(rows[:MOST_SHOWN]), rows.order_by().count())


def _by_level(alerts: QuerySet[Alert]) -> list[tuple[str, int]]:
    """Alerts that nobody took yet, nor made an incident; the gravest first."""
    taken = Incident.objects.filter(alert__isnull=False).values("alert")
    rows = alerts.filter(state=AlertState.OPEN).exclude(pk__in=taken).order_by("level")
    told = rows.values_list("level").annotate(n=Count("pk"))
    return [(SEVERITY_NAMES[Severity(level)], count) for level, count in told]
