"""What waits for a desk, for the spine and "Việc của tôi"."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from congvu.duties.models import DoneReport, Duty
from congvu.duties.queries.states import now_standing
from congvu.duties.rules import Answer, Course


def waiting_count(desks: frozenset[UUID], *, leads: UUID | None = None) -> int:
    """Open shares on these desks that nobody reported done; one query.

    ``leads``: the agency whose own desk is this seat's, too.
    """
    at = list(desks | ({leads} if leads else set()))
    reported = DoneReport.objects.filter(share=OuterRef("share"), state=Answer.OPEN)
    return (
        now_standing()
        .filter(~Q(Exists(reported)), share__desk_id__in=at, course=Course.UNDER_WAY)
        .count()
    )


def reports_waiting(desks: frozenset[UUID], *, leads: UUID | None = None) -> int:
    """Reports that wait for these desks' answer: of parts they gave, of tasks they
    watch; of a whole agency's, its leaders'. One query.
    """
    at = list(desks | ({leads} if leads else set()))
    watched = Duty.objects.filter(
        Q(watcher_desk_id__in=at) | Q(agency__in=[leads] if leads else [])
    )
    mine = Q(share__parent__desk_id__in=at) | Q(
        share__parent=None, share__duty__in=watched.values("pk")
    )
    return DoneReport.objects.filter(mine, state=Answer.OPEN).count()
