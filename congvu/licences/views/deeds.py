"""The one shape of every page that does something, the way between the pages, and what
an address asks: which day, of whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from congvu.lib.text import nfc
from congvu.licences.access import (
    agencies_to_read,
    may_state,
    reads_all,
)
from congvu.licences.forms import uuid_of
from congvu.licences.queries import Covered, added_up, covered_by_agency
from congvu.licences.rules import StandingState
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, done, posted, press
from congvu.ui.fields import DAYS

__all__ = ["METHODS", "TONES", "Words", "answer", "done", "posted", "press", "tabs"]

READ = Permission.READ_LICENCES
KEEP = Permission.KEEP_MACHINES
TONES = {
    StandingState.LEGAL: "done",
    StandingState.FREE: "done",
    StandingState.OVER: "look",
    StandingState.UNLICENSED: "late",
    StandingState.UNKNOWN: "",
}

answer = partial(deeds.answer, template="licences/form.html")


def tabs(seat: Seat, active: str) -> list[ui.Tab]:
    shown = [
        ("list", _("Tình trạng")),
        ("agencies" if reads_all(seat) else "units", _("Theo nơi dùng")),
        ("rights", _("Quyền sử dụng")),
        ("queue", _("Chưa nhận biết")),
        ("catalogue", _("Danh mục")),
        ("rules", _("Quy tắc")),
    ]
    shown.append(("plans", _("Nguồn mở")))
    if may_state(seat):
        shown.append(("statements", _("Bản kê")))
    return [
        ui.Tab(label, reverse(f"licences:{name}"), active=name == active)
        for name, label in shown
    ]


@dataclass(frozen=True)
class Sight:
    """Which day an address asks of, and of whom; None: of all."""

    seat: Seat
    day: date
    today: date
    agency_id: UUID | None
    text: str
    after: str

    @property
    def agencies(self) -> list[UUID] | None:
        return None if self.agency_id is None else [self.agency_id]

    @property
    def agency_name(self) -> str:
        return dict(agencies_to_read(self.seat)).get(self.agency_id or UUID(int=0), "")

    def query(self, **more: str) -> str:
        """The same day and agency, for a way to another page; with ``?``."""
        kept: dict[str, str] = {}
        if self.day != self.today:
            kept["ngay"] = f"{self.day:%d/%m/%Y}"
        if self.agency_id is not None and reads_all(self.seat):
            kept["co_quan"] = str(self.agency_id)
        if self.text:
            kept["q"] = self.text
        kept |= {key: value for key, value in more.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def typed(self) -> dict[str, str]:
        """What the form of the page begins with."""
        return {
            "ngay": f"{self.day:%d/%m/%Y}",
            "co_quan": str(self.agency_id or ""),
            "q": self.text,
        }


def sight(request: HttpRequest, seat: Seat) -> Sight:
    """Today where no day is said that has been; never more than one may see."""
    today = timezone.localdate()
    given = {key: nfc(request.GET.get(key, "")) for key in request.GET}
    agency: UUID | None = seat.agency_id
    if reads_all(seat):
        wanted = uuid_of(given.get("co_quan", ""))
        agency = wanted if wanted in dict(agencies_to_read(seat)) else None
    # A line a part: white space is not run together there.
    after = request.GET.get("sau", "").replace("\x00", "")[:600]
    return Sight(
        seat=seat,
        day=min(_day(given.get("ngay", "")) or today, today),
        today=today,
        agency_id=agency,
        text=given.get("q", "")[:100],
        after=after,
    )


def _day(text: str) -> date | None:
    for shape in DAYS:
        try:
            found = datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day only
        except ValueError:
            continue
        return found if found.year >= 2000 else None
    return None


def coverage(seen: Sight) -> Covered:
    """Beside every figure: how much of the machines it rests on."""
    return added_up(covered_by_agency(seen.day, seen.agencies))
