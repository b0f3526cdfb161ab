"""What nobody asks for: silence, ends of warranties told once; old outcomes thinned."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.inventory.access import keepers_of
from congvu.inventory.models import Machine
from congvu.inventory.queries import (
    counted_from,
    living,
    warranty_ending,
    without_holder,
)
from congvu.inventory.rules import KEPT_WHOLE_DAYS, Format, MachineState, ReadingState
from congvu.lib.dates import local_date
from congvu.notices.actions import notify_each

_AT_ONCE = 5000
# The last of ten days (1-10, 11-20, from 21 on) stays, so that the coverage of a past
# day can be counted again, and so does the last of all.
_TEN = """(date_trunc('month', {0} AT TIME ZONE INTERVAL '7 hours'), least(2, (
    extract(day FROM {0} AT TIME ZONE INTERVAL '7 hours')::int - 1) / 10))"""
_THIN = f"""
DELETE FROM inventory_machinereading r
 WHERE r.id IN (
   SELECT o.id FROM inventory_machinereading o
    WHERE o.at < %(before)s AND (o.state = '{ReadingState.REFUSED}' OR (
          o.state = '{ReadingState.UNCHANGED}' AND EXISTS (
            SELECT FROM inventory_machinereading later
             WHERE later.machine_id = o.machine_id
               AND later.state <> '{ReadingState.REFUSED}' AND later.at > o.at
               AND (later.format <> '{Format.TABLE}' OR o.format = later.format)
               AND later.at < o.at + INTERVAL '12 days'
               AND {_TEN.format("later.at")} = {_TEN.format("o.at")})))
    LIMIT %(most)s)
"""  # noqa: S608 - our own constants


@transaction.atomic
def tell_silent(*, at: datetime) -> int:
    """Each machine that fell silent is told once, to who keeps it; how many were.

    Its next inventory takes the mark away, and the notice is no more told of.
    """
    rows = living().filter(
        state=MachineState.IN_USE,
        seen_at__lt=counted_from(at),
        silent_told_at=None,
    )
    found = list(
        rows.select_for_update(skip_locked=True)
        .order_by("pk")
        .values_list("pk", "agency")[:_AT_ONCE]
    )
    Machine.objects.filter(pk__in=[pk for pk, _a in found]).update(silent_told_at=at)
    on = local_date(at)
    told = {agency: sorted(keepers_of(agency, on)) for _pk, agency in found}
    notify_each(
        "inventory.silent",
        to=[(desk, pk, {}) for pk, agency in found for desk in told[agency]],
        at=at,
    )
    return len(found)


@transaction.atomic
def tell_warranties(*, at: datetime) -> int:
    """Each machine once for each end of its warranty; how many were. Those bought
    together end together: who keeps them is told of an agency, not of each machine.
    """
    rows = warranty_ending(living(), local_date(at)).filter(
        Q(warranty_told=None) | ~Q(warranty_told=F("warranty_until"))
    )
    found = list(
        rows.select_for_update(skip_locked=True)
        .order_by("pk")
        .values_list("pk", "agency")[:_AT_ONCE]
    )
    told = Machine.objects.filter(pk__in=[pk for pk, _agency in found])
    told.update(warranty_told=F("warranty_until"))
    on = local_date(at)
    notify_each(
        "inventory.warranty",
        to=[
            (desk, agency, {})
            for agency in sorted({agency for _pk, agency in found})
            for desk in sorted(keepers_of(agency, on))
        ],
        at=at,
    )
    return len(found)


@transaction.atomic
def tell_left(*, at: datetime) -> int:
    """Machines of people who left are told to the unit's head and to who keeps
    the machines, once for each.
    """
    on = local_date(at)
    rows = living().filter(left_told_at=None)
    found = without_holder(None, on, among=rows)
    Machine.objects.filter(pk__in=[one.pk for one in found]).update(left_told_at=at)
    keepers = {
        agency: keepers_of(agency, on) for agency in {m.agency_id for m in found}
    }
    # The unit's own desk is its head's.
    notify_each(
        "inventory.holder-left",
        to=[
            (desk, one.pk, {})
            for one in found
            for desk in sorted({one.unit_id, *keepers[one.agency_id]} - {None}, key=str)
            if desk is not None
        ],
        at=at,
    )
    return len(found)


@transaction.atomic
def thin_readings(*, at: datetime) -> int:
    """What changed nothing, or was refused, and is older than 100 days goes; what
    changed something stays for good. How many went, a batch at most.
    """
    before = at - timedelta(days=KEPT_WHOLE_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(_THIN, {"before": before, "most": _AT_ONCE})
        gone = int(cursor.rowcount)
    if gone:
        record(
            "inventory.thinned",
            by=SYSTEM,
            at=at,
            on_type="inventory",
            data={"count": gone},
        )
    return gone
