"""Subnets swept, and what was found beside what is registered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.network.access import get_subnet_to_keep
from congvu.organisations.api import ApiRequest
from congvu.watching import actions
from congvu.watching.access import get_sighting_to_keep, sweeps_kept
from congvu.watching.api.schemas import (
    DifferenceOut,
    ObservedSubnetOut,
    SightingAcceptIn,
    SweepIn,
    SweepOut,
)
from congvu.watching.api.watching import keeper
from congvu.watching.models import Sweep
from congvu.watching.queries import compared

router = Router(tags=["Giám sát mạng"])

_SUBNET = "/subnets/{subnet_id}"


@router.get("/sweeps", response=list[SweepOut], summary="Các lượt dò mạng")
def sweeps(request: ApiRequest) -> list[Sweep]:
    return list(sweeps_kept(keeper(request)).order_by("-asked_at")[:200])


@router.get(
    _SUBNET + "/observed", response=ObservedSubnetOut, summary="Sổ và mạng dò thấy"
)
def observed(request: ApiRequest, subnet_id: UUID) -> dict[str, Any]:
    told = compared(get_subnet_to_keep(request.auth, subnet_id))
    return {
        "sweep": told.sweep,
        "waiting": told.waiting,
        "lines": [DifferenceOut.of(line, seen) for line, seen in told.lines],
    }


@router.post(_SUBNET + "/sweeps", response=SweepOut, summary="Cho dò một dải")
def ask_sweep(request: ApiRequest, subnet_id: UUID, data: SweepIn) -> Sweep:
    found = get_subnet_to_keep(request.auth, subnet_id)
    return actions.ask_sweep(
        subnet_id=found.pk, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.post(
    "/sightings/{sighting_id}/accept",
    response={204: None},
    summary="Ghi máy dò thấy vào sổ",
)
def accept(request: ApiRequest, sighting_id: UUID, data: SightingAcceptIn) -> None:
    found = get_sighting_to_keep(request.auth, sighting_id)
    actions.accept_sighting(
        sighting_id=found.pk, by=request.auth, at=timezone.now(), **data.dict()
    )
