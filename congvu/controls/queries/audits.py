"""Audits newest first, who is missing, what was found, risks by their day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet

from congvu.controls.models import (
    AuditFinding,
    AuditPart,
    Evidence,
    SecurityAudit,
    SystemRisk,
)
from congvu.controls.rules import FindingState
from congvu.organisations.queries import posts_on

_PAGE = 50
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """``after`` is the row behind which the next page begins."""

    rows: list[Row]
    after: UUID | None


def _page(rows: QuerySet[Row]) -> Page[Row]:
    found = list(rows[: _PAGE + 1])
    more, found = len(found) > _PAGE, found[:_PAGE]
    return Page(found, found[-1].pk if more else None)


def audits_page(
    rows: QuerySet[SecurityAudit], parts: QuerySet[AuditPart], after: UUID | None
) -> tuple[Page[SecurityAudit], dict[UUID, tuple[int, int]]]:
    """Newest first, each with (handed in, asked) of what the reader sees of it."""
    if after is not None:
        rows = rows.filter(pk__lt=after)
    page = _page(rows.select_related("catalogue").order_by("-pk"))
    counted = parts.filter(audit__in=[one.pk for one in page.rows]).order_by()
    found = counted.values_list("audit").annotate(
        handed=Count("pk", filter=Q(handed_at__isnull=False)), asked=Count("pk")
    )
    return page, {audit: (handed, asked) for audit, handed, asked in found}


def parts_of(audit: SecurityAudit, rows: QuerySet[AuditPart]) -> list[AuditPart]:
    """Those missing first, then by name."""
    rows = rows.filter(audit=audit).select_related("system", "post")
    return sorted(rows, key=lambda o: (o.handed_at is not None, o.system.name))


def findings_page(
    rows: QuerySet[AuditFinding], after: UUID | None
) -> Page[AuditFinding]:
    """By the day, then key; two queries however far one has turned."""
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(due__gt=last.due) | Q(due=last.due, pk__gt=last.pk))
    rows = rows.select_related("part__system", "part__audit", "part__post")
    return _page(rows.select_related("requirement").order_by("due", "pk"))


def risks_page(rows: QuerySet[SystemRisk], after: UUID | None) -> Page[SystemRisk]:
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        later = Q(review_on__gt=last.review_on)
        rows = rows.filter(later | Q(review_on=last.review_on, pk__gt=last.pk))
    rows = rows.select_related("system", "requirement", "owner")
    return _page(rows.order_by("review_on", "pk"))


@dataclass(frozen=True)
class FindingsCounted:
    open: int
    late: int
    proven: int


def findings_counted(rows: QuerySet[AuditFinding], on: date) -> FindingsCounted:
    """One query."""
    owed = Q(state=FindingState.OPEN)
    found = rows.order_by().aggregate(
        open=Count("pk", filter=owed),
        late=Count("pk", filter=owed & Q(due__lt=on)),
        proven=Count("pk", filter=Q(state=FindingState.PROVEN)),
    )
    return FindingsCounted(**found)


def evidence_by_answer(answers: Collection[UUID]) -> dict[UUID, str]:
    """Answer → the words of its newest evidence; one query."""
    rows = Evidence.objects.filter(answer__in=list(answers))
    return dict(rows.order_by("on", "at", "pk").values_list("answer", "words"))


def posts_named(agency_id: UUID, on: date) -> dict[UUID, str]:
    """Posts of the agency that somebody holds, with who; one query."""
    return {
        one.id: f"{one.person_name}, {one.name}"
        for one in posts_on(on, agency_id=agency_id)
        if one.person_id
    }
