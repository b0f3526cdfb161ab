"""Lists of incidents, warnings, contacts; a fixed number of queries each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from congvu.incidents.models import (
    Clock,
    Incident,
    IncidentContact,
    UnitWarning,
    WarningAnswer,
)
from congvu.incidents.queries.law import days_between_checks
from congvu.incidents.rules import AnswerState

PAGE = 50
MOST_SHOWN = 200


@dataclass(frozen=True)
class IncidentPage:
    """``after`` is the incident behind which the next page begins."""

    rows: Sequence[Incident]
    after: UUID | None


@dataclass(frozen=True)
class WarningPage:
    rows: list[UnitWarning]
    after: UUID | None


@dataclass(frozen=True)
class AnswerCounts:
    """Where the agencies of a warning stand."""

    all: int = 0
    unseen: int = 0
    done: int = 0

    @property
    def open(self) -> int:
        return self.all - self.done


def running() -> QuerySet[Clock]:
    return Clock.objects.filter(done_at=None, dropped_at=None).order_by("due_at", "pk")


def incidents_page(
    rows: QuerySet[Incident], after: UUID | None, limit: int = PAGE
) -> IncidentPage:
    """The last detected first, with the clocks that run as ``running``."""
    last = Incident.objects.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(
            Q(detected_at__lt=last.detected_at)
            | Q(detected_at=last.detected_at, pk__lt=last.pk)
        )
    rows = rows.prefetch_related(Prefetch("clocks", running(), to_attr="running"))
    found = list(rows.order_by("-detected_at", "-pk")[: limit + 1])
    more = len(found) > limit
    return IncidentPage(found[:limit], found[limit - 1].pk if more else None)


def warnings_page(
    rows: QuerySet[UnitWarning], after: UUID | None, limit: int = PAGE
) -> WarningPage:
    """The last sent first, by key."""
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return WarningPage(found[:limit], found[limit - 1].pk if more else None)


def counts_of(
    answers: QuerySet[WarningAnswer], warnings: Collection[UUID]
) -> Mapping[UUID, AnswerCounts]:
    """Of each warning, among the answers one may see; one query."""
    rows = answers.filter(warning__in=warnings).order_by().select_related(None)
    told = rows.values("warning").annotate(
        all=Count("pk"),
        unseen=Count("pk", filter=Q(state=AnswerState.SENT)),
        done=Count("pk", filter=Q(state=AnswerState.DONE)),
    )
    return {one.pop("warning"): AnswerCounts(**one) for one in told}


def running_clocks(incidents: QuerySet[Incident]) -> list[Clock]:
    """Of real incidents, the soonest first."""
    rows = running().filter(incident__in=incidents.filter(is_drill=False).values("pk"))
    return list(rows.select_related("incident")[:MOST_SHOWN])


def contacts_due(rows: QuerySet[IncidentContact], on: date) -> set[UUID]:
    """Those that nobody looked at for a year."""
    last = on - timedelta(days=days_between_checks(on))
    return set(rows.filter(checked_on__lt=last).values_list("pk", flat=True))


def answers_shown(answers: QuerySet[WarningAnswer]) -> list[WarningAnswer]:
    """Who has not answered first."""
    order = F("done_at").asc(nulls_first=True), F("seen_at").asc(nulls_first=True), "pk"
    return list(answers.order_by(*order)[:500])
