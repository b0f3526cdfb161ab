"""The office's own records as lines of a list: one or two queries for any number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from congvu.catalogues.rules import AGENCIES, PAPERS, POSTS, UNITS, Line
from congvu.law.queries import document_types
from congvu.organisations.models import (
    AgencyVersion,
    Identifier,
    IdentifierScheme,
    Post,
    UnitVersion,
)
from congvu.organisations.queries import on_map


def own_lines(code: str, on: date) -> list[Line]:
    """What stands in one of the office's own lists on a day, by code."""
    return sorted(_READ[code](on), key=lambda line: line.code)


def _agencies(on: date) -> list[Line]:
    """By the code of QĐ 20/2020; who has none is not in the list."""
    codes = Identifier.objects.valid(on=on).filter(scheme=IdentifierScheme.CODE_35)
    names = AgencyVersion.objects.valid(on=on).filter(agency__in=codes.values("agency"))
    called = {one.agency_id: one for one in names}
    lines = []
    for code in codes:
        named = called.get(code.agency_id)
        if named is not None:
            since = max(code.valid_from, named.valid_from)
            ends = [d for d in (code.valid_until, named.valid_until) if d]
            until = min(ends) if ends else None
            lines.append(Line(code.value, named.name, since, until))
    return lines


def _units(on: date) -> list[Line]:
    """A unit has no code but its key here."""
    rows = UnitVersion.objects.valid(on=on).filter(unit__valid_from__lte=on)
    return [
        Line(one.unit_id.hex, one.name, one.valid_from, one.valid_until) for one in rows
    ]


def _posts(on: date) -> list[Line]:
    return [
        Line(one.pk.hex, one.name, one.valid_from, one.valid_until)
        for one in Post.objects.valid(on=on)
    ]


def _papers(on: date) -> list[Line]:
    """Their own period stands in the rules; here they hold on the day asked."""
    return [Line(one.code, one.name, on) for one in document_types(on)]


_READ: dict[str, Callable[[date], list[Line]]] = {
    AGENCIES: _agencies,
    UNITS: _units,
    POSTS: _posts,
    PAPERS: _papers,
}


def agency_periods(code: str) -> list[Line]:
    """Every period in which the code meant an agency, under each of its names; three
    queries.
    """
    codes = Identifier.objects.filter(scheme=IdentifierScheme.CODE_35, value=code)
    rows = {one.agency_id: one for one in codes}
    lines = []
    names = AgencyVersion.objects.filter(agency__in=rows).order_by("valid_from")
    for named in names:
        held = rows[named.agency_id]
        since = max(held.valid_from, named.valid_from)
        ends = [d for d in (held.valid_until, named.valid_until) if d]
        until = min(ends) if ends else None
        if until is None or since < until:
            lines.append(Line(code, named.name, since, until))
    return sorted(lines, key=lambda line: line.since)


def agency_successors(code: str, was: date, on: date) -> list[Line]:
    """Who answers on a day for the agency that had the code on another."""
    held = Identifier.objects.valid(on=was).filter(
        scheme=IdentifierScheme.CODE_35, value=code
    )
    agency = held.values_list("agency_id", flat=True).first()
    if agency is None:
        return []
    now = on_map([agency], on)[agency]
    codes = Identifier.objects.valid(on=on).filter(
        agency=now, scheme=IdentifierScheme.CODE_35
    )
    known = set(codes.values_list("value", flat=True))
    return [line for line in _agencies(on) if line.code in known]
