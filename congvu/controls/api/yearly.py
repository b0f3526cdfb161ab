"""The yearly report on security, for programs: that of the seat's agency."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Path, Router, Status

from congvu.controls import actions, queries
from congvu.controls.access import composes_report, get_system_to_tell
from congvu.controls.actions import YearData
from congvu.controls.api.schemas import (
    SystemYearIn,
    YearlyOtherIn,
    YearlyPaperIn,
    YearlyPaperOut,
    YearlyReportOut,
    YearlyUnitOut,
)
from congvu.controls.models import YearlyPaper
from congvu.controls.rules import window_of
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["An toàn thông tin"])

# From the first report under the decree on.
Year = Annotated[int, Path(ge=2026, le=2199)]
_YEAR = "/security-reports/{year}"


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_SECURITY)


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


def _told(seat: Seat, year: int) -> YearlyReportOut:
    today = timezone.localdate()
    window = window_of(year)
    own, merged = queries.told_of(seat.agency_id, window, today)
    return YearlyReportOut(
        year=year,
        first=window.first,
        last=window.last,
        units_before=window.units_before,
        owner_before=window.owner_before,
        own=YearlyUnitOut.of(own) if own else None,
        units=[YearlyUnitOut.of(one) for one in merged],
    )


@router.get(
    _YEAR, response=YearlyReportOut, summary="Báo cáo an ninh năm, còn thiếu gì"
)
def report(request: ApiRequest, year: Year) -> YearlyReportOut:
    return _told(reader(request), year)


@router.put(
    _YEAR + "/systems/{system_id}",
    response=YearlyReportOut,
    summary="Ghi tình hình một hệ thống trong năm",
)
def say(
    request: ApiRequest, year: Year, system_id: UUID, data: SystemYearIn
) -> YearlyReportOut:
    seat = keeper(request)
    found = get_system_to_tell(seat, system_id)
    actions.say_year(
        system_id=found.pk,
        year=year,
        data=YearData(**data.model_dump()),
        by=seat,
        at=timezone.now(),
    )
    return _told(seat, year)


@router.put(_YEAR + "/other", response=YearlyReportOut, summary="Ghi nội dung khác")
def other(request: ApiRequest, year: Year, data: YearlyOtherIn) -> YearlyReportOut:
    seat = keeper(request)
    actions.say_other(year=year, text=data.other, by=seat, at=timezone.now())
    return _told(seat, year)


@router.post(
    _YEAR + "/confirm", response=YearlyReportOut, summary="Xác nhận báo cáo của đơn vị"
)
def confirm(request: ApiRequest, year: Year) -> YearlyReportOut:
    seat = keeper(request)
    actions.confirm_report(year=year, by=seat, at=timezone.now())
    return _told(seat, year)


@router.post(
    _YEAR + "/papers",
    response={201: YearlyPaperOut},
    summary="Soạn báo cáo của chủ quản",
)
def compose(
    request: ApiRequest, year: Year, data: YearlyPaperIn
) -> Status[YearlyPaper]:
    """A draft; it goes on as every draft does."""
    seat = reader(request)
    if not composes_report(seat):
        raise Http404
    made = actions.compose_report(
        year=year,
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)
