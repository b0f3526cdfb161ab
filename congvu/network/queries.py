"""Reading the network as it stands on a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from congvu.inventory.models import Machine
from congvu.inventory.queries import living
from congvu.inventory.rules import real_serial
from congvu.network.models import (
    Device,
    Link,
    NetworkOption,
    OptionChange,
    Port,
    Rack,
    Room,
    ServiceContract,
    Site,
    Subnet,
    Vlan,
)
from congvu.network.rules import (
    ENDS_SOON_DAYS,
    MONTHS,
    Carriage,
    ContractKind,
    Edge,
    SiteKind,
    Weak,
    cost_of_five_years,
    monthly_share,
    read_cidr,
    usable,
    weak_points,
)

PAGE = 50


def ending_soon(rows: QuerySet[Link], on: date) -> QuerySet[Link]:
    """Those that carry on the day, and whose last day is set and near."""
    soon = on + timedelta(days=ENDS_SOON_DAYS)
    return rows.filter(valid_from__lte=on, valid_until__gt=on, valid_until__lte=soon)


def contracts_ending(
    rows: QuerySet[ServiceContract], on: date
) -> QuerySet[ServiceContract]:
    """Those that bind on the day, and whose end is near."""
    soon = on + timedelta(days=ENDS_SOON_DAYS)
    return rows.filter(starts_on__lte=on, ends_on__gt=on, ends_on__lte=soon)


@dataclass(frozen=True)
class Lost:
    """One thing whose loss cuts others off, and whom."""

    link: Link | None
    site: Site | None
    cut: list[Site]

    @property
    def machines(self) -> int | None:
        """Of those sites where somebody counted; unknown where nobody did."""
        known = [s.machines for s in self.cut if s.machines is not None]
        return sum(known) if known else None


@dataclass
class Whole:
    """The province's network on a day: two queries, the rest worked out."""

    on: date
    sites: dict[UUID, Site] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    @cached_property
    def weak(self) -> Weak[UUID, UUID]:
        hubs = [s.id for s in self.sites.values() if s.kind == SiteKind.HUB]
        edges = [Edge(one.id, one.near_id, one.far_id) for one in self.links]
        return weak_points(self.sites, edges, hubs)

    def losses(self, seen: Collection[UUID]) -> list[Lost]:
        """What cuts off any of these sites, the worst first; the others it cuts off
        are not named.
        """
        links, weak = {one.id: one for one in self.links}, self.weak
        found = [
            *(Lost(links[k], None, self._of(c, seen)) for k, c in weak.links.items()),
            *(
                Lost(None, self.sites[k], self._of(c, seen))
                for k, c in weak.sites.items()
            ),
        ]

        def weight(one: Lost) -> tuple[int, int, bool]:
            return -len(one.cut), -(one.machines or 0), one.site is None

        return sorted((one for one in found if one.cut), key=weight)

    def apart(self, seen: Collection[UUID]) -> list[Site]:
        return self._of(self.weak.apart, seen)

    def _of(self, ids: Collection[UUID], seen: Collection[UUID]) -> list[Site]:
        kept = (self.sites[one] for one in ids if one in seen)
        return sorted(kept, key=lambda s: (s.name, s.id))

    @property
    def monthly_cost(self) -> int:
        return sum(one.monthly_cost for one in self.links)


def whole(on: date) -> Whole:
    """Two queries."""
    sites = {s.id: s for s in Site.objects.order_by("name", "id")}
    links = Link.objects.valid(on=on).select_related("near", "far")
    return Whole(on, sites, list(links.order_by("near__name", "id")))


def on_state_network(found: Whole) -> set[UUID]:
    """Agencies with a site that a hub is reached from over the state network alone."""
    state = [one for one in found.links if one.carriage == Carriage.STATE]
    narrowed = Whole(found.on, found.sites, state)
    return {
        s.agency_id for s in found.sites.values() if s.id not in narrowed.weak.apart
    }


@dataclass(frozen=True)
class Used:
    """A subnet with how many of its addresses are given."""

    subnet: Subnet
    given: int

    @property
    def size(self) -> int:
        cidr = read_cidr(self.subnet.cidr)
        return usable(cidr) if cidr is not None else 0

    @property
    def free(self) -> int:
        return max(self.size - self.given, 0)


def used(sites: Collection[UUID]) -> list[Used]:
    """Subnets of these sites, in the order of their addresses; one query."""
    rows = (
        Subnet.objects.filter(site__in=list(sites))
        .select_related("site", "vlan")
        .annotate(given=Count("addresses"))
        .order_by("cidr", "id")
    )
    return [Used(row, row.given) for row in rows]


def overlapping(space_id: UUID, cidr: str, but: UUID) -> Subnet | None:
    rows = Subnet.objects.filter(space_id=space_id, cidr__overlaps=cidr)
    return rows.exclude(pk=but).select_related("site").first()


def by_site(subnets: Sequence[Used]) -> Mapping[UUID, list[Used]]:
    found: dict[UUID, list[Used]] = {}
    for one in subnets:
        found.setdefault(one.subnet.site_id, []).append(one)
    return found


def links_at(site: Site) -> list[Link]:
    """Of either end, those in use first; one query."""
    rows = Link.objects.filter(Q(near=site) | Q(far=site))
    found = rows.select_related("near", "far").order_by("-valid_from", "id")
    return sorted(found, key=lambda one: one.valid_until is not None)


@dataclass(frozen=True)
class Weighed:
    """One way to build the network, in numbers; without ``option`` as it is today.

    ``cost`` is of five years; ``upkeep`` is what of it contracts of maintenance and
    support cost for the links that stay.
    """

    option: NetworkOption | None
    cost: int
    upkeep: int
    joined: int
    alone: int
    weak_links: int
    worst: Lost | None


def weighed(found: Whole, agencies: Collection[UUID]) -> list[Weighed]:
    """Today's network and every option beside it; four queries, the rest worked out."""
    rows = NetworkOption.objects.prefetch_related("changes").order_by("name")
    upkeep = upkeep_of_links(found.on)
    told = [_weigh(None, found, 0, upkeep, agencies)]
    for option in rows:
        changes = list(option.changes.all())
        once = sum(one.once_cost for one in changes)
        told.append(_weigh(option, changed(found, changes), once, upkeep, agencies))
    return told


def upkeep_of_links(on: date) -> dict[UUID, Fraction]:
    """What each link's contracts of the day cost a month; two queries. The contract by
    which a line is rented is its monthly cost already.
    """
    rows = ServiceContract.objects.filter(
        starts_on__lte=on, ends_on__gt=on, cost__isnull=False, links__isnull=False
    ).exclude(kind=ContractKind.LINE)
    with_machines = rows.distinct().annotate(n=Count("machines", distinct=True))
    found: dict[UUID, Fraction] = {}
    for one in with_machines.prefetch_related("links"):
        links = one.links.all()
        covered = one.n + len(links)
        share = monthly_share(one.cost or 0, one.starts_on, one.ends_on, covered)
        for link in links:
            found[link.pk] = found.get(link.pk, Fraction()) + share
    return found


def changed(found: Whole, changes: Sequence[OptionChange]) -> Whole:
    """The network as it would be."""
    gone = {one.replaces_id for one in changes}
    built = [
        Link(
            id=one.id,
            near=found.sites[one.near_id],
            far=found.sites[one.far_id],
            carriage=one.carriage,
            medium=one.medium,
            down_mbps=one.mbps or 0,
            up_mbps=one.mbps or 0,
            monthly_cost=one.monthly_cost,
        )
        for one in changes
        if one.near_id is not None and one.far_id is not None
    ]
    kept = [one for one in found.links if one.id not in gone]
    return Whole(found.on, found.sites, [*kept, *built])


def _weigh(
    option: NetworkOption | None,
    would: Whole,
    once: int,
    upkeep: Mapping[UUID, Fraction],
    agencies: Collection[UUID],
) -> Weighed:
    losses = would.losses(would.sites)
    monthly = sum((upkeep.get(one.id, Fraction()) for one in would.links), Fraction())
    kept = round(MONTHS * monthly)
    return Weighed(
        option=option,
        cost=cost_of_five_years(would.monthly_cost, once) + kept,
        upkeep=kept,
        joined=len(on_state_network(would) & set(agencies)),
        alone=len(would.weak.alone() | would.weak.apart),
        weak_links=len(would.weak.links),
        worst=losses[0] if losses else None,
    )


def rooms_of(site: Site) -> list[Room]:
    """With their racks; two queries."""
    rows = Room.objects.filter(site=site).prefetch_related(
        Prefetch("racks", Rack.objects.annotate(held=Count("devices")).order_by("name"))
    )
    return list(rows.order_by("building", "name"))


@dataclass(frozen=True)
class RackRow:
    """A unit of a rack from the top: a device as it begins there, or nothing; units
    below the top of a device have no row of their own.
    """

    unit: int
    device: Device | None
    units: int = 1


def rack_rows(rack: Rack) -> list[RackRow]:
    """From the top down; one query."""
    tops = {one.top: one for one in rack.devices.order_by("unit")}
    found, unit = [], rack.units
    while unit > 0:
        device = tops.get(unit)
        found.append(RackRow(unit, device, device.units if device else 1))
        unit -= device.units if device else 1
    return found


@dataclass(frozen=True)
class Wired:
    """A port, and the one its cable leads to."""

    port: Port
    other: Port | None


def ports_of(device: Device) -> list[Wired]:
    """In the order they were added; two queries."""
    ports = list(device.ports.select_related("cable").order_by("position", "id"))
    cables = [one.cable_id for one in ports if one.cable_id is not None]
    ends: dict[UUID | None, list[Port]] = {}
    rows = Port.objects.filter(cable__in=cables) if cables else Port.objects.none()
    for end in rows.select_related("device"):
        ends.setdefault(end.cable_id, []).append(end)
    return [
        Wired(
            one, next((e for e in ends.get(one.cable_id, []) if e.id != one.id), None)
        )
        for one in ports
    ]


def free_ports(port: Port) -> list[Port]:
    """To which of the same site a cable may go; one query."""
    rows = Port.objects.filter(device__site=port.device.site_id, cable__isnull=True)
    found = rows.exclude(pk=port.pk).select_related("device")
    return list(found.order_by("device__name", "position", "id"))


def with_subnets(vlans: QuerySet[Vlan]) -> list[Vlan]:
    """By number, each with its subnets and their sites; two queries."""
    nets = Subnet.objects.select_related("site").order_by("cidr")
    rows = vlans.prefetch_related(Prefetch("subnets", nets))
    return list(rows.order_by("number", "agency", "id"))


def contracts_page(
    rows: QuerySet[ServiceContract], on: date, *, state: str = "", after: str = ""
) -> tuple[list[Any], str]:
    """The newest first, each with how much it covers, and the key behind which the next
    page begins; one query. ``state``: soon, or ended.
    """
    if state == "soon":
        rows = contracts_ending(rows, on)
    elif state == "ended":
        rows = rows.filter(ends_on__lte=on)
    with suppress(ValueError):
        rows = rows.filter(pk__lt=UUID(after)) if after else rows
    rows = rows.annotate(
        machine_count=Count("machines", distinct=True),
        link_count=Count("links", distinct=True),
    )
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def machines_covered(
    contract: ServiceContract, *, after: str = ""
) -> tuple[list[Machine], str]:
    """By key, and where the next page begins; of what was merged the machine it is."""
    rows = contract.machines.select_related("merged_into")
    with suppress(ValueError):
        rows = rows.filter(pk__gt=UUID(after)) if after else rows
    found = list(rows.order_by("pk")[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def contracts_of(link: Link, among: QuerySet[ServiceContract]) -> list[ServiceContract]:
    """Those that cover it, the last to end first; one query."""
    return list(among.filter(links=link).order_by("-ends_on", "-pk"))


def machines_called(
    names: Sequence[str], agency_id: UUID, also: QuerySet[Machine]
) -> dict[str, list[UUID]]:
    """Which machines of the agency, or of ``also``, each number or name is; a number
    goes before a name. One query.
    """
    serials = {real_serial(name): name for name in names}
    serials.pop("", None)
    rows = living().filter(Q(agency=agency_id) | Q(pk__in=also.values("pk")))
    rows = rows.filter(Q(serial__in=list(serials)) | Q(name__in=list(names)))
    by_serial: dict[str, list[UUID]] = {}
    by_name: dict[str, list[UUID]] = {}
    for pk, serial, name in rows.values_list("pk", "serial", "name"):
        if serial in serials:
            by_serial.setdefault(serials[serial], []).append(pk)
        by_name.setdefault(name, []).append(pk)
    return {name: by_serial.get(name) or by_name.get(name, []) for name in names}
