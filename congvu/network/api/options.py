"""Ways to build the network, beside one another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.network import actions
from congvu.network.access import get_option, get_option_change, need_all
from congvu.network.api.network import keeper
from congvu.network.api.schemas import (
    NetworkOptionDetailOut,
    NetworkOptionIn,
    NetworkOptionOut,
    OptionChangeIn,
    OptionChangeOut,
    WeighedOptionOut,
)
from congvu.network.models import NetworkOption, OptionChange
from congvu.network.queries import Weighed, weighed, whole
from congvu.organisations.api import ApiRequest
from congvu.organisations.queries import agencies_on

router = Router(tags=["Mạng"])

_OPTION = "/network-options/{option_id}"


@router.get(
    "/network-options", response=list[WeighedOptionOut], summary="So các phương án"
)
def options(request: ApiRequest) -> list[Weighed]:
    need_all(keeper(request))
    on = timezone.localdate()
    return weighed(whole(on), [a.id for a in agencies_on(on)])


@router.post("/network-options", response=NetworkOptionOut, summary="Lập phương án")
def make_option(request: ApiRequest, data: NetworkOptionIn) -> NetworkOption:
    seat = keeper(request)
    need_all(seat)
    return actions.make_option(data=data.given(), by=seat, at=timezone.now())


@router.get(_OPTION, response=NetworkOptionDetailOut, summary="Một phương án")
def option(request: ApiRequest, option_id: UUID) -> dict[str, Any]:
    found = get_option(request.auth, option_id)
    return {"option": found, "changes": list(found.changes.order_by("id"))}


@router.put(_OPTION, response=NetworkOptionOut, summary="Sửa phương án")
def change_option(
    request: ApiRequest, option_id: UUID, data: NetworkOptionIn
) -> NetworkOption:
    found = get_option(request.auth, option_id)
    return actions.change_option(
        option_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.delete(_OPTION, response={204: None}, summary="Bỏ phương án")
def remove_option(request: ApiRequest, option_id: UUID) -> None:
    found = get_option(request.auth, option_id)
    actions.remove_option(option_id=found.id, by=request.auth, at=timezone.now())


@router.post(_OPTION + "/changes", response=OptionChangeOut, summary="Thêm thay đổi")
def add_change(
    request: ApiRequest, option_id: UUID, data: OptionChangeIn
) -> OptionChange:
    found = get_option(request.auth, option_id)
    return actions.add_option_change(
        option_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.delete(
    "/network-option-changes/{option_change_id}",
    response={204: None},
    summary="Bỏ thay đổi",
)
def drop_change(request: ApiRequest, option_change_id: UUID) -> None:
    found = get_option_change(request.auth, option_change_id)
    actions.drop_option_change(
        option_change_id=found.id, by=request.auth, at=timezone.now()
    )
