"""One policy: who keeps the network, and whose part of it.

Who keeps an agency's people and posts keeps its part of the network; the province's
keeps all. A link is kept by who keeps the site it serves, and read at both of its ends.
To everybody else the network does not exist: a plan of it is what an intruder wants.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from congvu.network.models import (
    Cable,
    Device,
    Link,
    NetAddress,
    NetworkOption,
    OptionChange,
    Port,
    Rack,
    Room,
    Site,
    Subnet,
    Vlan,
)
from congvu.network.rules import SiteKind
from congvu.organisations.access import Seat
from congvu.organisations.queries import AgencyOnDay, agencies_on
from congvu.organisations.rules import Permission


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
