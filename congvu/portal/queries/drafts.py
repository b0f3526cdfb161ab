"""Drafts open for comment, for the office and for the public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from congvu.portal.models import OpenDraft, SearchRow
from congvu.portal.rules.comments import DraftPhase, phase_of


def phase(found: OpenDraft, on: date) -> DraftPhase:
    return phase_of(
        found.opens_on,
        found.closes_on,
        on,
        summed=found.summed_at is not None,
        withdrawn=found.withdrawn_at is not None,
    )


def drafts_of(agency_id: UUID, *, most: int = 200) -> list[OpenDraft]:
    """An agency's own, the newest first, without their texts; one query."""
    rows = OpenDraft.objects.filter(agency=agency_id).defer("text")
    return list(rows.order_by("-closes_on", "-id")[:most])


def drafts_open(
    on: date, agency: UUID | None = None, *, most: int = 50
) -> list[OpenDraft]:
    """What the public may comment on today, the first to close first; one query."""
    rows = _public(on, agency).filter(closes_on__gte=on)
    return list(rows.defer("text").order_by("closes_on", "id")[:most])


def drafts_over(
    on: date, agency: UUID | None = None, *, most: int = 50
) -> list[OpenDraft]:
    """What was open, the newest first; one query."""
    rows = _public(on, agency).filter(closes_on__lt=on)
    return list(rows.defer("text").order_by("-closes_on", "-id")[:most])


def draft_shown(draft_id: UUID, on: date) -> OpenDraft | None:
    """One the public may read; before its first day there is none."""
    rows = OpenDraft.objects.filter(pk=draft_id, opens_on__lte=on)
    return rows.first()


def _public(on: date, agency: UUID | None) -> QuerySet[OpenDraft]:
    rows = OpenDraft.objects.filter(withdrawn_at=None, opens_on__lte=on)
    return rows if agency is None else rows.filter(agency=agency)


def drafts_not_found(kind: str, on: date) -> QuerySet[OpenDraft]:
    """What the public may read and its search does not know yet."""
    source = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()))
    rows = SearchRow.objects.filter(kind=kind, source=source)
    return _public(on, None).filter(~Exists(rows)).order_by("opens_on", "id")


def count_drafts(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """Not summed up yet, of agencies that an act would end."""
    rows = OpenDraft.objects.filter(
        agency__in=list(bodies), summed_at=None, withdrawn_at=None
    )
    return dict(rows.values_list("agency").annotate(n=Count("id")))
