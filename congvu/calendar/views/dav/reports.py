"""What programs ask: a search, several objects, what changed, when one is busy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

from django.http import HttpResponse

from congvu.calendar.formats.dav import (
    Answer,
    C,
    D,
    Expand,
    FreeBusy,
    Multiget,
    Precondition,
    PrincipalSearch,
    Query,
    SearchableProperties,
    Sync,
    Wanted,
    document,
    el,
    multistatus,
    read_report,
)
from congvu.calendar.formats.filters import bounds, fits, kinds
from congvu.calendar.formats.itip import freebusy
from congvu.calendar.formats.lines import BrokenCalendar
from congvu.calendar.formats.objects import (
    KINDS,
    CalendarObject,
    expanded,
    limited,
    read_object,
)
from congvu.calendar.queries.dav import busy_of_calendar, busy_of_person
from congvu.calendar.views.dav.door import Caller
from congvu.calendar.views.dav.properties import (
    ICALENDAR,
    Place,
    answer,
    item_place,
    principal_place,
)
from congvu.calendar.views.dav.shelves import (
    OWN,
    Shelf,
    Told,
    changes_since,
    told,
)
from congvu.lib.text import fold

XML = "application/xml; charset=utf-8"
LONGEST_FREE = 370
"""Days of which free time is told at once."""
LONGEST_EXPANDED = 1100
"""Days within which each time of what repeats is told."""


def of_people(caller: Caller, place: Place, body: bytes) -> HttpResponse:
    """About principals: whoever asks is told of themselves alone."""
    asked = read_report(body)
    if isinstance(asked, PrincipalSearch):
        own = principal_place(caller)
        name = fold(caller.seats[0].person_name)
        fit = all(fold(text) in name for text in asked.texts)
        # A client in wide use says what it wants beside the element it belongs in.
        wanted = asked.wanted if asked.wanted.names else Wanted(is_all=True)
        return _many([answer(own, wanted)] if fit else [])
    if isinstance(asked, SearchableProperties):
        told_ = el(
            f"{D}principal-search-property-set",
            el(
                f"{D}principal-search-property",
                el(f"{D}prop", el(f"{D}displayname")),
                el(f"{D}description", text="displayname"),
            ),
        )
        return HttpResponse(document(told_), content_type=XML)
    if isinstance(asked, Expand):
        return _many([answer(place, asked.wanted)])
    raise Precondition(f"{D}supported-report")


def of_calendar(
    caller: Caller, shelf: Shelf, body: bytes, at: datetime
) -> HttpResponse:
    asked = read_report(body)
    if isinstance(asked, Query | Multiget | Sync):
        _not_too_long(asked.wanted)
    if isinstance(asked, Query):
        return _many(_found(caller, shelf, asked, at))
    if isinstance(asked, Multiget):
        return _many(_several(caller, shelf, asked, at))
    if isinstance(asked, Sync):
        return _changed(caller, shelf, asked, at)
    if isinstance(asked, FreeBusy):
        return _free(caller, shelf, asked, at)
    raise Precondition(f"{D}supported-report")


def _not_too_long(wanted: Wanted) -> None:
    span = wanted.data.expand
    if span is not None and (span.until - span.since).days > LONGEST_EXPANDED:
        raise Precondition(f"{D}number-of-matches-within-limits")


def _many(answers: list[Answer], *, token: str = "") -> HttpResponse:
    body = multistatus(answers, token=token)
    return HttpResponse(body, status=207, content_type=XML)


def _said(caller: Caller, shelf: Shelf, one: Told, wanted: Wanted) -> Answer:
    return answer(item_place(caller, shelf, one, _text(one, wanted)), wanted)


def _text(one: Told, wanted: Wanted) -> Callable[[], str]:
    data = wanted.data
    if data.expand is not None:
        span = data.expand
        return lambda: expanded(_read(one), span.since, span.until)
    if data.limit is not None:
        window = data.limit
        return lambda: limited(_read(one), window.since, window.until)
    return lambda: one.body


def _read(one: Told) -> CalendarObject:
    return read_object(one.body, ours=True)


def _found(caller: Caller, shelf: Shelf, asked: Query, at: datetime) -> list[Answer]:
    wanted = kinds(asked.filter)
    if wanted - set(KINDS) - {"VTIMEZONE", "VFREEBUSY"}:
        raise Precondition(f"{C}supported-filter")
    rows = told(
        caller, shelf, at, range_=bounds(asked.filter), kinds=wanted & set(KINDS)
    )
    return [
        _said(caller, shelf, one, asked.wanted) for one in rows if _fits(asked, one)
    ]


def _fits(asked: Query, one: Told) -> bool:
    try:
        return fits(asked.filter, _read(one))
    except BrokenCalendar:
        # Kept before a rule that now refuses it: a program can still fetch it by name.
        return False


def _several(
    caller: Caller, shelf: Shelf, asked: Multiget, at: datetime
) -> list[Answer]:
    base = caller.shelf(shelf.slug)
    names = {href: _name(href, base) for href in asked.hrefs}
    wanted = [name for name in names.values() if name]
    rows = {one.name: one for one in told(caller, shelf, at, names=wanted)}
    return [
        _said(caller, shelf, rows[name], asked.wanted)
        if name in rows
        else Answer(href, status=404)
        for href, name in names.items()
    ]


def _name(href: str, base: str) -> str:
    """The last part of an address of this calendar; "" for any other."""
    try:
        path = unquote(urlsplit(href).path)
    except ValueError:
        return ""
    name = path.removeprefix(base) if path.startswith(base) else ""
    return "" if "\0" in name else name


def _changed(caller: Caller, shelf: Shelf, asked: Sync, at: datetime) -> HttpResponse:
    found = changes_since(caller, shelf, asked.token, at, limit=asked.limit)
    if found is None:
        raise Precondition(f"{D}valid-sync-token")
    base = caller.shelf(shelf.slug)
    answers = [_said(caller, shelf, one, asked.wanted) for one in found.told]
    answers += [Answer(base + quote(name, safe=""), status=404) for name in found.gone]
    if not found.is_whole:
        limit = f"{D}number-of-matches-within-limits"
        answers.append(Answer(base, status=507, error=limit))
    return _many(answers, token=found.token)


def _free(caller: Caller, shelf: Shelf, asked: FreeBusy, at: datetime) -> HttpResponse:
    since, until = asked.range.since, asked.range.until
    if (until - since).days > LONGEST_FREE:
        raise Precondition(f"{D}number-of-matches-within-limits")
    if shelf.slug == OWN or shelf.owner is None:
        desks = {desk for seat in caller.seats for desk in seat.desks}
        busy = busy_of_person(shelf.seat.person_id, desks, since, until)
    else:
        busy = busy_of_calendar(shelf.owner, since, until)
    text = freebusy(busy, since=since, until=until, stamp=at)
    return HttpResponse(text, content_type=ICALENDAR)
