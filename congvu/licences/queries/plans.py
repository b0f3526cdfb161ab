"""Plans with their lines, scans with their counts, what was bought."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from congvu.licences.models import (
    FormatCount,
    FormatScan,
    Procurement,
    ReplacementLine,
    ReplacementPlan,
)
from congvu.licences.rules.formats import FLAGS, FormatTally

PAGE = 50


def plans_of(agencies: Sequence[UUID] | None) -> list[ReplacementPlan]:
    rows = ReplacementPlan.objects.all()
    if agencies is not None:
        rows = rows.filter(agency__in=list(agencies))
    return list(rows.order_by("-starts_on", "-pk")[:100])


def lines_of(plan: ReplacementPlan) -> list[ReplacementLine]:
    rows = plan.lines.select_related(
        "instead_of", "product", "pilot_unit", "scan", "rollout"
    )
    return list(rows.order_by("due_on", "pk"))


def scans_of(agencies: Sequence[UUID] | None) -> list[FormatScan]:
    rows = FormatScan.objects.all()
    if agencies is not None:
        rows = rows.filter(agency__in=list(agencies))
    return list(rows.order_by("-at", "-pk")[:100])


def tallies_of(scans: Sequence[FormatScan]) -> dict[UUID, list[FormatTally]]:
    """One query, however many."""
    found: dict[UUID, list[FormatTally]] = {one.pk: [] for one in scans}
    rows: QuerySet[FormatCount] = FormatCount.objects.filter(scan__in=scans)
    for one in rows.order_by("format", "year"):
        flags = {flag: getattr(one, flag) for flag in FLAGS}
        found[one.scan_id].append(
            FormatTally(
                one.format,
                one.year,
                files=one.files,
                bytes=one.bytes,
                bound=one.bound,
                **flags,
            )
        )
    return found


@dataclass(frozen=True)
class ProcurementPage:
    rows: list[Procurement]
    after: str


def procurements_page(
    agencies: Sequence[UUID] | None, *, after: str = ""
) -> ProcurementPage:
    """The newest key first; one query."""
    rows = Procurement.objects.all()
    if agencies is not None:
        rows = rows.filter(agency__in=list(agencies))
    with suppress(ValueError):
        rows = rows.filter(pk__lt=UUID(after)) if after else rows
    found = list(rows.order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return ProcurementPage(found[:PAGE], str(found[PAGE - 1].pk) if more else "")
