"""The root of each day's public papers, written once and told to everybody."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.queries import day_root
from congvu.audit.rules import Actor
from congvu.lib.dates import local_date
from congvu.portal.models import PublicDay, PublicDocument
from congvu.portal.rules import root_of

MOST_DAYS = 400


@transaction.atomic
def close_days(*, by: Actor, at: datetime) -> list[PublicDay]:
    """Every day that is over, since the first paper; what was missed is made up for."""
    last = PublicDay.objects.order_by("-day").first()
    first = PublicDocument.objects.order_by("day").values_list("day", flat=True).first()
    if last is None and first is None:
        return []
    day = last.day + timedelta(days=1) if last else first
    made: list[PublicDay] = []
    while day is not None and day < local_date(at) and len(made) < MOST_DAYS:
        rows = PublicDocument.objects.filter(day=day).order_by("published_at", "id")
        leaves = list(rows.values_list("leaf", flat=True))
        seal = day_root(day)
        last = PublicDay.objects.create(
            day=day,
            count=len(leaves),
            leaves=leaves,
            root=root_of(leaves),
            previous=last.root if last else "",
            seal_number=seal[0] if seal else None,
            seal=seal[1].hex() if seal else "",
            made_at=at,
        )
        # The root goes into the log, whose next seal is told with the day after it.
        record(
            "portal.day-closed",
            by=by,
            at=at,
            on=last,
            data={"day": day, "papers": last.count, "root": last.root},
        )
        made.append(last)
        day += timedelta(days=1)
    return made
