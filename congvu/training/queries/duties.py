"""Classes held because of a duty, and who carries the duty out."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.duties.models import Share, Standing
from congvu.duties.rules import Course as DutyCourse
from congvu.duties.rules import ShareRole
from congvu.training.models import TrainingClass
from congvu.training.rules.words import ClassState, PlaceState, Result


def classes_of_duty(
    rows: QuerySet[TrainingClass], duty_id: UUID
) -> list[TrainingClass]:
    """The first to begin first; each with how many have a place, how many passed."""
    rows = rows.filter(duty=duty_id).annotate(
        held=Count("places", filter=Q(places__state=PlaceState.HELD)),
        passed=Count("places", filter=Q(places__result=Result.PASSED)),
    )
    return list(rows.order_by("begins_on", "pk")[:50])


def is_all_taught(duty_id: UUID) -> bool:
    """No class of it is still open."""
    rows = TrainingClass.objects.filter(duty=duty_id)
    return not rows.filter(state=ClassState.OPEN).exists()


def desks_under_way(duty_id: UUID) -> dict[UUID, UUID]:
    """Desk → its agency, of who leads the duty and has not finished it; one query."""
    standing = Standing.objects.filter(
        valid_until=None, replaced_at=None, course=DutyCourse.UNDER_WAY
    )
    rows = Share.objects.filter(
        duty=duty_id, role=ShareRole.LEAD, standings__in=standing
    )
    return dict(rows.values_list("desk_id", "agency"))
