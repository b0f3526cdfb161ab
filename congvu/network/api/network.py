"""Sites, links and devices; the network as a whole and its weak points."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.network import actions
from congvu.network.access import (
    get_device_to_keep,
    get_link_for,
    get_link_to_keep,
    get_site_to_keep,
    kept_ids,
    kept_sites,
    may_keep_link,
)
from congvu.network.api.schemas import (
    NetworkDeviceDetailOut,
    NetworkDeviceIn,
    NetworkDeviceOut,
    NetworkLinkIn,
    NetworkLinkOut,
    NetworkOut,
    NetworkSiteDetailOut,
    NetworkSiteIn,
    NetworkSiteOut,
    WeakPointsOut,
)
from congvu.network.models import Device, Link, Site
from congvu.network.queries import links_at, ports_of, used, whole
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Mạng"])

_SITE = "/network-sites/{site_id}"
_LINK = "/network-links/{link_id}"


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_NETWORK)


def _told(link: Link, seat: Seat) -> NetworkLinkOut:
    """Of a link that another keeps, not what it costs, as on the pages."""
    shown = NetworkLinkOut.from_orm(link)
    if may_keep_link(seat, link):
        return shown
    return shown.model_copy(update={"monthly_cost": None, "contract": None})


@router.get("/network", response=NetworkOut, summary="Sơ đồ mạng")
def network(request: ApiRequest) -> dict[str, Any]:
    seat = keeper(request)
    found, seen = whole(timezone.localdate()), kept_ids(seat)
    links = [one for one in found.links if {one.near_id, one.far_id} & seen]
    ends = {i for one in links for i in (one.near_id, one.far_id)}
    return {
        "sites": [s for s in found.sites.values() if s.id in seen],
        "far_sites": [s for s in found.sites.values() if s.id in ends - seen],
        "links": [_told(one, seat) for one in links],
    }


@router.get("/network/weak-points", response=WeakPointsOut, summary="Điểm yếu")
def weak_points(request: ApiRequest) -> dict[str, Any]:
    """Which loss cuts whom off; whom one does not keep is not named."""
    seat = keeper(request)
    found, seen = whole(timezone.localdate()), kept_ids(seat)
    return {
        "losses": [
            {
                "link_id": one.link.id if one.link else None,
                "site_id": one.site.id if one.site else None,
                "cut": [s.id for s in one.cut],
                "machines": one.machines,
            }
            for one in found.losses(seen)
        ],
        "apart": [s.id for s in found.apart(seen)],
    }


@router.get("/network-sites", response=list[NetworkSiteOut], summary="Các điểm mạng")
def sites(request: ApiRequest) -> list[Site]:
    return list(kept_sites(keeper(request)).order_by("name", "id"))


@router.post("/network-sites", response=NetworkSiteOut, summary="Thêm điểm mạng")
def add_site(request: ApiRequest, data: NetworkSiteIn) -> Site:
    seat = keeper(request)
    return actions.add_site(data=data.given(seat.agency_id), by=seat, at=timezone.now())


@router.get(_SITE, response=NetworkSiteDetailOut, summary="Một điểm mạng")
def site(request: ApiRequest, site_id: UUID) -> dict[str, Any]:
    found = get_site_to_keep(request.auth, site_id)
    return {
        "site": found,
        "links": [_told(one, request.auth) for one in links_at(found)],
        "devices": list(found.devices.order_by("place", "name")),
        "subnets": used([found.id]),
    }


@router.put(_SITE, response=NetworkSiteOut, summary="Sửa điểm mạng")
def change_site(request: ApiRequest, site_id: UUID, data: NetworkSiteIn) -> Site:
    found = get_site_to_keep(request.auth, site_id)
    return actions.change_site(
        site_id=found.id,
        data=data.given(found.agency_id),
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_SITE + "/links", response=NetworkLinkOut, summary="Thêm đường truyền")
def add_link(request: ApiRequest, site_id: UUID, data: NetworkLinkIn) -> Link:
    found = get_site_to_keep(request.auth, site_id)
    return actions.add_link(
        data=data.given(found.id), by=request.auth, at=timezone.now()
    )


@router.get(_LINK, response=NetworkLinkOut, summary="Một đường truyền")
def link(request: ApiRequest, link_id: UUID) -> NetworkLinkOut:
    return _told(get_link_for(request.auth, link_id), request.auth)


@router.put(_LINK, response=NetworkLinkOut, summary="Sửa đường truyền")
def change_link(request: ApiRequest, link_id: UUID, data: NetworkLinkIn) -> Link:
    found = get_link_to_keep(request.auth, link_id)
    return actions.change_link(
        link_id=found.id,
        data=data.given(found.near_id),
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_SITE + "/devices", response=NetworkDeviceOut, summary="Thêm thiết bị")
def add_device(request: ApiRequest, site_id: UUID, data: NetworkDeviceIn) -> Device:
    found = get_site_to_keep(request.auth, site_id)
    return actions.add_device(
        site_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.put(
    "/network-devices/{device_id}", response=NetworkDeviceOut, summary="Sửa thiết bị"
)
def change_device(
    request: ApiRequest, device_id: UUID, data: NetworkDeviceIn
) -> Device:
    found = get_device_to_keep(request.auth, device_id)
    return actions.change_device(
        device_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.get(
    "/network-devices/{device_id}",
    response=NetworkDeviceDetailOut,
    summary="Một thiết bị",
)
def device(request: ApiRequest, device_id: UUID) -> dict[str, Any]:
    found = get_device_to_keep(request.auth, device_id)
    ports = [
        {
            "id": one.port.id,
            "name": one.port.name,
            "cable_id": one.port.cable_id,
            "other_id": one.other.id if one.other else None,
        }
        for one in ports_of(found)
    ]
    return {"device": found, "ports": ports}
