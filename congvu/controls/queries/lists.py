"""Systems by name, catalogues of a day, answers with what proves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.controls.models import (
    Answer,
    AnswerBefore,
    Catalogue,
    Evidence,
    Requirement,
)
from congvu.law.queries import find_rule
from congvu.lib.dates import local_date
from congvu.systems.models import InformationSystem, SystemEquipment

PAGE, MOST_BEFORE = 50, 50


@dataclass(frozen=True)
class SystemPage:
    """``after`` is the system behind which the next page begins."""

    rows: list[InformationSystem]
    after: UUID | None


def systems_page(
    rows: QuerySet[InformationSystem], after: UUID | None, limit: int = PAGE
) -> SystemPage:
    """By name, then key; two queries however far one has turned."""
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    found = list(rows.order_by("name", "pk")[: limit + 1])
    more = len(found) > limit
    return SystemPage(found[:limit], found[limit - 1].pk if more else None)


def catalogues_on(on: date) -> list[Catalogue]:
    """Those in force that day, the oldest first."""
    rows = Catalogue.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on
    )
    return list(rows.order_by("valid_from", "code"))


def own_period(on: date) -> int:
    """For how many months proof holds where no threshold says so: the office's own."""
    rule = find_rule("evidence_period", "proof", on)
    return (rule.number("months") if rule else None) or 0


def sorted_catalogues(rows: QuerySet[Catalogue]) -> list[Catalogue]:
    """Newest first, with ``total`` of their requirements; one query."""
    rows = rows.annotate(total=Count("requirements"))
    return list(rows.order_by("-valid_from", "code"))


def requirements_of(catalogue: Catalogue) -> list[Requirement]:
    rows = catalogue.requirements.prefetch_related(
        "answers_others__target__catalogue", "answered_by__source__catalogue"
    )
    return list(rows.order_by("place"))


def answers_of(system: InformationSystem) -> dict[UUID, Answer]:
    """Requirement → answer; one query."""
    rows = Answer.objects.filter(system=system)
    return {one.requirement_id: one for one in rows}


def said_before(answer: Answer | None) -> list[AnswerBefore]:
    """What it said earlier, newest first."""
    return list(answer.before.order_by("-at")[:MOST_BEFORE]) if answer else []


def evidence_of(answer: Answer | None) -> list[Evidence]:
    """Newest first."""
    return (
        list(answer.evidence.select_related("paper").order_by("-on", "-at"))
        if answer
        else []
    )


def inventory_day(system: InformationSystem) -> date | None:
    """The day on which the last machine of the system was seen by an inventory; None
    where it has none, or one was never seen.
    """
    rows = SystemEquipment.objects.filter(system=system, machine__isnull=False)
    seen = list(rows.values_list("machine__seen_at", flat=True))
    days = [local_date(one) for one in seen if one is not None]
    return min(days) if days and len(days) == len(seen) else None


@dataclass(frozen=True)
class Counted:
    systems: int
    without_level: int
    reopened: int


def counted(rows: QuerySet[InformationSystem], on: date) -> Counted:
    """Two queries."""
    levels = rows.order_by().aggregate(
        systems=Count("pk"),
        without_level=Count(
            "pk", filter=Q(level__isnull=True, assessed_level__isnull=True)
        ),
    )
    reopened = Answer.objects.filter(
        system__in=rows.order_by().values("pk"),
        valid_until__lt=on,
        standing__in=["met", "partly", "except"],
    )
    return Counted(**levels, reopened=reopened.count())
