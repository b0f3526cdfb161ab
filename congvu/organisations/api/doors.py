"""Who is asking: a machine by its token, or somebody signed in in a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone, translation
from ninja import Field
from ninja.security import APIKeyCookie, HttpBearer

from congvu.accounts.access import user_for_token
from congvu.accounts.models import User
from congvu.audit.access import address_of
from congvu.audit.rules import Door
from congvu.lib.dates import EARLIEST, LATEST
from congvu.organisations.access import Seat, choose_seat, seats_of
from congvu.organisations.rules import Permission

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]


class TokenSeat(HttpBearer):
    """``Authorization: Bearer <token>``; ``X-Post`` chooses among several posts.

    A post that is not the token owner's opens nothing: a machine that asks for one hat
    must not act under another.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Seat | None:
        user = user_for_token(token, at=timezone.now())
        if user is None:
            return None
        translation.activate(user.language)
        seats = _seats(request, user)
        wanted = request.headers.get("X-Post", "")
        if wanted and wanted not in {str(s.post_id) for s in seats}:
            return None
        return _take(request, seats, choose_seat(seats, wanted))


class SessionSeat(APIKeyCookie):
    """The signed-in browser; a change then needs the CSRF token, as any form does.

    A program has no session to protect: who brings a token, or nothing, is unknown and
    not forged. A token that opens nothing never falls back on a browser's session.
    """

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        if "Authorization" in request.headers:
            return None
        if self.param_name not in request.COOKIES:
            return None
        return super()._get_key(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Seat | None:
        seat: Seat | None = getattr(request, "seat", None)
        user = request.user
        if (
            key is None
            or seat is None
            or not isinstance(user, User)
            or user.must_change_password
        ):
            return None
        seats: list[Seat] = getattr(request, "seats", [])
        return _take(request, seats, replace(seat, door=Door.API))


def _seats(request: HttpRequest, user: User) -> list[Seat]:
    address = address_of(request)
    return seats_of(user, timezone.localdate(), door=Door.API, address=address)


def _take(request: HttpRequest, seats: list[Seat], seat: Seat | None) -> Seat | None:
    """Sit down as a page would: apps below this one find the seat on the request."""
    request.seats = seats  # type: ignore[attr-defined]
    request.seat = seat  # type: ignore[attr-defined]
    if seat is not None:
        request.can = seat.can  # type: ignore[attr-defined]
    return seat


DOORS: list[Any] = [TokenSeat(), SessionSeat()]


class ApiRequest(HttpRequest):
    """A request that passed one of the doors."""

    auth: Seat
    seats: list[Seat]


def need(request: ApiRequest, permission: Permission) -> Seat:
    """The seat, if it may do this at all; otherwise not found."""
    if not request.auth.can(permission):
        raise Http404
    return request.auth
