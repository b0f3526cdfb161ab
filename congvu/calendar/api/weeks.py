"""The week's sheet: read, taken a step on, printed; its part for everybody."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from congvu.calendar import actions, queries
from congvu.calendar.access import (
    agency_shown,
    may_step,
    sheets_unit,
    week_steps,
)
from congvu.calendar.api.entries import reader
from congvu.calendar.api.schemas import (
    PublicWeekOut,
    WeekSheetOut,
    WeekStepIn,
    WeekVersionOut,
)
from congvu.calendar.models import ScheduleVersion
from congvu.calendar.queries import Week, lines_of
from congvu.calendar.rules import WeekStep, monday_of
from congvu.organisations.api import ApiRequest, Day
from congvu.organisations.queries import agency_on, units_on

router = Router(tags=["Lịch công tác"])
_WEEK = "/week-sheets/{monday}"


def _week(request: ApiRequest, monday: Day, unit_id: UUID | None) -> Week:
    seat = reader(request)
    return queries.week_of(
        seat.agency_id, sheets_unit(seat, unit_id), monday_of(monday)
    )


@router.get(_WEEK, response=WeekSheetOut, summary="Lịch công tác tuần")
def week(
    request: ApiRequest, monday: Day, unit_id: UUID | None = None
) -> dict[str, Any]:
    """Of the agency, or of one of its units."""
    found = _week(request, monday, unit_id)
    newest, told = found.newest, found.published
    return {
        "monday": found.monday,
        "state": found.state or "",
        "number": newest.number if newest is not None else None,
        "drafted": list(found.drafted),
        "newest": lines_of(newest) if newest is not None else [],
        "published": lines_of(told) if told is not None else [],
        "waits": found.waits,
        "steps": [
            str(one) for one in week_steps(request.auth, found.unit_id, found.state)
        ],
    }


@router.get(_WEEK + "/pdf", summary="Bản in lịch tuần")
def pdf(request: ApiRequest, monday: Day, unit_id: UUID | None = None) -> FileResponse:
    found, seat = _week(request, monday, unit_id), request.auth
    names = {one.id: one.name for one in units_on(seat.agency_id, timezone.localdate())}
    body = names.get(found.unit_id, "") if found.unit_id else seat.agency_name
    made = actions.print_week(week=found, body=body, by=seat, at=timezone.now())
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )


@router.post(
    _WEEK + "/{week_step}", response=WeekVersionOut, summary="Trình, duyệt, công bố"
)
def step(
    request: ApiRequest,
    monday: Day,
    week_step: Literal["submit", "return", "approve", "publish"],
    data: WeekStepIn,
    unit_id: UUID | None = None,
) -> ScheduleVersion:
    seat = reader(request)
    unit = sheets_unit(seat, unit_id)
    if not may_step(seat, unit, WeekStep(week_step)):
        raise Http404
    return actions.step_week(
        monday=monday_of(monday),
        step=WeekStep(week_step),
        unit_id=unit,
        because=data.because,
        by=seat,
        at=timezone.now(),
    )


@router.get(
    "/public/week-sheets/{agency_id}/{monday}",
    auth=None,
    response=PublicWeekOut,
    summary="Lịch công tác tuần công khai",
)
def public(request: HttpRequest, agency_id: UUID, monday: Day) -> dict[str, Any]:
    """What an agency published for everybody, and no more; nobody signs in."""
    found, first = agency_shown(agency_id), monday_of(monday)
    told = queries.public_week(found.pk, first)
    named = agency_on(found.pk, timezone.localdate())
    return {
        "agency_id": found.pk,
        "agency": named.name if named is not None else "",
        "monday": first,
        "number": told[0].number if told is not None else None,
        "published_at": told[0].published_at if told is not None else None,
        "lines": told[1] if told is not None else [],
    }
