"""The door for machines: who is asking by token, and the organisation on a day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.security import APIKeyCookie, HttpBearer

from congvu.accounts.access import user_for_token
from congvu.accounts.models import User
from congvu.audit.access import address_of
from congvu.audit.rules import Door
from congvu.organisations import queries
from congvu.organisations.access import Seat, choose_seat, seats_of
from congvu.organisations.rules import Permission


class TokenSeat(HttpBearer):
    """``Authorization: Bearer <token>``; ``X-Post`` chooses among several posts."""

    def authenticate(self, request: HttpRequest, token: str) -> Seat | None:
        now = timezone.now()
        user = user_for_token(token, at=now)
        if user is None:
            return None
        return _seat(request, user)


class SessionSeat(APIKeyCookie):
    """The signed-in browser; a change then needs the CSRF token, as any form does."""

    param_name = "congvu_session"

    def authenticate(self, request: HttpRequest, key: str | None) -> Seat | None:
        seat: Seat | None = getattr(request, "seat", None)
        return seat if request.user.is_authenticated else None


def _seat(request: HttpRequest, user: User) -> Seat | None:
    seats = seats_of(
        user, timezone.localdate(), door=Door.API, address=address_of(request)
    )
    return choose_seat(seats, request.headers.get("X-Post"))


DOORS: list[Any] = [TokenSeat(), SessionSeat()]


class ApiRequest(HttpRequest):
    """A request that passed one of the doors."""

    auth: Seat


def need(request: ApiRequest, permission: Permission) -> Seat:
    """The seat, if it may do this at all; otherwise not found."""
    if not request.auth.can(permission):
        raise Http404
    return request.auth


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


@router.get("/me", response=SeatOut, summary="Tôi là ai, ở chức vụ nào")
def me(request: ApiRequest) -> Seat:
    return request.auth


@router.get("/agencies", response=list[AgencyOut], summary="Cơ quan như vào một ngày")
def agencies(request: ApiRequest, on: date | None = None) -> list[queries.AgencyOnDay]:
    need(request, Permission.READ_ORGANISATION)
    return queries.agencies_on(on or timezone.localdate())


@router.get("/agencies/{agency_id}/units", response=list[UnitOut], summary="Đơn vị")
def units(
    request: ApiRequest, agency_id: UUID, on: date | None = None
) -> list[queries.UnitOnDay]:
    need(request, Permission.READ_ORGANISATION)
    return queries.units_on(agency_id, on or timezone.localdate())


@router.get("/agencies/{agency_id}/posts", response=list[PostOut], summary="Chức vụ")
def posts(
    request: ApiRequest, agency_id: UUID, on: date | None = None
) -> list[queries.PostOnDay]:
    need(request, Permission.READ_ORGANISATION)
    return queries.posts_on(on or timezone.localdate(), agency_id=agency_id)
