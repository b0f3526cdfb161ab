"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.calendar.access import has_calendar
from congvu.calendar.models import Meeting
from congvu.calendar.rules import MeetingState
from congvu.lib.lunar import lunar_of
from congvu.organisations.access import Seat
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted, press, refused

__all__ = ["METHODS", "Words", "answer", "posted", "press", "refused"]

TONES = {
    MeetingState.PLANNED: "look",
    MeetingState.CONCLUDED: "done",
    MeetingState.CANCELLED: "late",
}


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


answer = partial(deeds.answer, template="calendar/form.html")


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
