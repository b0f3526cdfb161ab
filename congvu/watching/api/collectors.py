"""Collectors and with what devices answer them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.network.access import get_site_to_keep
from congvu.organisations.api import ApiRequest
from congvu.watching import actions
from congvu.watching.access import (
    get_access_to_keep,
    get_collector_to_keep,
    kept_collectors,
)
from congvu.watching.api.schemas import (
    CollectorIn,
    CollectorMadeOut,
    CollectorOut,
    SnmpAccessIn,
    SnmpAccessOut,
)
from congvu.watching.api.watching import keeper
from congvu.watching.models import Collector, SnmpAccess

router = Router(tags=["Giám sát mạng"])

_COLLECTOR = "/collectors/{collector_id}"


@router.get("/collectors", response=list[CollectorOut], summary="Các máy thu thập")
def collectors(request: ApiRequest) -> list[Collector]:
    rows = kept_collectors(keeper(request)).prefetch_related("accesses")
    return list(rows.order_by("label", "id"))


@router.post(
    "/network-sites/{site_id}/collectors",
    response=CollectorMadeOut,
    summary="Ghi danh máy thu thập",
)
def enrol(request: ApiRequest, site_id: UUID, data: CollectorIn) -> dict[str, Any]:
    found = get_site_to_keep(request.auth, site_id)
    made, secret = actions.enrol_collector(
        site_id=found.pk,
        label=data.label,
        expires_on=data.expires_on,
        by=request.auth,
        at=timezone.now(),
    )
    return {"collector": made, "secret": secret}


@router.delete(_COLLECTOR, response={204: None}, summary="Thu hồi mã máy thu thập")
def revoke(request: ApiRequest, collector_id: UUID) -> None:
    found = get_collector_to_keep(request.auth, collector_id)
    actions.revoke_collector(collector_id=found.pk, by=request.auth, at=timezone.now())


@router.post(
    _COLLECTOR + "/snmp", response=SnmpAccessOut, summary="Thêm thông tin SNMP"
)
def add_access(
    request: ApiRequest, collector_id: UUID, data: SnmpAccessIn
) -> SnmpAccess:
    found = get_collector_to_keep(request.auth, collector_id)
    return actions.add_access(
        collector_id=found.pk, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.delete(
    "/snmp-accesses/{snmp_access_id}", response={204: None}, summary="Bỏ thông tin SNMP"
)
def remove_access(request: ApiRequest, snmp_access_id: UUID) -> None:
    found = get_access_to_keep(request.auth, snmp_access_id)
    actions.remove_access(access_id=found.pk, by=request.auth, at=timezone.now())
