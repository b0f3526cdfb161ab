"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.calendar.access import has_calendar
from congvu.calendar.models import Meeting
from congvu.calendar.rules import MeetingState
from congvu.lib.lunar import lunar_of
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, posted, show_refusal

__all__ = ["METHODS", "Words", "answer", "posted"]

TONES = {
    MeetingState.PLANNED: "look",
    MeetingState.CONCLUDED: "done",
    MeetingState.CANCELLED: "late",
}


@dataclass(frozen=True)
class Words:
    """What the page of a deed says; ``crumb`` is where one came from."""

    title: str
    button: str
    done: str
    lead: str = ""
    danger: bool = False


def need_desk(seat: Seat) -> None:
    """An administrator's seat runs the office and has no calendar."""
    if not has_calendar(seat):
        raise Http404


def tabs(seat: Seat, active: str) -> list[ui.Tab]:
    """The rooms of the calendar, the same on every page of it."""
    here = reverse("calendar:days")
    found = [
        ("own", _("Của tôi"), here),
        ("unit", _("Đơn vị"), f"{here}?lich=don-vi"),
        ("agency", _("Cơ quan"), f"{here}?lich=co-quan"),
        ("sheet", _("Lịch tuần"), reverse("calendar:sheet")),
        ("meetings", _("Cuộc họp"), reverse("calendar:meetings")),
        ("resources", _("Phòng, xe"), reverse("calendar:resources")),
        ("slots", _("Tìm giờ trống"), reverse("calendar:slots")),
    ]
    return [ui.Tab(label, url, active=key == active) for key, label, url in found]


def meeting_url(found: Meeting) -> str:
    return reverse("calendar:meeting", args=[found.pk])


def refused(request: SeatRequest, why: Refused) -> None:
    """A button's deed that was refused: every reason above the next page."""
    for reason in why.reasons:
        messages.error(request, _(reason.message))


def press(
    request: SeatRequest, act: Callable[[], Any], done: str, back: str
) -> HttpResponse:
    """A button's deed: done, or every reason, and back to where it was pressed."""
    try:
        act()
    except Refused as why:
        refused(request, why)
    else:
        messages.success(request, done)
    return redirect(back)


def answer(
    request: SeatRequest,
    form: forms.Form,
    words: Words,
    act: Callable[[], Any],
    *,
    back: str,
    to: Callable[[Any], str] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; on POST do the one action, and show every reason it refuses."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, words.done)
            return redirect(to(made) if to is not None else back)
    context = {"form": form, "words": words, "back": back, **(more or {})}
    status = 422 if form.errors else 200
    return render(request, "calendar/form.html", context, status=status)


def lunar_words(day: date) -> str:
    """As a calendar on the wall prints it: 15/10; of a year's first day its name."""
    moon = lunar_of(day)
    if moon is None:
        return ""
    is_new_year = (moon.day, moon.month, moon.is_leap) == (1, 1, False)
    return f"{moon.short} {moon.year_name}" if is_new_year else moon.short


def week_url(name: str, monday: date, unit_id: UUID | None, *keys: str) -> str:
    unit = f"&don_vi={unit_id}" if unit_id is not None else ""
    return f"{reverse(name, args=keys)}?tuan={monday:%Y-%m-%d}{unit}"
