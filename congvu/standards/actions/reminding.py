"""Told once each: a legal day that comes nearer, a waiver that ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from congvu.lib.dates import local_date
from congvu.notices.actions import notify_each
from congvu.standards.models import Claim, ConnectionReminder
from congvu.standards.queries import connect_by, unconnected
from congvu.systems.models import InformationSystem
from congvu.systems.queries import desks_of
from congvu.systems.rules import SystemState

# Days before the legal day; the last step is the first day after it.
STEPS = (60, 30, 7, -1)


@transaction.atomic
def remind_of_connections(*, at: datetime) -> int:
    """The step that has come last, of every system not connected; how many were told.

    The row under a unique key is there before the notice: done by two workers or begun
    again, the second one finds the row.
    """
    today, last = local_date(at), connect_by()
    come = [n for n in STEPS if last - timedelta(days=n) <= today]
    if not come:
        return 0
    step = f"{last:%Y%m%d}:{min(come)}"
    open_ones = unconnected(InformationSystem.objects.all(), today)
    told = ConnectionReminder.objects.filter(step=step).values("system")
    waiting = list(open_ones.exclude(pk__in=told).order_by("pk"))
    rows = [ConnectionReminder(system=one, step=step, at=at) for one in waiting]
    ConnectionReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    kept = ConnectionReminder.objects.filter(pk__in=[row.pk for row in rows])
    mine = set(kept.values_list("system_id", flat=True))
    _tell("standards.unconnected", [one for one in waiting if one.pk in mine], at)
    return len(mine)


@transaction.atomic
def tell_ended_waivers(*, at: datetime) -> int:
    """Of waivers whose last day is over: the system owes again what it was let off."""
    over = Claim.objects.select_for_update(skip_locked=True).filter(
        until__lt=local_date(at), told_at__isnull=True
    )
    claims = list(over.order_by("pk")[:1000])
    ids = {one.system_id for one in claims}
    systems = InformationSystem.objects.filter(pk__in=ids)
    there = list(systems.exclude(state=SystemState.RETIRED).order_by("pk"))
    Claim.objects.filter(pk__in=[one.pk for one in claims]).update(told_at=at)
    _tell("standards.waiver-ended", there, at)
    return len(claims)


def _tell(kind: str, systems: list[InformationSystem], at: datetime) -> None:
    desks = desks_of({one.agency_id for one in systems}, local_date(at))
    notify_each(
        kind,
        to=[(d, one.pk, {}) for one in systems for d in sorted(desks[one.agency_id])],
        at=at,
    )
