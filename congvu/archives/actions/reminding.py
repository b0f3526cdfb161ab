"""Telling who makes a dossier that its hand-over is near (NĐ 30/2020 Phụ lục VI)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from congvu.archives import queries
from congvu.archives.models import Dossier
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.notices.actions import notify_each

MOST = 1000
"""So many are told in one transaction; the next run tells the next ones."""


@transaction.atomic
def remind_to_hand_over(*, at: datetime) -> int:
    """Each dossier once for each day it is due; how many were told. On working days.

    No audit entry: it tells of what is written down already.
    """
    today = local_date(at)
    days = queries.hand_over_terms(today).notice_days
    if days is None or not calendar().is_working(today):
        return 0
    soon = queries.to_remind(until=today + timedelta(days=days))
    told = list(soon.select_for_update(of=("self",), skip_locked=True)[:MOST])
    notify_each(
        "archives.hand-over-due", to=((d.post_id, d.pk, {}) for d in told), at=at
    )
    for dossier in told:
        dossier.reminded_of = dossier.postponed_until or dossier.due_on
    Dossier.objects.bulk_update(told, ["reminded_of"])
    return len(told)
