"""How a telephone or Thunderbird is connected; one entry as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.calendar.access import get_entry_for, has_calendar
from congvu.calendar.formats.entries import text_of
from congvu.calendar.queries.dav import changed_times, data_of, tasks_kept
from congvu.calendar.views.dav.door import Caller
from congvu.calendar.views.dav.shelves import Shelf, shelves_of
from congvu.calendar.views.deeds import need_desk
from congvu.organisations.access import SeatRequest, with_seat


@require_safe
@with_seat()
def connect(request: SeatRequest) -> HttpResponse:
    """The addresses a calendar program is given, and how, one after another."""
    need_desk(request.seat)
    seats = tuple(seat for seat in request.seats if has_calendar(seat))
    caller = Caller(request.user, seats)
    shelves = [
        (one.name, request.build_absolute_uri(caller.shelf(one.slug)), _may(one))
        for one in shelves_of(caller)
    ]
    context = {
        "host": request.get_host(),
        "address": request.build_absolute_uri(reverse("calendar:dav")),
        "login": request.user.username,
        "shelves": shelves,
        "tasks": tasks_kept(request.seat.person_id),
    }
    return render(request, "calendar/connect.html", context)


def _may(shelf: Shelf) -> str:
    if shelf.owner is None:
        return _("xem và trả lời")
    return _("xem và ghi") if shelf.writes else _("chỉ xem")


@require_safe
@with_seat()
def entry_file(request: SeatRequest, calendar_entry_id: UUID) -> HttpResponse:
    """One entry as .ics, for a program that is not connected."""
    entry = get_entry_for(request.seat, calendar_entry_id)
    data = data_of(entry, changed_times(entry))
    text = text_of(data, stamp=entry.kept_at)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    kept = f'attachment; filename="lich-{entry.starts:%Y%m%d}.ics"'
    response["Content-Disposition"] = kept
    return response
