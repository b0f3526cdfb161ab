"""Calendar objects: got, put, taken away; a whole calendar as one file."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from congvu.calendar.actions.syncing import (
    Condition,
    Outrun,
    UidTaken,
    answer_by_program,
    delete_item,
    put_item,
)
from congvu.calendar.formats.dav import C, D, Precondition, error
from congvu.calendar.formats.dav import href as href_of
from congvu.calendar.formats.entries import PRODUCT
from congvu.calendar.formats.lines import (
    MOST_BYTES,
    BrokenCalendar,
    Component,
    Line,
    read_calendar,
    written,
)
from congvu.calendar.formats.objects import CalendarObject, read_object
from congvu.calendar.views.dav.door import Caller
from congvu.calendar.views.dav.properties import ICALENDAR
from congvu.calendar.views.dav.shelves import Shelf, Told, address, told
from congvu.lib.refusals import Refused

LONGEST_NAME = 255


def one(caller: Caller, shelf: Shelf, name: str, at: datetime) -> Told:
    found = told(caller, shelf, at, names=[name])
    if not found:
        raise Http404
    return found[0]


def get(caller: Caller, shelf: Shelf, name: str, at: datetime) -> HttpResponse:
    found = one(caller, shelf, name, at)
    response = HttpResponse(found.body, content_type=ICALENDAR)
    response["ETag"] = f'"{found.etag}"'
    return response


def whole(caller: Caller, shelf: Shelf, at: datetime) -> HttpResponse:
    """Every object in one file, as "export" gives it."""
    return HttpResponse(
        as_one(told(caller, shelf, at), shelf.name), content_type=ICALENDAR
    )


def as_one(rows: list[Told], name: str) -> str:
    zones: dict[str, Component] = {}
    parts: list[Component] = []
    for row in rows:
        for part in read_calendar(row.body, most=None).parts:
            if part.name == "VTIMEZONE":
                zones.setdefault(part.text("TZID"), part)
            else:
                parts.append(part)
    head = [Line("VERSION", "2.0"), Line("PRODID", PRODUCT), Line("X-WR-CALNAME", name)]
    return written(Component("VCALENDAR", head, [*zones.values(), *parts]))


def put(
    request: HttpRequest, caller: Caller, shelf: Shelf, name: str, at: datetime
) -> HttpResponse:
    made, text = _read(request, shelf)
    if shelf.owner is None:
        return _answer(caller, shelf, name, made, at)
    if not shelf.writes:
        raise _unwritable()
    if len(name) > LONGEST_NAME:
        raise Precondition(f"{C}valid-calendar-object-resource")
    try:
        item, is_new = put_item(
            owner=shelf.owner,
            name=name,
            made=made,
            text=text,
            condition=condition(request),
            by=shelf.seat,
            at=at,
        )
    except UidTaken as taken:
        return _taken(caller, shelf, taken)
    except Outrun as outrun:
        return _words(outrun, 412)
    except Refused as refused:
        raise _refused(refused) from None
    response = HttpResponse(status=201 if is_new else 204)
    response["ETag"] = f'"{item.etag}"'
    return response


def _read(request: HttpRequest, shelf: Shelf) -> tuple[CalendarObject, str]:
    """The object sent, or which condition it does not meet (RFC 4791, 5.3.2.1)."""
    kind = request.headers.get("Content-Type", "text/calendar").split(";")[0].strip()
    if kind.lower() not in ("text/calendar", "application/ics"):
        raise Precondition(f"{C}supported-calendar-data", status=415)
    length = request.headers.get("Content-Length", "0")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Precondition(f"{C}max-resource-size", status=413)
    sent = request.read(MOST_BYTES + 1)
    try:
        made = read_object(sent)
    except BrokenCalendar as broken:
        words = _(broken.message)
        if broken.line:
            words = _("Dòng %(line)s: %(words)s") % {
                "line": broken.line,
                "words": words,
            }
        raise Precondition(f"{C}valid-calendar-data", words=words) from None
    if made.kind not in shelf.kinds:
        words = _("Lịch này không giữ loại mục đó.")
        raise Precondition(f"{C}supported-calendar-component", words=words)
    return made, sent.decode("utf-8-sig")


def _unwritable() -> Precondition:
    words = _("Chức vụ của bạn chỉ xem được lịch này.")
    return Precondition(f"{D}need-privileges", words=words)


def _refused(refused: Refused) -> Precondition:
    words = " ".join(_(reason.message) for reason in refused.reasons)
    return Precondition(f"{C}valid-calendar-object-resource", words=words)


def _taken(caller: Caller, shelf: Shelf, taken: UidTaken) -> HttpResponse:
    where = href_of(address(caller, shelf, taken.name))
    words = " ".join(_(reason.message) for reason in taken.reasons)
    body = error(f"{C}no-uid-conflict", words, where)
    return HttpResponse(body, status=409, content_type="application/xml; charset=utf-8")


def _words(refused: Refused, status: int) -> HttpResponse:
    words = " ".join(_(reason.message) for reason in refused.reasons)
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def condition(request: HttpRequest) -> Condition:
    """If-Match and If-None-Match, of one ETag each."""
    etag = request.headers.get("If-Match", "").strip()
    is_new = request.headers.get("If-None-Match", "").strip() == "*"
    return Condition(etag.removeprefix("W/").strip('"'), is_new)


def delete(request: HttpRequest, shelf: Shelf, name: str, at: datetime) -> HttpResponse:
    if shelf.owner is None or not shelf.writes:
        raise _unwritable()
    try:
        gone = delete_item(
            owner=shelf.owner,
            name=name,
            condition=condition(request),
            by=shelf.seat,
            at=at,
        )
    except Outrun as outrun:
        return _words(outrun, 412)
    except Refused as refused:
        raise _refused(refused) from None
    if gone is None:
        raise Http404
    return HttpResponse(status=204)


def _answer(
    caller: Caller, shelf: Shelf, name: str, made: CalendarObject, at: datetime
) -> HttpResponse:
    """An invitation is not rewritten by who is asked: their own answer counts."""
    one(caller, shelf, name, at)
    try:
        answered = answer_by_program(
            name=name, made=made, addresses=caller.addresses, by=caller.seats, at=at
        )
    except Refused as refused:
        raise _refused(refused) from None
    if not answered:
        raise _unwritable()
    return HttpResponse(status=204)
