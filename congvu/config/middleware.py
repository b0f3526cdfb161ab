"""Who asks, from which seat, in which language; and the headers of every answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from congvu.accounts.access import behind_lock, language_of
from congvu.accounts.actions import keep_session
from congvu.accounts.rules import LOCKED
from congvu.audit.access import address_of
from congvu.audit.rules import Door
from congvu.law.queries import one_edition
from congvu.organisations.access import Seat, choose_seat, seats_of

Handler = Callable[[HttpRequest], HttpResponse]
# What somebody known asked for and was not given: "not found" tells them nothing.
refused = logging.getLogger("congvu.refused")

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
# What is taken out is a stranger's file or repeats a stranger's words: nothing in it
# runs, whatever a browser takes it for.
KEPT = "default-src 'none'; sandbox"


def _nobody(permission: str) -> bool:
    return False


def may_have_seat(path: str) -> bool:
    """A page or an API call; not what machines ask to know how the office is."""
    return not path.startswith(("/static/", "/health/", "/metrics"))


def seat_middleware(get_response: Handler) -> Handler:
    """Set ``request.seat``, ``request.seats`` and ``request.can`` for signed-in people.

    The seat is looked up anew at each request: rights follow the post as of today.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_page = may_have_seat(request.path)
        seats: list[Seat] = []
        if is_page:
            now = timezone.now()
            if request.user.is_authenticated and not keep_session(
                session=request.session,
                address=address_of(request),
                at=now,
                # A page that asks for news by itself is nobody at work.
                attended="X-Unattended" not in request.headers,
            ):
                logout(request)
            language = language_of(request)
            if request.user.is_authenticated and LOCKED in request.session:
                behind_lock(request)
            translation.activate(language)
            request.LANGUAGE_CODE = language
            seats = _seats(request, timezone.localdate(now))
        seat = choose_seat(seats, request.session.get("post")) if seats else None
        request.seats = seats  # type: ignore[attr-defined]  # for pages and templates
        request.seat = seat  # type: ignore[attr-defined]
        request.can = seat.can if seat else _nobody  # type: ignore[attr-defined]
        with one_edition():
            response = get_response(request)
        is_kept = response.get("Content-Disposition", "").startswith("attachment")
        policy = KEPT if is_kept else POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        known = request.user.is_authenticated or "Authorization" in request.headers
        if is_page and known:
            response.headers.setdefault("Cache-Control", "private, no-store")
        if is_page and response.status_code in {403, 404}:
            _log_refusal(request, response.status_code)
        return response

    return middleware


def _log_refusal(request: HttpRequest, status: int) -> None:
    """Who, by key; the address without its question, which may hold what was typed."""
    who = request.user.pk if request.user.is_authenticated else None
    if who is not None:
        path = request.path[:200].encode("unicode_escape").decode("ascii")
        refused.warning("user=%s %s %s %s", who, request.method, path, status)


def _seats(request: HttpRequest, today: date) -> list[Seat]:
    if not request.user.is_authenticated:
        return []
    return seats_of(request.user, today, door=Door.PAGE, address=address_of(request))
