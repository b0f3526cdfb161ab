"""Kinds of help, states, and what is wrong with what was written. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from congvu.lib.dates import WorkCalendar, local_date
from congvu.lib.text import clean, nfc
from congvu.lib.text import gettext_noop as _
from congvu.support.rules.log import AUDIT_EVENTS, AUDIT_WORDS

__all__ = ["AUDIT_EVENTS", "AUDIT_WORDS"]

LONGEST_SUBJECT = 200
LONGEST_TEXT = 5000


class HelpKind(StrEnum):
    PLAN = "plan"
    CHOICE = "choice"
    FAULT = "fault"
    OTHER = "other"


HELP_KIND_NAMES = {
    HelpKind.FAULT: _("sự cố"),
    HelpKind.PLAN: _("kế hoạch, dự án"),
    HelpKind.CHOICE: _("lựa chọn công nghệ"),
    HelpKind.OTHER: _("việc khác"),
}


class HelpState(StrEnum):
    """WAITING: an answer is owed; ANSWERED: whoever asked closes it or asks again."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


HELP_STATE_NAMES = {
    HelpState.WAITING: _("chờ trả lời"),
    HelpState.ANSWERED: _("đã trả lời"),
    HelpState.CLOSED: _("đã đóng"),
}


class HelpFault(NamedTuple):
    words: str
    field: str


@dataclass(frozen=True)
class HelpData:
    """What somebody asks, of whom; a machine or a device may be named."""

    kind: HelpKind
    subject: str
    text: str
    to_agency_id: UUID | None
    machine_id: UUID | None = None
    device_id: UUID | None = None

    def tidied(self) -> HelpData:
        return replace(self, subject=nfc(self.subject), text=clean(self.text))


def help_faults(data: HelpData) -> list[HelpFault]:
    found = []
    if not data.subject:
        found.append(HelpFault(_("Ghi ngắn gọn cần hỗ trợ gì."), "subject"))
    elif len(data.subject) > LONGEST_SUBJECT:
        found.append(HelpFault(_("Tên việc dài quá 200 chữ."), "subject"))
    return found + text_faults(data.text)


def text_faults(text: str) -> list[HelpFault]:
    if not text:
        return [HelpFault(_("Ghi nội dung."), "text")]
    if len(text) > LONGEST_TEXT:
        return [HelpFault(_("Nội dung dài quá 5.000 chữ."), "text")]
    return []


def answer_due(asked_at: datetime, days: int, calendar: WorkCalendar) -> date:
    """The last working day on which an answer is in time; the first is the next."""
    return calendar.add_working_days(local_date(asked_at), days)
