"""When people and a room are free together; how full a year is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from congvu.calendar import queries
from congvu.calendar.access import calls, leaders_of, posts_offered
from congvu.calendar.forms import SlotsForm
from congvu.calendar.queries import Fullness, Slot
from congvu.calendar.views.deeds import need_desk, tabs
from congvu.organisations.access import SeatRequest, with_seat

_BARS = "·▁▂▃▄▅▆▇█"
_FULL = 5 * 8 * 60
_WEEKS = 53


@require_safe
@with_seat()
def slots(request: SeatRequest) -> HttpResponse:
    """The first times when everybody chosen is free, with the rooms that are, too."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    posts = posts_offered(seat, today)
    asked = "first" in request.GET
    initial = {"first": today, "last": today + timedelta(days=30), "minutes": 60}
    form = SlotsForm(request.GET if asked else None, posts=posts, initial=initial)
    found: list[Slot] = []
    names: dict[UUID, str] = {}
    if asked and form.is_valid():
        data = form.cleaned_data
        listed = (
            queries.resources_of(seat.agency_id, kind=data["kind"])
            if data["kind"]
            else []
        )
        names = {r.pk: r.name for r in listed}
        if listed or not data["kind"]:
            found = queries.free_slots(
                desks=[UUID(pk) for pk in data["people"]],
                resources=list(names),
                first=data["first"],
                last=data["last"],
                minutes=data["minutes"] or 60,
                on=today,
                after=timezone.now(),
            )
    context = {
        "form": form,
        "asked": asked and not form.errors,
        "slots": [
            (one, [names[pk] for pk in one.resources[:4]], _call_url(request, one))
            for one in found
        ],
        "may_call": calls(seat),
        "tab_items": tabs(seat, "slots"),
    }
    status = 422 if form.errors else 200
    return render(request, "calendar/slots.html", context, status=status)


def _call_url(request: SeatRequest, one: Slot) -> str:
    starts, ends = timezone.localtime(one.starts), timezone.localtime(one.ends)
    asked: list[tuple[str, Any]] = [
        ("ngay", f"{starts:%Y-%m-%d}"),
        ("clock_from", f"{starts:%H:%M}"),
        ("clock_to", f"{ends:%H:%M}"),
        *(("moi", pk) for pk in request.GET.getlist("people")),
    ]
    return f"{reverse('calendar:call')}?{urlencode(asked)}"


@dataclass(frozen=True)
class YearRow:
    """A room or a leader: a bar for each week, and how many hours in all."""

    name: str
    bars: str
    hours: int
    busiest: int


@require_safe
@with_seat()
def year(request: SeatRequest) -> HttpResponse:
    """How full the year is, of the agency's rooms and cars, and of its leaders."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    wanted = request.GET.get("nam", "")
    number = (
        int(wanted)
        if len(wanted) == 4 and wanted.isdecimal() and 1945 <= int(wanted) <= 2200
        else today.year
    )
    first, last = date(number, 1, 1), date(number + 1, 1, 1)
    listed = queries.resources_of(seat.agency_id)
    rooms = queries.year_of_resources([r.pk for r in listed], first, last)
    leaders = leaders_of(seat, today)
    busy = queries.year_of_desks([one[0] for one in leaders], first, last, today)
    context = {
        "year": number,
        "rooms": [_row(r.name, rooms.get(r.pk)) for r in listed],
        "leaders": [_row(name, busy.get(post)) for post, _person, name in leaders],
        "tab_items": tabs(seat, ""),
    }
    return render(request, "calendar/year.html", context)


def _row(name: str, found: Fullness | None) -> YearRow:
    weeks = found.weeks if found is not None else {}
    most = len(_BARS) - 1
    bars = "".join(
        _BARS[min(most, -(-weeks.get(week, 0) * most // _FULL))]
        for week in range(_WEEKS)
    )
    total = found.minutes if found is not None else 0
    return YearRow(name, bars, total // 60, max(weeks.values(), default=0) // 60)
