"""Meetings: how one stands, its agenda and what was concluded, as typed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from congvu.calendar.rules.entries import LONGEST_LINE
from congvu.duties.rules import Fault
from congvu.lib.dates import EARLIEST, LATEST
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

MOST_ITEMS = 60
MOST_CONCLUSIONS = 100
MOST_PAPERS = 60
LONGEST_CONCLUSION = 2000
LONGEST_NOTE = 20_000
_MINUTES = "|"


class MeetingState(StrEnum):
    PLANNED = "planned"
    INVITED = "invited"
    HELD = "held"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


MEETING_STATE_NAMES = {
    MeetingState.PLANNED: _("đang chuẩn bị"),
    MeetingState.INVITED: _("đã mời"),
    MeetingState.HELD: _("đã họp"),
    MeetingState.CONCLUDED: _("đã có kết luận"),
    MeetingState.CANCELLED: _("đã hủy"),
}
TO_COME = (MeetingState.PLANNED, MeetingState.INVITED)
NOT_OFF = tuple(s for s in MeetingState if s != MeetingState.CANCELLED)


class MeetingPaperKind(StrEnum):
    """What is drafted from a meeting: its invitation, what was concluded."""

    INVITATION = "invitation"
    NOTICE = "notice"


MEETING_PAPER_NAMES = {
    MeetingPaperKind.INVITATION: _("Giấy mời"),
    MeetingPaperKind.NOTICE: _("Thông báo kết luận"),
}


@dataclass(frozen=True)
class ItemData:
    """A point of the agenda; ``minutes`` is how long it may take, 0 if nobody said."""

    text: str
    presenter: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class ConclusionData:
    text: str
    desk_id: UUID | None = None
    deadline: date | None = None


def items_of(text: str) -> list[ItemData]:
    """One a line: what | who presents | minutes."""
    found = []
    for line in text.splitlines():
        parts = [nfc(part) for part in line.split(_MINUTES)]
        if not any(parts):
            continue
        digits = "".join(c for c in parts[2] if c.isdecimal()) if len(parts) > 2 else ""
        presenter = parts[1] if len(parts) > 1 else ""
        found.append(ItemData(parts[0], presenter, int(digits[:3] or 0)))
    return found


def item_faults(items: Sequence[ItemData]) -> list[Fault]:
    found = []
    if len(items) > MOST_ITEMS:
        words = _("Chương trình có quá %(most)s mục.")
        found.append(Fault(words, "agenda", {"most": str(MOST_ITEMS)}))
    for number, item in enumerate(items, 1):
        named = {"number": str(number), "most": str(LONGEST_LINE)}
        if not item.text:
            words = _("Mục %(number)s chưa có nội dung.")
            found.append(Fault(words, "agenda", named))
        if max(len(item.text), len(item.presenter)) > LONGEST_LINE:
            words = _("Mục %(number)s dài quá %(most)s ký tự.")
            found.append(Fault(words, "agenda", named))
    return found


def conclusion_faults(lines: Sequence[ConclusionData], since: date) -> list[Fault]:
    """Each has words, who does it, and by when: only so it can be followed."""
    found = []
    if not lines:
        found.append(Fault(_("Ghi ít nhất một kết luận."), "text"))
    if len(lines) > MOST_CONCLUSIONS:
        words = _("Ghi quá %(most)s kết luận.")
        found.append(Fault(words, "text", {"most": str(MOST_CONCLUSIONS)}))
    for number, line in enumerate(lines, 1):
        named = {"number": str(number), "most": str(LONGEST_CONCLUSION)}
        if not nfc(line.text):
            found.append(
                Fault(_("Kết luận %(number)s chưa có nội dung."), "text", named)
            )
        if len(line.text) > LONGEST_CONCLUSION:
            words = _("Kết luận %(number)s dài quá %(most)s ký tự.")
            found.append(Fault(words, "text", named))
        if line.desk_id is None:
            words = _("Kết luận %(number)s chưa có nơi thực hiện.")
            found.append(Fault(words, "desk_id", named))
        if line.deadline is None:
            words = _("Kết luận %(number)s chưa có hạn.")
            found.append(Fault(words, "deadline", named))
        elif not max(since, EARLIEST) <= line.deadline <= LATEST:
            words = _("Hạn của kết luận %(number)s trước ngày họp hoặc quá xa.")
            found.append(Fault(words, "deadline", named))
    return found
