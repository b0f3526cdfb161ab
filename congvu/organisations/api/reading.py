"""The organisation as it was on a day, and the changes of rights in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema

from congvu.organisations import queries
from congvu.organisations.access import Seat, get_right_change_for
from congvu.organisations.actions import confirm_right_change
from congvu.organisations.api.doors import ApiRequest, Day, need
from congvu.organisations.models import RightChange
from congvu.organisations.rules import Permission

router = Router(tags=["Tổ chức"])


class SeatOut(Schema):
    person_id: UUID
    person_name: str
    post_id: UUID
    post_name: str
    role: str
    unit_name: str
    agency_id: UUID
    agency_name: str
    is_delegated: bool


class AgencyOut(Schema):
    id: UUID
    kind: str
    name: str
    short_name: str
    issuer_symbol: str
    place: str
    parent_id: UUID | None
    code: str


class NameOut(Schema):
    name: str
    valid_from: date
    valid_until: date | None


class CodeOut(Schema):
    scheme: str
    value: str
    valid_from: date
    valid_until: date | None


class AgencyDetailOut(Schema):
    """An agency on the day (null where it did not exist), and what it was called."""

    agency: AgencyOut | None
    names: list[NameOut]
    codes: list[CodeOut]


class UnitOut(Schema):
    id: UUID
    agency_id: UUID
    parent_id: UUID | None
    name: str
    symbol: str


class PostOut(Schema):
    id: UUID
    unit_id: UUID
    unit_name: str
    name: str
    role: str
    person_id: UUID | None
    person_name: str


class RightChangeOut(Schema):
    """A change of rights; unconfirmed where ``confirmed_at`` is null."""

    id: UUID
    at: datetime
    by: str
    kind: str
    what: str
    reason: str
    post_id: UUID | None
    person_id: UUID | None
    entry_id: UUID | None
    confirmed_at: datetime | None
    confirmed_by: str


@router.get("/me", response=SeatOut, summary="Tôi là ai, ở chức vụ nào")
def me(request: ApiRequest) -> Seat:
    return request.auth


@router.get("/me/posts", response=list[SeatOut], summary="Các chức vụ tôi giữ")
def my_posts(request: ApiRequest) -> list[Seat]:
    """Any of these may be sent as ``X-Post``."""
    return request.seats


@router.get("/agencies", response=list[AgencyOut], summary="Cơ quan như vào một ngày")
def agencies(request: ApiRequest, on: Day | None = None) -> list[queries.AgencyOnDay]:
    need(request, Permission.READ_ORGANISATION)
    return queries.agencies_on(on or timezone.localdate())


@router.get(
    "/agencies/{agency_id}",
    response=AgencyDetailOut,
    summary="Một cơ quan qua thời gian",
)
def agency(
    request: ApiRequest, agency_id: UUID, on: Day | None = None
) -> dict[str, Any]:
    need(request, Permission.READ_ORGANISATION)
    history = queries.agency_history(agency_id)
    if not history.names:
        raise Http404
    return {
        "agency": queries.agency_on(agency_id, on or timezone.localdate()),
        "names": history.names,
        "codes": history.codes,
    }


@router.get("/agencies/{agency_id}/units", response=list[UnitOut], summary="Đơn vị")
def units(
    request: ApiRequest, agency_id: UUID, on: Day | None = None
) -> list[queries.UnitOnDay]:
    need(request, Permission.READ_ORGANISATION)
    return queries.units_on(agency_id, on or timezone.localdate())


@router.get("/agencies/{agency_id}/posts", response=list[PostOut], summary="Chức vụ")
def posts(
    request: ApiRequest, agency_id: UUID, on: Day | None = None
) -> list[queries.PostOnDay]:
    need(request, Permission.READ_ORGANISATION)
    return queries.posts_on(on or timezone.localdate(), agency_id=agency_id)


@router.get("/right-changes", response=list[RightChangeOut], summary="Thay đổi quyền")
def right_changes(request: ApiRequest) -> list[RightChange]:
    """Of the seat's agency: unconfirmed ones first, then the last hundred confirmed."""
    seat = need(request, Permission.CONFIRM_RIGHTS)
    return queries.right_changes(seat.agency_id)


@router.post(
    "/right-changes/{change_id}/confirm",
    response=RightChangeOut,
    summary="Xác nhận thay đổi quyền",
)
def confirm_change(request: ApiRequest, change_id: UUID) -> RightChange:
    change = get_right_change_for(request.auth, change_id)
    return confirm_right_change(change_id=change.id, by=request.auth, at=timezone.now())
