"""Rights that end soon are told of, before their programs stand without one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from congvu.inventory.access import keepers_of
from congvu.lib.dates import local_date
from congvu.licences.models import Entitlement
from congvu.licences.rules import TOLD_BEFORE_DAYS
from congvu.notices.actions import notify_each

_AT_ONCE = 5000


@transaction.atomic
def tell_ending(*, at: datetime) -> int:
    """Each right once for each end it has, to who keeps it; how many were told of."""
    on = local_date(at)
    rows = Entitlement.objects.filter(
        Q(told_end=None) | ~Q(told_end=F("ends_on")),
        ends_on__gt=on,
        ends_on__lte=on + timedelta(days=TOLD_BEFORE_DAYS),
    )
    found = list(
        rows.select_for_update(skip_locked=True)
        .order_by("pk")
        .values_list("pk", "agency")[:_AT_ONCE]
    )
    told = {pk for pk, _agency in found}
    Entitlement.objects.filter(pk__in=told).update(told_end=F("ends_on"))
    desks = {agency: sorted(keepers_of(agency, on)) for _pk, agency in found}
    notify_each(
        "licences.ending",
        to=[(desk, pk, {}) for pk, agency in found for desk in desks[agency]],
        at=at,
    )
    return len(found)
