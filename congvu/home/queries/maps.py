"""Whose papers count, and where units stand: as it was, or on the map of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from congvu.documents.access import scope_of
from congvu.documents.queries.overview import Asked, UnitOnMap
from congvu.home.rules import Period
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.organisations.queries import (
    Ended,
    agency_names_on,
    ended_agencies,
    unit_heirs,
    unit_names_on,
)

THEN, TODAY = "ngay-xem", "hom-nay"
MAP_NAMES: Mapping[str, str] = {
    THEN: gettext_noop("Như ngày xem"),
    TODAY: gettext_noop("Bản đồ hôm nay"),
}


def same_unit(unit_id: UUID) -> UUID:
    """The map of the day itself: each unit answers for itself."""
    return unit_id


@dataclass(frozen=True)
class UnitMap:
    """``unit_on_map`` says which unit stands for a unit, ``names_on`` by which name.

    ``books`` is the body whose books count, None for all that lives on in the seat's
    agency; ``ended`` it where it is not there any more. ``agencies`` are all whose
    units may lead one of the papers.
    """

    key: str
    names_on: date
    books: UUID | None
    agencies: frozenset[UUID]
    unit_on_map: UnitOnMap = same_unit
    ended: Ended | None = None

    def names(self) -> dict[UUID, str]:
        return unit_names_on(self.agencies, self.names_on)

    def units_of(self, unit: UUID) -> tuple[UUID | None, ...]:
        """Every unit that the one on the map stands for."""
        return tuple(u for u in self.names() if self.unit_on_map(u) == unit) or (unit,)

    def agency_name(self, seat: Seat) -> str:
        """Whose figures these are, by the name of the day; one query for a past one."""
        body = self.books or seat.agency_id
        if self.names_on >= seat.on:
            return seat.agency_name
        return agency_names_on([body], self.names_on).get(body, seat.agency_name)


def unit_map(
    key: str, period: Period, *, seat: Seat, on: date, body: UUID | None = None
) -> UnitMap:
    """The map asked for; with ``body`` an ended one as it was, if it may be read."""
    agencies = frozenset({seat.agency_id, *(a.agency_id for a in seat.ancestors)})
    if body is not None and body != seat.agency_id:
        ended = next((b for b in ended_before(seat) if b.id == body), None)
        if ended is None:
            raise Http404
        last = min(period.last, ended.ended_on - timedelta(days=1))
        return UnitMap(THEN, last, body, agencies, ended=ended)
    if key == TODAY:
        heirs = unit_heirs(on)
        return UnitMap(TODAY, on, None, agencies, lambda unit: heirs.get(unit, unit))
    return UnitMap(THEN, period.last, seat.agency_id, agencies)


def ended_before(seat: Seat) -> list[Ended]:
    """The bodies that ended whose papers a seat may read; one query, if any."""
    scope = scope_of(seat)
    read = {a.agency_id for a in seat.ancestors if a.principals} | scope.whole
    return ended_agencies(read) if read else []


def ended_name(body: Ended) -> str:
    """ "UBND xã Yến Dương (đến 30/06/2025)" """
    return _("%(agency)s (đến %(day)s)") % {
        "agency": body.short_name or body.name,
        "day": f"{body.ended_on - timedelta(days=1):%d/%m/%Y}",
    }


def asked_of(
    seat: Seat, period: Period, units: UnitMap, *, on: date, at: datetime
) -> Asked:
    """The period on a map through the eyes of a seat, by the one policy."""
    asked = Asked(scope_of(seat), period.first, period.last, at, on, calendar())
    return replace(asked, books=units.books, then=units.names_on)
