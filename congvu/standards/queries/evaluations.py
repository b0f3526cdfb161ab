"""One evaluation whole: what it is judged by, what each gave, how that ranks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from congvu.organisations.models import Appointment
from congvu.organisations.rules import ROLE_PERMISSIONS, Permission
from congvu.standards.models import (
    Evaluation,
    EvaluationCriterion,
    EvaluationOffer,
    EvaluationScore,
    EvaluationScorer,
)
from congvu.standards.rules import (
    Ranked,
    Shifted,
    Weighed,
    ranking,
    sensitivity,
)


@dataclass(frozen=True)
class Whole:
    """``ranked`` and ``shifted`` are empty until all have handed in."""

    criteria: Sequence[EvaluationCriterion]
    offers: Sequence[EvaluationOffer]
    scorers: Sequence[EvaluationScorer]
    scores: Sequence[EvaluationScore]
    ranked: Sequence[Ranked]
    shifted: Sequence[Shifted]


@dataclass(frozen=True)
class EvaluationPage:
    """``after`` is the row behind which the next page begins."""

    rows: Sequence[Evaluation]
    after: UUID | None


def evaluation_page(
    rows: QuerySet[Evaluation], after: UUID | None, limit: int = 50
) -> EvaluationPage:
    """The last begun first, by key."""
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return EvaluationPage(found[:limit], found[limit - 1].pk if more else None)


def whole(of: Evaluation, *, person_id: UUID | None = None) -> Whole:
    """Four queries. While it is scored only what ``person_id`` gave is told."""
    criteria = list(of.criteria.order_by("pk"))
    offers = list(of.offers.order_by("pk"))
    scorers = list(of.scorers.order_by("name", "pk"))
    rows = EvaluationScore.objects.filter(scorer__evaluation=of)
    closed = of.closed_at is not None
    if not closed:
        rows = rows.filter(scorer__person=person_id)
    scores = list(rows.select_related("scorer"))
    if not closed:
        return Whole(criteria, offers, scorers, scores, [], [])
    points: dict[tuple[UUID, UUID], list[int]] = defaultdict(list)
    for one in scores:
        points[one.offer_id, one.criterion_id].append(one.points)
    weighed = [Weighed(c.pk, c.weight, c.least) for c in criteria]
    ids = [one.pk for one in offers]
    return Whole(
        criteria,
        offers,
        scorers,
        scores,
        ranking(ids, weighed, points),
        sensitivity(ids, weighed, points),
    )


def may_score(agency_id: UUID, on: date) -> list[tuple[UUID, str]]:
    """People of the agency who read its security today; one query."""
    roles = [
        r for r, may in ROLE_PERMISSIONS.items() if Permission.READ_SECURITY in may
    ]
    held = Appointment.objects.valid(on=on).filter(
        post__unit__agency=agency_id, post__role__in=roles
    )
    people = held.values_list("person_id", "person__full_name").distinct()
    return sorted(people, key=lambda one: one[1])


def count_evaluations(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """What of bodies an act that ends them would pass on."""
    rows = Evaluation.objects.filter(agency__in=list(bodies))
    return dict(rows.order_by().values_list("agency").annotate(n=Count("id")))
