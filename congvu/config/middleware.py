"""Who is asking, from which seat, in which language; and the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from congvu.accounts.models import User
from congvu.audit.rules import Door
from congvu.organisations.access import choose_seat, seats_of

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)


def _nobody(permission: str) -> bool:
    return False


def _may_have_seat(path: str) -> bool:
    return not path.startswith(("/static/", "/health/", "/metrics"))


def seat_middleware(get_response: Handler) -> Handler:
    """Set ``request.seat``, ``request.seats`` and ``request.can`` for signed-in people.

    The seat is looked up anew at each request: rights follow the post as of today.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user if _may_have_seat(request.path) else None
        seats = []
        if isinstance(user, User) and user.is_authenticated:
            today = timezone.localdate()
            address = request.META.get("REMOTE_ADDR", "")
            seats = seats_of(user, today, door=Door.PAGE, address=address)
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        seat = choose_seat(seats, request.session.get("post")) if seats else None
        request.seats = seats  # type: ignore[attr-defined]  # read by pages and templates
        request.seat = seat  # type: ignore[attr-defined]
        request.can = seat.can if seat else _nobody  # type: ignore[attr-defined]
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
