"""The agency's regulation on security, for programs."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from congvu.controls import actions, queries
from congvu.controls.access import composes_report, get_regulation_to_tell
from congvu.controls.api.people import reader
from congvu.controls.api.schemas import (
    AskedStaffOut,
    AskStaffIn,
    UnitRegulationIn,
    UnitRegulationMadeOut,
    UnitRegulationOut,
)
from congvu.organisations.api import ApiRequest

router = Router(tags=["An toàn thông tin"])

_ALL = "/security-regulations"


@router.get(_ALL, response=list[UnitRegulationOut], summary="Quy chế của cơ quan")
def regulations(request: ApiRequest) -> list[UnitRegulationOut]:
    versions = queries.versions_of(reader(request).agency_id)
    return [UnitRegulationOut.of(one) for one in versions]


@router.post(_ALL, response={201: UnitRegulationMadeOut}, summary="Soạn quy chế")
def compose(
    request: ApiRequest, data: UnitRegulationIn
) -> Status[UnitRegulationMadeOut]:
    seat = reader(request)
    if not composes_report(seat):
        raise Http404
    made = actions.compose_regulation(**data.model_dump(), by=seat, at=timezone.now())
    return Status(201, UnitRegulationMadeOut(id=made.pk, draft_id=made.draft_id))


@router.post(
    _ALL + "/{unit_regulation_id}/tellings",
    response={201: AskedStaffOut},
    summary="Báo mọi người đọc, xác nhận quy chế",
)
def ask(
    request: ApiRequest, unit_regulation_id: UUID, data: AskStaffIn
) -> Status[AskedStaffOut]:
    seat = reader(request)
    found = get_regulation_to_tell(seat, unit_regulation_id)
    made = actions.ask_staff(
        regulation_id=found.pk,
        confirm_by=data.confirm_by,
        by=seat,
        at=timezone.now(),
    )
    return Status(201, AskedStaffOut(telling_id=made.pk))
