"""Links and contracts with a last day are told of while they can be renewed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from congvu.lib.dates import local_date
from congvu.network.access import keepers_of
from congvu.network.models import Link, ServiceContract
from congvu.network.queries import contracts_ending, ending_soon
from congvu.notices.actions import notify_each

_AT_ONCE = 5000


@transaction.atomic
def tell_ending_links(*, at: datetime) -> int:
    """Each link once for each end it has, to who keeps it; how many were told of."""
    rows = ending_soon(Link.objects.all(), local_date(at))
    found = list(
        rows.filter(Q(told_end=None) | ~Q(told_end=F("valid_until")))
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("near")
        .order_by("pk")[:_AT_ONCE]
    )
    told = Link.objects.filter(pk__in=[one.pk for one in found])
    told.update(told_end=F("valid_until"))
    desks = keepers_of({one.near.agency_id for one in found}, at)
    notify_each(
        "network.link-ending",
        to=[
            (desk, one.pk, {})
            for one in found
            for desk in sorted(desks[one.near.agency_id])
        ],
        at=at,
    )
    return len(found)


@transaction.atomic
def tell_ending_contracts(*, at: datetime) -> int:
    """Each contract once for each end it has; how many were told of."""
    rows = contracts_ending(ServiceContract.objects.all(), local_date(at))
    found = list(
        rows.filter(Q(told_end=None) | ~Q(told_end=F("ends_on")))
        .select_for_update(skip_locked=True)
        .order_by("pk")[:_AT_ONCE]
    )
    told = ServiceContract.objects.filter(pk__in=[one.pk for one in found])
    told.update(told_end=F("ends_on"))
    desks = keepers_of({one.agency_id for one in found}, at)
    notify_each(
        "network.contract-ending",
        to=[
            (desk, one.pk, {}) for one in found for desk in sorted(desks[one.agency_id])
        ],
        at=at,
    )
    return len(found)
