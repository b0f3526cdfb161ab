"""Targets, what was lost when, planned work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.network.access import get_site_to_keep
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.watching import actions
from congvu.watching.access import (
    get_outage_to_keep,
    get_target_for,
    get_target_to_keep,
    get_work_to_keep,
    kept_target_ids,
    kept_works,
    may_keep_target,
    outages_seen,
    targets_seen,
)
from congvu.watching.api.schemas import (
    NoteIn,
    OutageOut,
    OutagesOut,
    PlannedWorkIn,
    PlannedWorkOut,
    StoodOut,
    WatchTargetDetailOut,
    WatchTargetIn,
    WatchTargetOut,
    outage_told,
    share_told,
)
from congvu.watching.models import Outage, PlannedWork, WatchTarget
from congvu.watching.queries import by_day, days_back, outages_after, stood

router = Router(tags=["Giám sát mạng"])

_SITE = "/network-sites/{site_id}"
_TARGET = "/watch-targets/{watched_id}"
_PAGE = 50
_DAYS = 31


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_NETWORK)


@router.get("/watch-targets", response=list[StoodOut], summary="Các đối tượng giám sát")
def targets(request: ApiRequest) -> list[StoodOut]:
    at = timezone.now()
    seat = keeper(request)
    found = targets_seen(seat).filter(retired_at=None).order_by("name", "id")
    told, kept = (
        stood(found, since=at - timedelta(days=30), at=at),
        kept_target_ids(seat),
    )
    return [StoodOut.of(one, is_kept=one.target.pk in kept) for one in told]


@router.post(
    _SITE + "/watch-targets", response=WatchTargetOut, summary="Thêm đối tượng"
)
def add_target(request: ApiRequest, site_id: UUID, data: WatchTargetIn) -> WatchTarget:
    found = get_site_to_keep(request.auth, site_id)
    return actions.add_target(
        site_id=found.pk, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.get(_TARGET, response=WatchTargetDetailOut, summary="Một đối tượng giám sát")
def target(request: ApiRequest, watched_id: UUID) -> dict[str, Any]:
    at = timezone.now()
    found = get_target_for(request.auth, watched_id)
    is_kept = may_keep_target(request.auth, found)
    probes = found.probes.filter(retired_at=None).order_by("kind", "id")
    days = days_back(at, _DAYS)
    (now,) = stood([found], since=at - timedelta(days=30), at=at)
    return {
        "now": StoodOut.of(now, is_kept=is_kept),
        "probes": list(probes) if is_kept else [],
        "days": [
            {"day": timezone.localtime(begun).date(), "share": share_told(one)}
            for (begun, _ended), one in zip(days, by_day(found, days, at), strict=True)
        ],
        "outages": [
            outage_told(one, is_kept=is_kept)
            for one in found.outages.order_by("-since")[:_PAGE]
        ],
    }


@router.put(_TARGET, response=WatchTargetOut, summary="Sửa đối tượng")
def change_target(
    request: ApiRequest, watched_id: UUID, data: WatchTargetIn
) -> WatchTarget:
    found = get_target_to_keep(request.auth, watched_id)
    return actions.change_target(
        target_id=found.pk, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.delete(_TARGET, response={204: None}, summary="Thôi giám sát")
def retire_target(request: ApiRequest, watched_id: UUID) -> None:
    found = get_target_to_keep(request.auth, watched_id)
    actions.retire_target(target_id=found.pk, by=request.auth, at=timezone.now())


@router.get("/outages", response=OutagesOut, summary="Các lần mất kết nối")
def outages(request: ApiRequest, after: UUID | None = None) -> OutagesOut:
    seat = keeper(request)
    rows = outages_after(outages_seen(seat), after)
    return OutagesOut.of(list(rows[: _PAGE + 1]), _PAGE, kept_target_ids(seat))


@router.post(
    "/outages/{outage_id}/acknowledge", response=OutageOut, summary="Nhận xử lý"
)
def acknowledge(request: ApiRequest, outage_id: UUID, data: NoteIn) -> Outage:
    found = get_outage_to_keep(request.auth, outage_id)
    return actions.acknowledge(
        outage_id=found.pk, note=data.note, by=request.auth, at=timezone.now()
    )


@router.get(
    "/network-works", response=list[PlannedWorkOut], summary="Lịch bảo trì mạng"
)
def works(request: ApiRequest) -> list[PlannedWork]:
    return list(kept_works(keeper(request)).order_by("-since", "-pk")[:200])


@router.post(_SITE + "/works", response=PlannedWorkOut, summary="Ghi đợt bảo trì")
def plan_work(request: ApiRequest, site_id: UUID, data: PlannedWorkIn) -> PlannedWork:
    found = get_site_to_keep(request.auth, site_id)
    return actions.plan_work(
        site_id=found.pk, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.delete(
    "/network-works/{work_id}", response={204: None}, summary="Hủy đợt bảo trì"
)
def cancel_work(request: ApiRequest, work_id: UUID) -> None:
    found = get_work_to_keep(request.auth, work_id)
    actions.cancel_work(work_id=found.pk, by=request.auth, at=timezone.now())
