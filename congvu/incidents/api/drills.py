"""Drills: planned, begun, results of letters; how long telling took."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.utils import timezone
from ninja import File, Query, Router, Status, UploadedFile

from congvu.incidents import actions
from congvu.incidents.access import (
    get_drill_for,
    get_drill_to_keep,
    get_incident_for,
    seen_drills,
    seen_incidents,
)
from congvu.incidents.api.incidents import reader
from congvu.incidents.api.schemas import (
    DrillDetailOut,
    DrillIn,
    DrillOut,
    DrillResultsOut,
    DrillYear,
    IncidentDetailOut,
    IncidentTimesOut,
)
from congvu.incidents.models import DrillPlan, Incident
from congvu.incidents.queries.drills import drills_of_year, times_of_year
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Sự cố"])
_ONE = "/drills/{drill_plan_id}"


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


@router.get("/drills", response=list[DrillOut], summary="Diễn tập của một năm")
def drills(request: ApiRequest, asked: Query[DrillYear]) -> list[DrillPlan]:
    seat = reader(request)
    return drills_of_year(seen_drills(seat), asked.year or seat.on.year)


@router.post("/drills", response={201: DrillOut}, summary="Lên kế hoạch diễn tập")
def plan(request: ApiRequest, data: DrillIn) -> Status[DrillPlan]:
    wish = actions.DrillData(**data.model_dump())
    made = actions.plan_drill(data=wish, by=keeper(request), at=timezone.now())
    return Status(201, made)


@router.get(_ONE, response=DrillDetailOut, summary="Một cuộc diễn tập, kết quả thư")
def drill(request: ApiRequest, drill_plan_id: UUID) -> DrillPlan:
    return get_drill_for(reader(request), drill_plan_id)


@router.post(
    _ONE + "/begin", response={201: IncidentDetailOut}, summary="Bắt đầu diễn tập"
)
def begin(request: ApiRequest, drill_plan_id: UUID) -> Status[Incident]:
    seat = keeper(request)
    found = get_drill_to_keep(seat, drill_plan_id)
    made = actions.begin_drill(drill_id=found.pk, by=seat, at=timezone.now())
    return Status(201, get_incident_for(seat, made.pk))


@router.post(
    _ONE + "/results", response=DrillResultsOut, summary="Nạp kết quả thư diễn tập"
)
def load_results(
    request: ApiRequest, drill_plan_id: UUID, file: File[UploadedFile]
) -> DrillResultsOut:
    seat = keeper(request)
    found = get_drill_to_keep(seat, drill_plan_id)
    loaded = actions.load_results(
        drill_id=found.pk, stream=cast(BinaryIO, file), by=seat, at=timezone.now()
    )
    return DrillResultsOut.of(loaded)


@router.get(
    "/incident-times", response=IncidentTimesOut, summary="Trung vị thời gian báo"
)
def times(request: ApiRequest, asked: Query[DrillYear]) -> IncidentTimesOut:
    seat = reader(request)
    year, rows = asked.year or seat.on.year, seen_incidents(seat)
    return IncidentTimesOut.of(
        year,
        times_of_year(rows, year, is_drill=False),
        times_of_year(rows, year, is_drill=True),
    )
