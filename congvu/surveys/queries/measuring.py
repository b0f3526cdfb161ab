"""What records say of agencies on a day: the same few queries for one or for all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from congvu.inventory.models import Machine
from congvu.inventory.queries import counted_from, living
from congvu.inventory.rules import MachineKind, MachineState
from congvu.law.queries import rules
from congvu.lib.dates import VIETNAM
from congvu.network.models import Device, Subnet
from congvu.network.queries import on_state_network, whole
from congvu.network.rules import Carriage, DeviceKind
from congvu.organisations.models import Appointment
from congvu.surveys.queries.norms import age_of_machines
from congvu.surveys.rules import Sorted, read_systems, sort_names, years_before

# What an official sits before; servers and virtual ones nobody does.
DESKS = (MachineKind.DESKTOP, MachineKind.LAPTOP, MachineKind.OTHER)
# Counted beside the questions: of how many machines nobody knows the age, the system.
AGE_UNKNOWN, SYSTEM_UNKNOWN = "age_unknown", "system_unknown"
Measured = dict[str, int | None]


def measured(
    agencies: Collection[UUID], on: date, *, ruled_on: date | None = None
) -> dict[UUID, Measured]:
    """Every question of the sheet that records answer, by agency; what they say nothing
    of is None. ``ruled_on``: the day whose criteria say what is old, else ``on``. Eight
    queries for any number of agencies.
    """
    found: dict[UUID, Measured] = {one: {"backup": None} for one in agencies}
    people = _officials(agencies, on)
    machines = _machines(agencies, on, ruled_on)
    lan = _with_lan(agencies)
    net = whole(on)
    joined = on_state_network(net)
    mbps: dict[UUID, int] = {}
    for link in net.links:
        if link.carriage == Carriage.STATE:
            owner = link.near.agency_id
            mbps[owner] = max(mbps.get(owner, 0), link.down_mbps)
    known = {site.agency_id for site in net.sites.values()}
    for one, told in found.items():
        told["officials"] = people.get(one)
        told |= machines.get(one, {})
        told["lan"] = 1 if one in lan else None
        told["link"] = int(one in joined) if one in known else None
        told["mbps"] = None
        if told["link"] is not None:
            told["mbps"] = mbps.get(one, 0) if told["link"] else 0
    return found


def _officials(agencies: Collection[UUID], on: date) -> dict[UUID, int]:
    """Who holds a post there that day, each once."""
    held = Appointment.objects.valid(on=on).filter(post__unit__agency__in=agencies)
    rows = held.values_list("post__unit__agency").annotate(
        n=Count("person", distinct=True)
    )
    return dict(rows.order_by())


def systems_on(on: date) -> Sorted:
    """The names that inventories tell, sorted by the rows of that day; one query."""
    names = living().filter(state=MachineState.IN_USE).exclude(os_name="")
    told = names.order_by().values_list("os_name", flat=True).distinct()
    return sort_names(
        told, read_systems([r.value for r in rules("os_support", on)]), on
    )


def _old(on: date, ruled_on: date | None) -> Q:
    return Q(made_on__lte=years_before(on, age_of_machines(ruled_on or on)))


def worn(on: date, *, ruled_on: date | None = None) -> tuple[Q, Q]:
    """Which machines are old, and which have a system past its support; of machines
    annotated with ``made_on``.
    """
    return _old(on, ruled_on), Q(os_name__in=systems_on(on).ended)


def desks() -> Any:
    """The machines in use that officials sit before, with the day each was made."""
    rows = living().filter(state=MachineState.IN_USE, kind__in=DESKS)
    return rows.annotate(made_on=Coalesce("bought_on", "bios_on"))


def _machines(
    agencies: Collection[UUID], on: date, ruled_on: date | None
) -> dict[UUID, Measured]:
    """Of an agency without a machine on record nothing is measured: nobody has looked
    there yet.
    """
    told = systems_on(on)
    old = _old(on, ruled_on)
    bare = Q(os_name__in=told.ended)
    early = counted_from(datetime.combine(on, time(12), VIETNAM))
    rows = (
        desks()
        .filter(agency__in=agencies)
        .order_by()
        .values("agency")
        .annotate(
            machines=Count("id"),
            inventoried=Count("id", filter=Q(seen_at__gte=early)),
            old=Count("id", filter=old),
            unsupported=Count("id", filter=bare),
            both=Count("id", filter=old & bare),
            age_unknown=Count("id", filter=Q(made_on=None)),
            system_unknown=Count(
                "id", filter=Q(os_name="") | Q(os_name__in=told.unknown)
            ),
        )
    )
    found: dict[UUID, Measured] = {}
    for row in rows:
        found[row.pop("agency")] = row
    servers = living().filter(
        state=MachineState.IN_USE, kind=MachineKind.SERVER, agency__in=agencies
    )
    counted = servers.order_by().values_list("agency").annotate(n=Count("id"))
    by_agency = dict(counted)
    for one, row in found.items():
        row["servers"] = by_agency.get(one, 0)
    for one, number in by_agency.items():
        found.setdefault(one, {"servers": number})
    return found


def _with_lan(agencies: Collection[UUID]) -> set[UUID]:
    """A subnet of theirs, or a switch, is on record; one query."""
    subnets = Subnet.objects.filter(site__agency__in=agencies)
    switches = Device.objects.filter(
        site__agency__in=agencies, kind=DeviceKind.SWITCH
    ).order_by()
    owner = F("site__agency")
    rows = subnets.order_by().values_list(owner).union(switches.values_list(owner))
    return {pk for (pk,) in rows}


def machines_behind(
    agency_id: UUID, on: date, *, ruled_on: date | None = None
) -> list[Machine]:
    """The machines that would be replaced or mended, by name; two queries."""
    old, bare = worn(on, ruled_on=ruled_on)
    rows = desks().filter(old | bare, agency=agency_id)
    return list(rows.order_by("name", "id")[:500])
