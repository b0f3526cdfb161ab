"""What was taught in a year: agency beside agency, unit beside unit, with the people
behind each number.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.training import actions
from congvu.training.access import sees_report, units_seen
from congvu.training.queries.report import taught_in, years_of
from congvu.training.queries.units import last_day, people_of_unit, units_taught
from congvu.training.views.deeds import READ, tabs
from congvu.ui.deeds import as_download


def _year(request: SeatRequest) -> int:
    """As asked, where there is such a year; else this one."""
    text, now = request.GET.get("nam", ""), timezone.localdate().year
    asked = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else now
    return asked if 2009 <= asked <= now + 1 else now


def _years(asked: int, today: date) -> list[tuple[str, bool]]:
    """Those in which a class began, and this one; the newest first."""
    found = sorted({*years_of(), today.year, asked}, reverse=True)
    return [(str(year), year == asked) for year in found]


def _need_report(request: SeatRequest) -> None:
    if not sees_report(request.seat):
        raise Http404


@require_safe
@with_seat(READ)
def report(request: SeatRequest) -> HttpResponse:
    """Every agency beside the others: numbers alone, no names."""
    _need_report(request)
    seat, year = request.seat, _year(request)
    rows = taught_in(year)
    names = agency_names_on({one.agency_id for one in rows}, seat.on)
    told = [(names.get(one.agency_id, "–"), one) for one in rows]
    context = {
        "year": str(year),
        "years": _years(year, seat.on),
        "rows": sorted(told, key=lambda one: one[0]),
        "tab_items": tabs(seat, "report"),
    }
    return render(request, "training/report.html", context)


@require_safe
@with_seat(READ)
def units(request: SeatRequest) -> HttpResponse:
    """Of one's own agency; a head sees the units below."""
    _need_report(request)
    seat, year = request.seat, _year(request)
    seen, day = units_seen(seat), last_day(year, seat.on)
    rows = units_taught(seat.agency_id, year, day)
    context = {
        "year": str(year),
        "years": _years(year, seat.on),
        "day": day,
        "rows": [one for one in rows if seen is None or one.unit_id in seen],
        "tab_items": tabs(seat, "units"),
    }
    return render(request, "training/units.html", context)


@require_safe
@with_seat(READ)
def unit(request: SeatRequest, training_unit_id: UUID) -> HttpResponse:
    """Who the numbers of a unit are, and by which class each was counted."""
    _need_report(request)
    seat, year = request.seat, _year(request)
    seen, day = units_seen(seat), last_day(year, seat.on)
    rows = units_taught(seat.agency_id, year, day)
    found = next((one for one in rows if one.unit_id == training_unit_id), None)
    if found is None or (seen is not None and training_unit_id not in seen):
        raise Http404
    context = {
        "found": found,
        "year": str(year),
        "day": day,
        "people": people_of_unit(seat.agency_id, training_unit_id, year, day),
    }
    return render(request, "training/unit.html", context)


@require_safe
@with_seat(READ)
def export(request: SeatRequest, form: str) -> HttpResponse:
    _need_report(request)
    made = actions.export_report(
        year=_year(request), form=_form(form), by=request.seat, at=timezone.now()
    )
    return as_download(made)


@require_safe
@with_seat(READ)
def export_units(request: SeatRequest, form: str) -> HttpResponse:
    _need_report(request)
    made = actions.export_units(
        year=_year(request), form=_form(form), by=request.seat, at=timezone.now()
    )
    return as_download(made)


def _form(asked: str) -> actions.Form:
    if asked == "xlsx":
        return "xlsx"
    if asked == "ods":
        return "ods"
    raise Http404
