"""Đôn đốc nộp báo cáo: everybody who has not handed in, once a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.rules import for_the_log
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.reporting.actions.asking import (
    length_reasons,
    locked_round,
    refuse_marked,
    runs_reasons,
)
from congvu.reporting.models import ReturnEvent
from congvu.reporting.queries import told_of
from congvu.reporting.rules import OPEN


def urge(
    *,
    round_id: UUID,
    by: Seat,
    at: datetime,
    text: str = "",
    chosen: Collection[UUID] | None = None,
) -> int:
    """The chosen returns, or all that were not handed in; a few statements for any
    number. Who was urged today is left alone, by a second press too.
    """
    refuse_marked(texts=[text], by=by, at=at)
    return _urge(round_id, text, chosen, by, at)


@transaction.atomic
def _urge(
    round_id: UUID,
    text: str,
    chosen: Collection[UUID] | None,
    by: Seat,
    at: datetime,
) -> int:
    found, today = locked_round(round_id, by), local_date(at)
    reasons = runs_reasons(by, found.form) + length_reasons(text, "text", 500)
    urged = ReturnEvent.objects.filter(event="reporting.urged", day=today)
    rows = found.returns.filter(state__in=list(OPEN)).exclude(
        pk__in=urged.values("report")
    )
    if chosen is not None:
        rows = rows.filter(pk__in=list(chosen))
    left = list(rows.order_by("pk")) if found.withdrawn_at is None else []
    if not left:
        words = _("Không có nơi nào để đôn đốc, hoặc hôm nay đã đôn đốc.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    ReturnEvent.objects.bulk_create(
        ReturnEvent(
            report=row,
            at=at,
            day=today,
            event="reporting.urged",
            actor=by.person_name,
            actor_post=by.acts_as,
            text=nfc(text).strip(),
        )
        for row in left
    )
    told = told_of(left, today)
    notify_each(
        "reporting.urged",
        to=[
            (desk, row.pk, {})
            for row in left
            for desk in sorted(told[row.pk] - by.desks)
        ],
        at=at,
        actor=by.person_name,
    )
    data = for_the_log({"bodies": len(left), "text": nfc(text)})
    record("reporting.urged", by=by.actor, at=at, on=found, data=data)
    return len(left)
