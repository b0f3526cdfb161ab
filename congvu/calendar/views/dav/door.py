"""Who stands at the door of CalDAV: a program with a person's name and a secret."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from congvu.accounts.access import language_of
from congvu.accounts.actions.signing_in import CannotSignIn
from congvu.accounts.models import User
from congvu.accounts.rules import is_loopback
from congvu.audit.access import actor_of, address_of
from congvu.audit.rules import Door
from congvu.calendar.access import has_calendar
from congvu.calendar.actions.programs import check_program
from congvu.calendar.queries.programs import own_address
from congvu.organisations.access import Seat, seats_of

P = ParamSpec("P")

# 2: no locks; calendar-schedule: free time through the outbox, letters by the program.
TEXT = "text/plain; charset=utf-8"
SAID = "1, 3, calendar-access, calendar-schedule"
METHODS = "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT, PUT, DELETE, POST"


@dataclass(frozen=True)
class Caller:
    """Whose program it is, and the seats that have a calendar; at least one."""

    user: User
    seats: tuple[Seat, ...]
    address: str = ""
    """Of the person's own mailbox."""

    @property
    def principal(self) -> str:
        return reverse("calendar:dav-principal", args=[self.user.pk])

    @property
    def home(self) -> str:
        return reverse("calendar:dav-home", args=[self.user.pk])

    def shelf(self, slug: str) -> str:
        return reverse("calendar:dav-shelf", args=[self.user.pk, slug])

    @property
    def addresses(self) -> list[str]:
        """By what other programs know this person."""
        known = dict.fromkeys(filter(None, (self.address, self.user.email)))
        mail = [f"mailto:{one}" for one in known]
        return [*mail, f"urn:uuid:{self.user.pk}", self.principal]


View = Callable[Concatenate[HttpRequest, Caller, P], HttpResponse]


def program(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For programs that say whose they are (Basic); others are asked to."""

    @csrf_exempt
    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not (request.is_secure() or is_loopback(request.build_absolute_uri("/"))):
            words = _("Chỉ nối qua kết nối mã hóa (https).")
            return HttpResponse(words, status=403, content_type=TEXT)
        try:
            user = _user(request)
        except CannotSignIn as refused:
            return _unknown(" ".join(reason.message for reason in refused.reasons))
        if user is None:
            return _unknown(_("Cần tên đăng nhập và mật khẩu ứng dụng."))
        request.user = user
        with translation.override(language_of(request)):
            today, address = timezone.localdate(), address_of(request)
            found = seats_of(user, today, door=Door.API, address=address)
            seats = tuple(seat for seat in found if has_calendar(seat))
            if not seats:
                words = _("Người này không giữ chức vụ nào có lịch.")
                return HttpResponse(words, status=403, content_type=TEXT)
            now = timezone.now()
            mailbox = own_address(seats[0].person_id, at=now)
            caller = Caller(user, seats, mailbox)
            response = view(request, caller, *args, **kwargs)
        response.headers.setdefault("DAV", SAID)
        return response

    return guarded


def _user(request: HttpRequest) -> User | None:
    kind, _space, said = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        decoded = base64.b64decode(said.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    login, _colon, secret = decoded.partition(":")
    if not login or not secret:
        return None
    by = actor_of(request, door=Door.API)
    return check_program(login=login, secret=secret, by=by, at=timezone.now())


def _unknown(words: str) -> HttpResponse:
    response = HttpResponse(words, status=401, content_type=TEXT)
    response["WWW-Authenticate"] = 'Basic realm="Cong Vu", charset="UTF-8"'
    response["DAV"] = SAID
    return response
