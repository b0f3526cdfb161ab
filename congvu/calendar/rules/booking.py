"""Rooms, cars, video rooms: what one is, and how a booking stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from congvu.calendar.rules.entries import LONGEST_LINE, span_faults
from congvu.calendar.rules.recurring import rule_faults
from congvu.duties.rules import Fault
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

MOST_SEATS = 5000
MOST_BOOKED = 400
"""A repeated booking holds so many times at most."""


class ResourceKind(StrEnum):
    ROOM = "room"
    CAR = "car"
    VIDEO = "video"


RESOURCE_KIND_NAMES = {
    ResourceKind.ROOM: _("phòng họp"),
    ResourceKind.CAR: _("xe ô tô"),
    ResourceKind.VIDEO: _("phòng họp trực tuyến"),
}


class BookingState(StrEnum):
    """Waiting holds its time, too: who asked first is decided about first."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELLED = "cancelled"


BOOKING_STATE_NAMES = {
    BookingState.WAITING: _("chờ duyệt"),
    BookingState.APPROVED: _("đã duyệt"),
    BookingState.REFUSED: _("không duyệt"),
    BookingState.CANCELLED: _("đã hủy"),
}
HELD = (BookingState.WAITING, BookingState.APPROVED)


@dataclass(frozen=True)
class ResourceData:
    kind: ResourceKind
    name: str
    seats: int = 0
    place: str = ""
    equipment: str = ""
    needs_approval: bool = False

    def tidied(self) -> ResourceData:
        return replace(
            self,
            name=nfc(self.name),
            place=nfc(self.place),
            equipment=nfc(self.equipment),
        )


@dataclass(frozen=True)
class BookingData:
    """A booking as asked for; with a rule, one for each of its times."""

    resource_id: UUID
    title: str
    starts: datetime
    ends: datetime
    rrule: str = ""
    note: str = ""

    def tidied(self) -> BookingData:
        return replace(
            self,
            title=nfc(self.title),
            rrule=self.rrule.strip().upper(),
            note=nfc(self.note),
        )


def resource_faults(data: ResourceData) -> list[Fault]:
    found = []
    if not data.name:
        found.append(Fault(_("Ghi tên."), "name"))
    for name in ("name", "place", "equipment"):
        if len(getattr(data, name)) > LONGEST_LINE:
            words = _("Nội dung dài quá %(most)s ký tự.")
            found.append(Fault(words, name, {"most": str(LONGEST_LINE)}))
    if not 0 <= data.seats <= MOST_SEATS:
        found.append(Fault(_("Số chỗ không đúng."), "seats"))
    return found


def booking_faults(data: BookingData) -> list[Fault]:
    found = span_faults(data.starts, data.ends)
    found += rule_faults(data.rrule, data.starts)
    if not data.title:
        found.append(Fault(_("Ghi việc cần dùng."), "title"))
    for name in ("title", "note"):
        if len(getattr(data, name)) > LONGEST_LINE:
            words = _("Nội dung dài quá %(most)s ký tự.")
            found.append(Fault(words, name, {"most": str(LONGEST_LINE)}))
    return found
