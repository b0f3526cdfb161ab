"""What of duties an act that ends bodies would touch, and what lies at a desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from congvu.duties.models import Duty, DutyEvent, Share
from congvu.duties.queries.states import now_standing
from congvu.duties.rules import OPEN_COURSES, ShareRole


def going_on() -> QuerySet[Share]:
    """Shares that somebody still has to do with: open, or in support."""
    is_open = now_standing().filter(share=OuterRef("pk"), course__in=OPEN_COURSES)
    return Share.objects.filter(Q(role=ShareRole.SUPPORT) | Q(Exists(is_open)))


def count_open_shares(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """By agency, unit or post: what lies with it and goes to its heir; one query."""
    asked, found = set(bodies), dict[UUID, int]()
    rows = going_on().filter(Q(agency__in=asked) | Q(desk_id__in=asked))
    for agency, desk, n in rows.values_list("agency", "desk_id").annotate(
        n=Count("id")
    ):
        body = agency if agency in asked else desk
        found[body] = found.get(body, 0) + n
    return found


def count_followed(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    rows = Duty.objects.filter(agency__in=list(bodies)).values_list("agency")
    return dict(rows.annotate(n=Count("id")))


def shares_at(desks: Collection[UUID]) -> QuerySet[Share]:
    return going_on().filter(desk_id__in=list(desks))


def count_at_desk(desk_id: UUID) -> int:
    return shares_at([desk_id]).count()


def moved_duties(record_id: UUID) -> list[str]:
    """What a record of handing over says of duties."""
    rows = DutyEvent.objects.filter(record_id=record_id).order_by("duty__title", "id")
    return list(rows.values_list("duty__title", flat=True))
