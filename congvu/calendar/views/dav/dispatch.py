"""Each address of CalDAV: which methods it knows, and the words of each refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from congvu.calendar.formats.dav import MOST_BYTES as MOST_XML
from congvu.calendar.formats.dav import Answer as Said
from congvu.calendar.formats.dav import (
    BadRequest,
    C,
    D,
    Precondition,
    Wanted,
    error,
    multistatus,
    read_propfind,
    read_proppatch,
)
from congvu.calendar.views.dav import objects, reports, scheduling
from congvu.calendar.views.dav.door import METHODS, Caller, program
from congvu.calendar.views.dav.properties import (
    Place,
    answer,
    box_place,
    home_place,
    item_place,
    principal_place,
    root_place,
    shelf_place,
)
from congvu.calendar.views.dav.shelves import (
    INBOX,
    OUTBOX,
    Shelf,
    refresh,
    shelf_called,
    shelves_of,
    told,
)

P = ParamSpec("P")
XML = "application/xml; charset=utf-8"
Method = Callable[[], HttpResponse]


@csrf_exempt
def well_known(request: HttpRequest) -> HttpResponse:
    """Where programs look first (RFC 6764)."""
    response = HttpResponsePermanentRedirect(reverse("calendar:dav"))
    # Kept: a PROPFIND that is sent on must stay one.
    response.status_code = 308 if request.method not in ("GET", "HEAD") else 301
    return response


def said_in_xml(
    view: Callable[Concatenate[HttpRequest, Caller, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Caller, P], HttpResponse]:
    """What a program cannot be given is told as its protocol tells it."""

    @wraps(view)
    def guarded(
        request: HttpRequest, caller: Caller, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, caller, *args, **kwargs)
        except BadRequest as bad:
            return HttpResponse(
                str(bad), status=400, content_type="text/plain; charset=utf-8"
            )
        except Precondition as refused:
            words = _(refused.words) if refused.words else ""
            body = error(refused.tag, words)
            return HttpResponse(body, status=refused.status, content_type=XML)
        except Http404:
            return HttpResponse(status=404)

    return guarded


def _own(caller: Caller, user_id: UUID) -> None:
    """Nobody's calendars but one's own are found, whoever's address is asked."""
    if user_id != caller.user.pk:
        raise Http404


def _run(request: HttpRequest, methods: Mapping[str, Method]) -> HttpResponse:
    known = {**methods, "OPTIONS": _options}
    method = request.method or ""
    if method in ("MKCALENDAR", "MKCOL"):
        words = _("Lịch do cơ quan có sẵn; không tạo thêm lịch từ chương trình.")
        raise Precondition(f"{C}calendar-collection-location-ok", words=words)
    if method not in known:
        response = HttpResponse(status=405)
        response["Allow"] = ", ".join(sorted(known))
        return response
    return known[method]()


def _options() -> HttpResponse:
    response = HttpResponse()
    response["Allow"] = METHODS
    return response


def body_of(request: HttpRequest, most: int) -> bytes:
    """The body, if it is not too large (413)."""
    said = request.headers.get("Content-Length", "0")
    if not said.isdecimal() or int(said) > most:
        raise Precondition(f"{C}max-resource-size", status=413)
    return request.read(most + 1)


def _many(answers: list[Said]) -> HttpResponse:
    return HttpResponse(multistatus(answers), status=207, content_type=XML)


def _propfind(
    request: HttpRequest, place: Place, below: Callable[[], list[Place]]
) -> HttpResponse:
    depth = request.headers.get("Depth", "1").lower()
    if depth == "infinity":
        raise Precondition(f"{D}propfind-finite-depth")
    if depth not in ("0", "1"):
        raise BadRequest("Depth is 0 or 1")
    wanted: Wanted = read_propfind(body_of(request, MOST_XML))
    places = [place] if depth == "0" else [place, *below()]
    return _many([answer(one, wanted) for one in places])


def _proppatch(request: HttpRequest, place: Place) -> HttpResponse:
    """Nothing is set from outside: names and colours are a program's own matter."""
    names = [one.name for one in read_proppatch(body_of(request, MOST_XML))]
    return _many([Said(place.href, forbidden=names)])


@program
@said_in_xml
def root(request: HttpRequest, caller: Caller) -> HttpResponse:
    place = root_place(caller)
    return _run(
        request,
        {
            "GET": lambda: _hello(caller),
            "HEAD": lambda: _hello(caller),
            "PROPFIND": lambda: _propfind(
                request, place, lambda: [principal_place(caller)]
            ),
            "PROPPATCH": lambda: _proppatch(request, place),
            "REPORT": lambda: reports.of_people(
                caller, place, body_of(request, MOST_XML)
            ),
        },
    )


def _hello(caller: Caller) -> HttpResponse:
    """For who opens it in a browser."""
    words = _("Địa chỉ này dành cho chương trình lịch (CalDAV).")
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8")


@program
@said_in_xml
def principal(request: HttpRequest, caller: Caller, user_id: UUID) -> HttpResponse:
    _own(caller, user_id)
    place = principal_place(caller)
    return _run(
        request,
        {
            "GET": lambda: _hello(caller),
            "HEAD": lambda: _hello(caller),
            "PROPFIND": lambda: _propfind(request, place, list),
            "PROPPATCH": lambda: _proppatch(request, place),
            "REPORT": lambda: reports.of_people(
                caller, place, body_of(request, MOST_XML)
            ),
        },
    )


@program
@said_in_xml
def home(request: HttpRequest, caller: Caller, user_id: UUID) -> HttpResponse:
    _own(caller, user_id)
    place, now = home_place(caller), timezone.now()

    def below() -> list[Place]:
        shelves = shelves_of(caller)
        for one in shelves:
            refresh(one, now)
        found = [shelf_place(caller, one, now) for one in shelves]
        return [*found, box_place(caller, INBOX), box_place(caller, OUTBOX)]

    return _run(
        request,
        {
            "GET": lambda: _hello(caller),
            "HEAD": lambda: _hello(caller),
            "PROPFIND": lambda: _propfind(request, place, below),
            "PROPPATCH": lambda: _proppatch(request, place),
            "REPORT": lambda: reports.of_people(
                caller, place, body_of(request, MOST_XML)
            ),
        },
    )


@program
@said_in_xml
def shelf(
    request: HttpRequest, caller: Caller, user_id: UUID, shelf_slug: str
) -> HttpResponse:
    _own(caller, user_id)
    slug = shelf_slug
    if slug in (INBOX, OUTBOX):
        return _box(request, caller, slug)
    found = _found(caller, slug) if request.method not in _MAKING else None
    if found is None:
        return _run(request, {})
    now = timezone.now()
    refresh(found, now)
    place = shelf_place(caller, found, now)

    def below() -> list[Place]:
        return [item_place(caller, found, one) for one in told(caller, found, now)]

    return _run(
        request,
        {
            "GET": lambda: objects.whole(caller, found, now),
            "HEAD": lambda: objects.whole(caller, found, now),
            "PROPFIND": lambda: _propfind(request, place, below),
            "PROPPATCH": lambda: _proppatch(request, place),
            "REPORT": lambda: reports.of_calendar(
                caller, found, body_of(request, MOST_XML), now
            ),
            "DELETE": _undeletable,
        },
    )


_MAKING = ("MKCALENDAR", "MKCOL")


def _undeletable() -> HttpResponse:
    words = _("Lịch do cơ quan có sẵn; không xóa cả lịch từ chương trình.")
    raise Precondition(f"{D}need-privileges", words=words)


def _found(caller: Caller, slug: str) -> Shelf:
    found = shelf_called(caller, slug)
    if found is None:
        raise Http404
    return found


def _box(request: HttpRequest, caller: Caller, slug: str) -> HttpResponse:
    place = box_place(caller, slug)
    methods: dict[str, Method] = {
        "GET": lambda: _hello(caller),
        "HEAD": lambda: _hello(caller),
        "PROPFIND": lambda: _propfind(request, place, list),
        "PROPPATCH": lambda: _proppatch(request, place),
        "REPORT": lambda: _many([]),
    }
    if slug == OUTBOX:
        methods["POST"] = lambda: scheduling.free_times(
            caller, body_of(request, MOST_XML), timezone.now()
        )
    return _run(request, methods)


@program
@said_in_xml
def item(
    request: HttpRequest, caller: Caller, user_id: UUID, shelf_slug: str, name: str
) -> HttpResponse:
    _own(caller, user_id)
    if shelf_slug in (INBOX, OUTBOX) or "\x00" in name:
        raise Http404
    found, now = _found(caller, shelf_slug), timezone.now()
    refresh(found, now)

    def propfind() -> HttpResponse:
        one = objects.one(caller, found, name, now)
        return _propfind(request, item_place(caller, found, one), list)

    return _run(
        request,
        {
            "GET": lambda: objects.get(caller, found, name, now),
            "HEAD": lambda: objects.get(caller, found, name, now),
            "PROPFIND": propfind,
            "PUT": lambda: objects.put(request, caller, found, name, now),
            "DELETE": lambda: objects.delete(request, found, name, now),
        },
    )
