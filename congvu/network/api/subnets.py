"""Subnets and the addresses given in them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.network import actions
from congvu.network.access import (
    get_address_to_keep,
    get_site_to_keep,
    get_subnet_to_keep,
    kept_ids,
)
from congvu.network.api.network import keeper
from congvu.network.api.schemas import (
    NetAddressIn,
    NetAddressOut,
    SubnetDetailOut,
    SubnetIn,
    SubnetOut,
    UsedSubnetOut,
)
from congvu.network.models import NetAddress, Subnet
from congvu.network.queries import Used, used
from congvu.organisations.api import ApiRequest

router = Router(tags=["Mạng"])

_SUBNET = "/subnets/{subnet_id}"


@router.get("/subnets", response=list[UsedSubnetOut], summary="Các dải địa chỉ")
def subnets(request: ApiRequest) -> list[Used]:
    return used(kept_ids(keeper(request)))


@router.post(
    "/network-sites/{site_id}/subnets", response=SubnetOut, summary="Thêm dải địa chỉ"
)
def add_subnet(request: ApiRequest, site_id: UUID, data: SubnetIn) -> Subnet:
    found = get_site_to_keep(request.auth, site_id)
    return actions.add_subnet(
        site_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.get(_SUBNET, response=SubnetDetailOut, summary="Một dải địa chỉ")
def subnet(request: ApiRequest, subnet_id: UUID) -> dict[str, Any]:
    found = get_subnet_to_keep(request.auth, subnet_id)
    rows = list(found.addresses.order_by("ip"))
    return {"subnet": found, "addresses": rows, "free": Used(found, len(rows)).free}


@router.put(_SUBNET, response=SubnetOut, summary="Sửa dải địa chỉ")
def change_subnet(request: ApiRequest, subnet_id: UUID, data: SubnetIn) -> Subnet:
    found = get_subnet_to_keep(request.auth, subnet_id)
    return actions.change_subnet(
        subnet_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.post(_SUBNET + "/addresses", response=NetAddressOut, summary="Đặt địa chỉ")
def give_address(
    request: ApiRequest, subnet_id: UUID, data: NetAddressIn
) -> NetAddress:
    found = get_subnet_to_keep(request.auth, subnet_id)
    return actions.give_address(
        subnet_id=found.id, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.delete(
    "/net-addresses/{net_address_id}", response={204: None}, summary="Bỏ địa chỉ"
)
def free_address(request: ApiRequest, net_address_id: UUID) -> None:
    found = get_address_to_keep(request.auth, net_address_id)
    actions.free_address(address_id=found.id, by=request.auth, at=timezone.now())
