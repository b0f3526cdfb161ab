"""What was handed over, and who answered for a thing on a past day."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from congvu.documents.models import Assignment, HandOver
from congvu.documents.rules import OPEN_ASSIGNMENT_STATES, AssignmentState

NOT_ENDED = sorted(OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD})


def open_work_of(
    post_id: UUID, *, entries: Collection[UUID] | None = None
) -> QuerySet[Assignment]:
    """What lies unfinished on a post's own desk, oldest paper first.

    What lies on its unit's desk stays with the unit, whoever heads it.
    """
    parts = Assignment.objects.filter(desk_id=post_id, state__in=NOT_ENDED)
    if entries is not None:
        parts = parts.filter(entry__in=list(entries))
    return parts.select_related("entry__document").order_by(
        "entry__order_key", "given_at", "id"
    )


def hand_overs_of(agency_ids: Collection[UUID], *, limit: int = 200) -> list[HandOver]:
    """Records that one of these agencies gave or took, newest first; one query."""
    ours = Q(from_agency_id__in=list(agency_ids)) | Q(to_agency_id__in=list(agency_ids))
    found = HandOver.objects.filter(ours).select_related("reform")
    return list(found.order_by("-at", "-id")[:limit])
