"""What is due of audits, findings and risks, told once each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.controls.models import AuditFinding, AuditPart, SystemRisk
from congvu.controls.rules import FindingState
from congvu.lib.dates import local_date
from congvu.notices.actions import notify_each
from congvu.systems.queries.lists import desks_of
from congvu.systems.rules import SystemState


@transaction.atomic
def tend_audits(*, by: Actor, at: datetime) -> dict[str, int]:
    """Late parts and findings to who owes them and to who keeps the agency's security;
    risks whose review has come or whose acceptance is over to owner and keeper.
    """
    today = local_date(at)
    held: dict[str, object] = {"of": ("self",), "skip_locked": True}
    parts = list(
        AuditPart.objects.select_for_update(**held)  # type: ignore[arg-type]  # the two above
        .filter(
            audit__due__lt=today,
            audit__closed_at=None,
            handed_at=None,
            late_told_at=None,
        )
        .select_related("system")
        .order_by("pk")
    )
    findings = list(
        AuditFinding.objects.select_for_update(**held)  # type: ignore[arg-type]  # as before
        .filter(due__lt=today, state=FindingState.OPEN, late_told_at=None)
        .select_related("part__system")
        .order_by("pk")
    )
    over = Q(told_at=None) | Q(told_at__date__lte=F("accepted_until"))
    due = Q(review_on__lte=today, told_at=None) | Q(accepted_until__lt=today) & over
    risks = list(
        SystemRisk.objects.select_for_update(**held)  # type: ignore[arg-type]  # as before
        .filter(due, ended_on=None)
        .exclude(system__state=SystemState.RETIRED)
        .select_related("system")
        .order_by("pk")
    )
    _mark(parts, findings, risks, at)
    _tell(
        [("controls.audit-late", o.pk, o.post_id, o.system.agency_id) for o in parts]
        + [
            ("controls.finding-late", o.pk, o.part.post_id, o.part.system.agency_id)
            for o in findings
        ]
        + [("controls.risk-due", o.pk, o.owner_id, o.system.agency_id) for o in risks],
        at,
    )
    counts = {"parts": len(parts), "findings": len(findings), "risks": len(risks)}
    if any(counts.values()):
        record("controls.audits-tended", by=by, at=at, data=counts)
    return counts


def _mark(
    parts: list[AuditPart],
    findings: list[AuditFinding],
    risks: list[SystemRisk],
    at: datetime,
) -> None:
    AuditPart.objects.filter(pk__in=[o.pk for o in parts]).update(late_told_at=at)
    AuditFinding.objects.filter(pk__in=[o.pk for o in findings]).update(late_told_at=at)
    SystemRisk.objects.filter(pk__in=[o.pk for o in risks]).update(told_at=at)


def _tell(rows: Iterable[tuple[str, UUID, UUID | None, UUID]], at: datetime) -> None:
    """Each (kind, target, post that owes, agency): one statement for each kind."""
    rows = list(rows)
    keepers = desks_of({agency for _k, _t, _p, agency in rows}, local_date(at))
    for kind in sorted({kind for kind, _t, _p, _a in rows}):
        notify_each(
            kind,
            to=[
                (desk, target, {})
                for one, target, post, agency in rows
                if one == kind
                for desk in sorted(keepers[agency] | ({post} if post else set()))
            ],
            at=at,
        )
