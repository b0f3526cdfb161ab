"""The properties of each kind of address, and who is told which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.calendar.formats.dav import Answer, C, D, S, Value, Wanted, el, href
from congvu.calendar.formats.lines import MOST_BYTES
from congvu.calendar.formats.moments import in_utc
from congvu.calendar.formats.objects import EARLIEST, LATEST
from congvu.calendar.views.dav.door import Caller
from congvu.calendar.views.dav.shelves import (
    INBOX,
    OUTBOX,
    OWN,
    Shelf,
    Told,
    address,
    token_of,
)

ICALENDAR = "text/calendar; charset=utf-8"
Properties = Mapping[str, Callable[[], Value]]


@dataclass(frozen=True)
class Place:
    """An address with its properties; costly ones are reckoned only as asked for."""

    href: str
    properties: Properties


def _reads() -> Value:
    return [
        el(f"{D}privilege", el(name))
        for name in (f"{D}read", f"{D}read-current-user-privilege-set")
    ]


def _reports(*names: str) -> Value:
    return [el(f"{D}supported-report", el(f"{D}report", el(name))) for name in names]


def _common(caller: Caller) -> dict[str, Callable[[], Value]]:
    return {
        f"{D}current-user-principal": lambda: href(caller.principal),
        f"{D}principal-URL": lambda: href(caller.principal),
        f"{D}owner": lambda: href(caller.principal),
        f"{D}principal-collection-set": lambda: href(reverse("calendar:dav")),
        f"{D}current-user-privilege-set": _reads,
    }


def root_place(caller: Caller) -> Place:
    return Place(
        reverse("calendar:dav"),
        {
            **_common(caller),
            f"{D}resourcetype": lambda: el(f"{D}collection"),
            f"{D}displayname": lambda: "Công Vụ",
            f"{D}supported-report-set": lambda: _reports(
                f"{D}principal-property-search",
                f"{D}principal-search-property-set",
                f"{D}expand-property",
            ),
        },
    )


def principal_place(caller: Caller) -> Place:
    return Place(
        caller.principal,
        {
            **_common(caller),
            f"{D}resourcetype": lambda: el(f"{D}principal"),
            f"{D}displayname": lambda: caller.seats[0].person_name,
            f"{C}calendar-home-set": lambda: href(caller.home),
            f"{C}calendar-user-address-set": lambda: [
                href(one) for one in caller.addresses
            ],
            f"{C}calendar-user-type": lambda: "INDIVIDUAL",
            f"{C}schedule-inbox-URL": lambda: href(caller.shelf(INBOX)),
            f"{C}schedule-outbox-URL": lambda: href(caller.shelf(OUTBOX)),
            f"{D}alternate-URI-set": lambda: None,
            f"{D}group-membership": lambda: None,
            f"{S}email-address-set": lambda: [
                el(f"{S}email-address", text=one.removeprefix("mailto:"))
                for one in caller.addresses
                if one.startswith("mailto:")
            ],
            f"{D}supported-report-set": lambda: _reports(
                f"{D}principal-property-search",
                f"{D}principal-search-property-set",
                f"{D}expand-property",
            ),
        },
    )


def home_place(caller: Caller) -> Place:
    return Place(
        caller.home,
        {
            **_common(caller),
            f"{D}resourcetype": lambda: el(f"{D}collection"),
            f"{D}displayname": lambda: _("Các lịch"),
            f"{D}supported-report-set": lambda: _reports(f"{D}expand-property"),
        },
    )


def shelf_place(caller: Caller, shelf: Shelf, at: datetime) -> Place:
    writes = (f"{D}write", f"{D}write-content", f"{D}bind", f"{D}unbind")
    held = [f"{D}read", f"{D}read-current-user-privilege-set", f"{C}read-free-busy"]
    if shelf.writes:
        held += writes
    return Place(
        caller.shelf(shelf.slug),
        {
            **_common(caller),
            f"{D}resourcetype": lambda: [el(f"{D}collection"), el(f"{C}calendar")],
            f"{D}displayname": lambda: shelf.name,
            f"{D}current-user-privilege-set": lambda: [
                el(f"{D}privilege", el(name)) for name in held
            ],
            f"{C}supported-calendar-component-set": lambda: [
                el(f"{C}comp", name=kind) for kind in shelf.kinds
            ],
            f"{C}supported-calendar-data": lambda: el(
                f"{C}calendar-data",
                **{"content-type": "text/calendar", "version": "2.0"},
            ),
            f"{C}supported-collation-set": lambda: [
                el(f"{C}supported-collation", text=name)
                for name in ("i;ascii-casemap", "i;octet", "i;unicode-casemap")
            ],
            f"{C}max-resource-size": lambda: str(MOST_BYTES),
            f"{C}min-date-time": lambda: in_utc(EARLIEST),
            f"{C}max-date-time": lambda: in_utc(LATEST),
            f"{C}schedule-calendar-transp": lambda: el(
                f"{C}opaque" if shelf.slug == OWN else f"{C}transparent"
            ),
            f"{D}supported-report-set": lambda: _reports(
                f"{C}calendar-query",
                f"{C}calendar-multiget",
                f"{C}free-busy-query",
                f"{D}sync-collection",
            ),
            f"{D}sync-token": lambda: token_of(caller, shelf, at),
            f"{S}getctag": lambda: token_of(caller, shelf, at),
            f"{D}getetag": lambda: f'"{token_of(caller, shelf, at)}"',
        },
    )


def box_place(caller: Caller, slug: str) -> Place:
    """The inbox (nothing lies there: invitations are a calendar) and the outbox."""
    is_inbox = slug == INBOX
    kind = f"{C}schedule-inbox" if is_inbox else f"{C}schedule-outbox"
    may = f"{C}schedule-deliver" if is_inbox else f"{C}schedule-send"
    return Place(
        caller.shelf(slug),
        {
            **_common(caller),
            f"{D}resourcetype": lambda: [el(f"{D}collection"), el(kind)],
            f"{D}displayname": lambda: _("Thư đến") if is_inbox else _("Thư đi"),
            f"{D}current-user-privilege-set": lambda: [
                el(f"{D}privilege", el(f"{D}read")),
                el(f"{D}privilege", el(may)),
            ],
            f"{C}calendar-free-busy-set": lambda: href(caller.shelf(OWN)),
            f"{C}schedule-default-calendar-URL": lambda: href(caller.shelf(OWN)),
            f"{D}supported-report-set": lambda: None,
        },
    )


def item_place(
    caller: Caller, shelf: Shelf, told: Told, data: Callable[[], str] | None = None
) -> Place:
    return Place(
        address(caller, shelf, told.name),
        {
            **_common(caller),
            f"{D}resourcetype": lambda: None,
            f"{D}getetag": lambda: f'"{told.etag}"',
            f"{D}getcontenttype": lambda: f"{ICALENDAR}; component={told.kind}",
            f"{D}getcontentlength": lambda: str(len(told.body.encode())),
            f"{C}calendar-data": data or (lambda: told.body),
        },
    )


_NOT_IN_ALL = {f"{C}calendar-data"}


def answer(place: Place, wanted: Wanted) -> Answer:
    """What of a place is wanted, and what of that there is not."""
    if wanted.names_only:
        return Answer(place.href, dict.fromkeys(place.properties))
    names = wanted.names
    if wanted.is_all:
        names = tuple(name for name in place.properties if name not in _NOT_IN_ALL)
    return Answer(
        place.href,
        {name: place.properties[name]() for name in names if name in place.properties},
        [name for name in names if name not in place.properties],
    )
