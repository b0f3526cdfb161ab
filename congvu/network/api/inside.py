"""Rooms, racks, ports, cables, VLANs; tables loaded and written."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Router, UploadedFile

from congvu.network import actions
from congvu.network.access import (
    get_cable_to_keep,
    get_device_to_keep,
    get_port_to_keep,
    get_rack_to_keep,
    get_room_to_keep,
    get_site_to_keep,
    get_vlan_to_keep,
    kept_vlans,
)
from congvu.network.actions import LoadedTable
from congvu.network.api.network import keeper
from congvu.network.api.schemas import (
    LoadedTableOut,
    NetworkCableIn,
    NetworkCableOut,
    NetworkPortOut,
    NetworkPortsIn,
    NetworkRackDetailOut,
    NetworkRackIn,
    NetworkRackOut,
    NetworkRoomIn,
    NetworkRoomOut,
    NetworkTableName,
    VlanChangeIn,
    VlanIn,
    VlanOut,
)
from congvu.network.models import Cable, Port, Rack, Room, Vlan
from congvu.network.queries import with_subnets
from congvu.network.rules import TableKind
from congvu.organisations.api import ApiRequest
from congvu.ui.deeds import as_download

router = Router(tags=["Mạng"])

_ROOM = "/network-rooms/{room_id}"
_RACK = "/network-racks/{rack_id}"
_DEVICE = "/network-devices/{device_id}"
_PORT = "/network-ports/{port_id}"


@router.post(
    "/network-sites/{site_id}/rooms", response=NetworkRoomOut, summary="Thêm phòng"
)
def add_room(request: ApiRequest, site_id: UUID, data: NetworkRoomIn) -> Room:
    found = get_site_to_keep(request.auth, site_id)
    return actions.add_room(
        site_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.put(_ROOM, response=NetworkRoomOut, summary="Sửa phòng")
def change_room(request: ApiRequest, room_id: UUID, data: NetworkRoomIn) -> Room:
    found = get_room_to_keep(request.auth, room_id)
    return actions.change_room(
        room_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.post(_ROOM + "/racks", response=NetworkRackOut, summary="Thêm tủ")
def add_rack(request: ApiRequest, room_id: UUID, data: NetworkRackIn) -> Rack:
    found = get_room_to_keep(request.auth, room_id)
    return actions.add_rack(
        room_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.get(_RACK, response=NetworkRackDetailOut, summary="Một tủ")
def rack(request: ApiRequest, rack_id: UUID) -> dict[str, Any]:
    """Its devices from the bottom up."""
    found = get_rack_to_keep(request.auth, rack_id)
    return {"rack": found, "devices": list(found.devices.order_by("unit"))}


@router.put(_RACK, response=NetworkRackOut, summary="Sửa tủ")
def change_rack(request: ApiRequest, rack_id: UUID, data: NetworkRackIn) -> Rack:
    found = get_rack_to_keep(request.auth, rack_id)
    return actions.change_rack(
        rack_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.post(_DEVICE + "/ports", response=list[NetworkPortOut], summary="Thêm cổng")
def add_ports(request: ApiRequest, device_id: UUID, data: NetworkPortsIn) -> list[Port]:
    found = get_device_to_keep(request.auth, device_id)
    return actions.add_ports(
        device_id=found.id, names=data.names, by=request.auth, at=timezone.now()
    )


@router.delete(_PORT, response={204: None}, summary="Bỏ cổng")
def drop_port(request: ApiRequest, port_id: UUID) -> None:
    found = get_port_to_keep(request.auth, port_id)
    actions.drop_port(port_id=found.id, by=request.auth, at=timezone.now())


@router.post(_PORT + "/cable", response=NetworkCableOut, summary="Nối cáp")
def lay_cable(request: ApiRequest, port_id: UUID, data: NetworkCableIn) -> Cable:
    found = get_port_to_keep(request.auth, port_id)
    return actions.lay_cable(
        port_id=found.id,
        other_id=data.other_id,
        label=data.label,
        by=request.auth,
        at=timezone.now(),
    )


@router.delete("/network-cables/{cable_id}", response={204: None}, summary="Tháo cáp")
def take_cable(request: ApiRequest, cable_id: UUID) -> None:
    found = get_cable_to_keep(request.auth, cable_id)
    actions.take_cable(cable_id=found.id, by=request.auth, at=timezone.now())


@router.get("/vlans", response=list[VlanOut], summary="Các VLAN")
def vlans(request: ApiRequest) -> list[Vlan]:
    return with_subnets(kept_vlans(keeper(request)))


@router.post("/vlans", response=VlanOut, summary="Thêm VLAN")
def add_vlan(request: ApiRequest, data: VlanIn) -> Vlan:
    seat = keeper(request)
    return actions.add_vlan(
        agency_id=data.agency_id or seat.agency_id,
        data=data.given(),
        by=seat,
        at=timezone.now(),
    )


@router.put("/vlans/{vlan_id}", response=VlanOut, summary="Sửa VLAN")
def change_vlan(request: ApiRequest, vlan_id: UUID, data: VlanChangeIn) -> Vlan:
    found = get_vlan_to_keep(request.auth, vlan_id)
    return actions.change_vlan(
        vlan_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.post("/network-tables/{table}", response=LoadedTableOut, summary="Nạp một bảng")
def load_table(
    request: ApiRequest,
    table: NetworkTableName,
    file: File[UploadedFile],
    dry: bool = False,  # noqa: FBT001, FBT002 - of the address
) -> LoadedTable:
    """Line by line; ``dry`` tells what would come of it and keeps nothing."""
    return actions.load_table(
        kind=TableKind(table),
        stream=cast(Any, file),
        dry=dry,
        by=keeper(request),
        at=timezone.now(),
    )


@router.get("/network-tables/{table}", summary="Xuất một bảng")
def export_table(request: ApiRequest, table: NetworkTableName) -> HttpResponse:
    made = actions.export_table(
        kind=TableKind(table), by=keeper(request), at=timezone.now()
    )
    return as_download(made)
