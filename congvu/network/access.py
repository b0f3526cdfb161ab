"""One policy: who keeps the network, and whose part of it.

Who keeps an agency's people and posts keeps its part of the network; the province's
keeps all. A link is kept by who keeps the site it serves, and read at both of its ends.
To everybody else the network does not exist: a plan of it is what an intruder wants.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from congvu.lib.dates import local_date
from congvu.network.models import (
    Cable,
    ContractProof,
    Device,
    Link,
    NetAddress,
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
from congvu.network.rules import SiteKind
from congvu.organisations.access import Seat
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import AgencyOnDay, agencies_on, posts_of_role
from congvu.organisations.queries.holdings import held_at
from congvu.organisations.rules import Permission, Role


def keeps(seat: Seat) -> bool:
    return seat.can(Permission.KEEP_NETWORK)


def keeps_all(seat: Seat) -> bool:
    return keeps(seat) and seat.is_central


def kept_sites(seat: Seat) -> QuerySet[Site]:
    if not keeps(seat):
        return Site.objects.none()
    rows = Site.objects.all()
    return rows if seat.is_central else rows.filter(agency=seat.agency_id)


def kept_ids(seat: Seat, agency_id: UUID | None = None) -> set[UUID]:
    """Of all one keeps, or of one agency of it; one query."""
    rows = kept_sites(seat)
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    return set(rows.values_list("pk", flat=True))


def get_site_to_keep(seat: Seat, site_id: UUID) -> Site:
    found = kept_sites(seat).filter(pk=site_id).first()
    if found is None:
        raise Http404
    return found


def links_seen(seat: Seat) -> QuerySet[Link]:
    """At either end; those that are no more among them."""
    sites = kept_sites(seat).values("pk")
    rows = Link.objects.select_related("near", "far")
    return rows.filter(Q(near__in=sites) | Q(far__in=sites))


def links_kept(seat: Seat) -> QuerySet[Link]:
    """Those of the sites one keeps: what they cost may be told."""
    rows = Link.objects.select_related("near", "far")
    return rows.filter(near__in=kept_sites(seat).values("pk"))


def get_link_for(seat: Seat, link_id: UUID) -> Link:
    found: Link | None = links_seen(seat).filter(pk=link_id).first()
    if found is None:
        raise Http404
    return found


def get_link_to_keep(seat: Seat, link_id: UUID) -> Link:
    found = get_link_for(seat, link_id)
    if not may_keep_link(seat, found):
        raise Http404
    return found


def may_keep_link(seat: Seat, link: Link) -> bool:
    return keeps(seat) and (seat.is_central or link.near.agency_id == seat.agency_id)


def kept_contracts(seat: Seat) -> QuerySet[ServiceContract]:
    if not keeps(seat):
        return ServiceContract.objects.none()
    rows = ServiceContract.objects.all()
    return rows if seat.is_central else rows.filter(agency=seat.agency_id)


def get_contract_to_keep(seat: Seat, contract_id: UUID) -> ServiceContract:
    found = kept_contracts(seat).filter(pk=contract_id).first()
    if found is None:
        raise Http404
    return found


def get_contract_proof(seat: Seat, proof_id: UUID) -> ContractProof:
    rows = ContractProof.objects.select_related("file")
    found = rows.filter(pk=proof_id, contract__in=kept_contracts(seat)).first()
    if found is None:
        raise Http404
    return found


def get_subnet_to_keep(seat: Seat, subnet_id: UUID) -> Subnet:
    rows = Subnet.objects.select_related("site", "vlan")
    found = rows.filter(pk=subnet_id, site__in=kept_sites(seat).values("pk")).first()
    if found is None:
        raise Http404
    return found


def get_address_to_keep(seat: Seat, address_id: UUID) -> NetAddress:
    rows = NetAddress.objects.select_related("subnet__site")
    sites = kept_sites(seat).values("pk")
    found = rows.filter(pk=address_id, subnet__site__in=sites).first()
    if found is None:
        raise Http404
    return found


def get_device_to_keep(seat: Seat, device_id: UUID) -> Device:
    rows = Device.objects.select_related("site", "rack__room")
    found = rows.filter(pk=device_id, site__in=kept_sites(seat).values("pk")).first()
    if found is None:
        raise Http404
    return found


def get_room_to_keep(seat: Seat, room_id: UUID) -> Room:
    rows = Room.objects.select_related("site")
    found = rows.filter(pk=room_id, site__in=kept_sites(seat).values("pk")).first()
    if found is None:
        raise Http404
    return found


def get_rack_to_keep(seat: Seat, rack_id: UUID) -> Rack:
    rows = Rack.objects.select_related("room__site")
    sites = kept_sites(seat).values("pk")
    found = rows.filter(pk=rack_id, room__site__in=sites).first()
    if found is None:
        raise Http404
    return found


def get_port_to_keep(seat: Seat, port_id: UUID) -> Port:
    rows = Port.objects.select_related("device__site")
    sites = kept_sites(seat).values("pk")
    found = rows.filter(pk=port_id, device__site__in=sites).first()
    if found is None:
        raise Http404
    return found


def get_cable_to_keep(seat: Seat, cable_id: UUID) -> Cable:
    """Both its ends are of one site."""
    sites = kept_sites(seat).values("pk")
    rows = Cable.objects.filter(pk=cable_id, ends__device__site__in=sites)
    found = rows.distinct().first()
    if found is None:
        raise Http404
    return found


def kept_vlans(seat: Seat) -> QuerySet[Vlan]:
    if not keeps(seat):
        return Vlan.objects.none()
    rows = Vlan.objects.all()
    return rows if seat.is_central else rows.filter(agency=seat.agency_id)


def get_vlan_to_keep(seat: Seat, vlan_id: UUID) -> Vlan:
    found = kept_vlans(seat).filter(pk=vlan_id).first()
    if found is None:
        raise Http404
    return found


def need_all(seat: Seat) -> None:
    """Options are for the whole province: to who keeps all of it."""
    if not keeps_all(seat):
        raise Http404


def get_option(seat: Seat, option_id: UUID) -> NetworkOption:
    need_all(seat)
    found = NetworkOption.objects.filter(pk=option_id).first()
    if found is None:
        raise Http404
    return found


def get_option_change(seat: Seat, option_change_id: UUID) -> OptionChange:
    need_all(seat)
    rows = OptionChange.objects.select_related("option")
    found = rows.filter(pk=option_change_id).first()
    if found is None:
        raise Http404
    return found


# -- what a form offers


def agencies_offered(seat: Seat, on: date) -> list[AgencyOnDay]:
    """Whose site it may be: one's own agency, for the province's keeper any."""
    if not keeps(seat):
        return []
    return agencies_on(on, among=None if seat.is_central else [seat.agency_id])


def ends_offered(seat: Seat) -> QuerySet[Site]:
    """Where a link may lead: to a hub, or to another site that one keeps."""
    if not keeps(seat):
        return Site.objects.none()
    hubs = Q(kind=SiteKind.HUB)
    rows = Site.objects.order_by("name", "id")
    if seat.is_central:
        return rows
    return rows.filter(hubs | Q(agency=seat.agency_id))


def keepers_of(agencies: Set[UUID], at: datetime) -> dict[UUID, set[UUID]]:
    """By agency the log-ins of who keeps its network, for their posts have no desk; of
    the province's where it has nobody. Three queries.
    """
    on = local_date(at)
    centre = {one.id for one in agencies_on(on) if one.kind == AgencyKind.PROVINCE}
    posts = posts_of_role(Role.ADMINISTRATOR, agencies | centre, on)
    found: dict[UUID, set[UUID]] = {}
    for one in held_at(set().union(*posts.values()), [], on):
        if one.user_id is not None:
            found.setdefault(one.agency_id, set()).add(one.user_id)
    central = set().union(*(found.get(one, set()) for one in centre))
    return {one: found.get(one) or central for one in agencies}
