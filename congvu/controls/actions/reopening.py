"""Evidence or an exception ends, or its approval is recalled: the requirement stands
open again, and its agency is told once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import Actor
from congvu.controls.models import Answer, Evidence
from congvu.controls.rules import EvidenceKind, Standing
from congvu.lib.dates import local_date
from congvu.notices.actions import notify_each
from congvu.systems.queries.lists import desks_of
from congvu.systems.rules import SystemState


@transaction.atomic
def reopen_ended(*, by: Actor, at: datetime) -> int:
    """How many; each once, whoever runs this beside it."""
    today = local_date(at)
    approvals = Evidence.objects.filter(
        answer=OuterRef("pk"), kind=EvidenceKind.APPROVAL
    )
    last = approvals.order_by("-at", "-pk").values("paper__recalled_at")[:1]
    rows = Answer.objects.select_for_update(of=("self",), skip_locked=True)
    ended = list(
        rows.annotate(recalled_at=Subquery(last))
        .filter(
            Q(valid_until__lt=today)
            | Q(standing=Standing.EXCEPTED, recalled_at__isnull=False),
            reopened_at=None,
            standing__in=[Standing.MET, Standing.PARTLY, Standing.EXCEPTED],
        )
        .exclude(system__state=SystemState.RETIRED)
        .select_related("system", "requirement")
        .order_by("pk")
    )
    for one in ended:
        one.reopened_at = at
        if one.valid_until is None or one.valid_until >= today:
            one.valid_until = today - timedelta(days=1)
    Answer.objects.bulk_update(ended, ["reopened_at", "valid_until"])
    desks = desks_of({one.system.agency_id for one in ended}, today)
    notify_each(
        "controls.reopened",
        to=[
            (desk, one.pk, {})
            for one in ended
            for desk in sorted(desks[one.system.agency_id])
        ],
        at=at,
    )
    record_many(
        [
            event_row(
                "controls.reopened",
                by=by,
                at=at,
                on_type="systems.informationsystem",
                on_id=one.system_id,
                agency_id=one.system.agency_id,
                data={
                    "requirement": one.requirement.code,
                    "until": f"{one.valid_until:%Y-%m-%d}",
                },
            )
            for one in ended
        ]
    )
    return len(ended)
