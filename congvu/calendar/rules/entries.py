"""What stands in a calendar, and what is wrong with it as typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from congvu.duties.rules import Fault
from congvu.lib.dates import EARLIEST, LATEST, VIETNAM
from congvu.lib.text import clean, nfc
from congvu.lib.text import gettext_noop as _

LONGEST_LINE = 300
LONGEST_TEXT = 4000
LONGEST_RULE = 500
LONGEST_UID = 255
LONGEST_RAW = 100_000
MOST_ATTENDING = 500
MOST_DAYS = 62
"""An entry without repetition lasts so long at most."""


class OwnerKind(StrEnum):
    PERSON = "person"
    UNIT = "unit"
    AGENCY = "agency"


OWNER_KIND_NAMES = {
    OwnerKind.PERSON: _("cá nhân"),
    OwnerKind.UNIT: _("đơn vị"),
    OwnerKind.AGENCY: _("cơ quan"),
}


@dataclass(frozen=True)
class Owner:
    """Whose calendar: a person's, a unit's or an agency's."""

    kind: OwnerKind
    id: UUID


class Visibility(StrEnum):
    """``private`` tells others only that its owner is busy; ``public`` may stand in the
    part of the week's sheet that everybody reads.
    """

    PRIVATE = "private"
    INTERNAL = "internal"
    PUBLIC = "public"


VISIBILITY_NAMES = {
    Visibility.INTERNAL: _("nội bộ cơ quan"),
    Visibility.PUBLIC: _("công khai"),
    Visibility.PRIVATE: _("riêng, người khác chỉ thấy “bận”"),
}


class Status(StrEnum):
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


STATUS_NAMES = {
    Status.CONFIRMED: _("chắc chắn"),
    Status.TENTATIVE: _("dự kiến"),
    Status.CANCELLED: _("đã hủy"),
}


class Part(StrEnum):
    """What a desk is asked to do there."""

    CHAIR = "chair"
    ATTENDS = "attends"
    PREPARES = "prepares"


PART_NAMES = {
    Part.CHAIR: _("chủ trì"),
    Part.ATTENDS: _("tham dự"),
    Part.PREPARES: _("chuẩn bị"),
}


class Reply(StrEnum):
    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    DELEGATED = "delegated"


REPLY_NAMES = {
    Reply.NONE: _("chưa trả lời"),
    Reply.ACCEPTED: _("dự"),
    Reply.TENTATIVE: _("có thể dự"),
    Reply.DECLINED: _("không dự được"),
    Reply.DELEGATED: _("cử người đi thay"),
}
COMING = (Reply.NONE, Reply.ACCEPTED, Reply.TENTATIVE)
"""Whose time an entry takes."""


@dataclass(frozen=True)
class Change:
    """One time of a repeated entry that is otherwise; ``at`` is when it should be."""

    at: datetime
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True)
class EntryData:
    """What somebody keeps: typed here, or sent by a phone. Moments are aware; ``raw``
    is the iCalendar text it came as, for what we do not know to go back unharmed.
    """

    summary: str
    starts: datetime
    ends: datetime
    all_day: bool = False
    rrule: str = ""
    left_out: tuple[datetime, ...] = ()
    changes: tuple[Change, ...] = ()
    place: str = ""
    description: str = ""
    chair: str = ""
    prepares: str = ""
    visibility: Visibility = Visibility.INTERNAL
    status: Status = Status.CONFIRMED
    uid: str = ""
    sequence: int | None = None
    raw: str = ""

    def tidied(self) -> EntryData:
        """Without what no calendar text can hold; a UID stays the letters it is."""
        return replace(
            self,
            summary=_line(self.summary),
            rrule=_line(self.rrule).upper().removeprefix("RRULE:"),
            place=_line(self.place),
            description=clean(self.description),
            chair=_line(self.chair),
            prepares=_line(self.prepares),
            uid=_UNTELLABLE.sub("", self.uid).strip(),
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """Every word of it, to look for marks of secrecy in."""
        words = (self.summary, self.place, self.description, self.chair, self.prepares)
        return (*words, _FOLD.sub("", self.raw))


_UNTELLABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FOLD = re.compile(r"\r?\n[ \t]")


def _line(text: str) -> str:
    return nfc(_UNTELLABLE.sub(" ", text))


@dataclass(frozen=True)
class Invited:
    """A desk asked to an entry: an agency, a unit or a post; without a ``part`` it
    keeps the one it has, and attends where it has none.
    """

    desk_id: UUID
    part: Part | None = None


def span_faults(starts: datetime, ends: datetime) -> list[Fault]:
    """What is wrong with a span of time, wherever one is typed."""
    if starts.tzinfo is None or ends.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    found = []
    if not EARLIEST <= starts.astimezone(VIETNAM).date() <= LATEST:
        found.append(Fault(_("Ngày không có thật hoặc quá xa."), "starts"))
    if ends <= starts:
        found.append(Fault(_("Giờ kết thúc phải sau giờ bắt đầu."), "ends"))
    elif ends - starts > timedelta(days=MOST_DAYS):
        words = _("Kéo dài quá %(most)s ngày.")
        found.append(Fault(words, "ends", {"most": str(MOST_DAYS)}))
    return found


_LENGTHS = (
    ("summary", LONGEST_LINE),
    ("place", LONGEST_LINE),
    ("chair", LONGEST_LINE),
    ("prepares", LONGEST_LINE),
    ("description", LONGEST_TEXT),
    ("rrule", LONGEST_RULE),
    ("uid", LONGEST_UID),
    ("raw", LONGEST_RAW),
)


def entry_faults(data: EntryData, invited: Sequence[Invited] = ()) -> list[Fault]:
    """Every fault of a tidied entry at once; its rule is read by ``recurring.py``."""
    found = span_faults(data.starts, data.ends)
    if not data.summary:
        found.append(Fault(_("Ghi nội dung."), "summary"))
    for name, most in _LENGTHS:
        if len(getattr(data, name)) > most:
            words = _("Nội dung dài quá %(most)s ký tự.")
            found.append(Fault(words, name, {"most": str(most)}))
    if sum(one.part == Part.CHAIR for one in invited) > 1:
        found.append(Fault(_("Chỉ một người chủ trì."), "chair"))
    if len(invited) > MOST_ATTENDING:
        words = _("Mời quá %(most)s nơi trong một lần.")
        found.append(Fault(words, "invited", {"most": str(MOST_ATTENDING)}))
    for change in data.changes:
        if change.starts is not None and change.ends is not None:
            found += span_faults(change.starts, change.ends)
    return found


def days_between(
    starts: datetime, ends: datetime, first: date, last: date
) -> list[date]:
    """The days from one to before another on which something takes place."""
    opens = max(starts.astimezone(VIETNAM).date(), first)
    closes = (ends - timedelta(microseconds=1)).astimezone(VIETNAM).date()
    n = (min(closes, last - timedelta(days=1)) - opens).days + 1
    return [opens + timedelta(days=i) for i in range(n)]


def at_clock(day: date, hour: int, minute: int = 0) -> datetime:
    """That time of that day on the wall in Viet Nam."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)
