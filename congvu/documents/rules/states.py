"""The states of entries and of parts of the work, and what each asks for."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

URGENCY_NAMES = {
    "normal": _("Thường"),
    "urgent": _("Khẩn"),
    "very_urgent": _("Thượng khẩn"),
    "express": _("Hỏa tốc"),
    "timed_express": _("Hỏa tốc hẹn giờ"),
}


CHANNEL_NAMES = {
    "upload": _("tải lên"),
    "folder": _("thư mục quét"),
    "api": _("API"),
    "command": _("lệnh máy chủ"),
    "paper": _("văn bản giấy"),
    "internal": _("cơ quan khác trong hệ thống"),
    "exchange": _("trục liên thông"),
    "mail": _("thư công vụ"),
    "import": _("nạp từ sổ cũ"),
}
CAME_WHOLE = ("exchange", "mail")
"""Ways by which a paper comes from outside together with everything beside it."""


class EntryState(StrEnum):
    """How far an agency is with a document; each entry is in exactly one."""

    REGISTERED = "registered"
    SUBMITTED = "submitted"
    INSTRUCTED = "instructed"
    HANDLING = "handling"
    REPORTED = "reported"
    DONE = "done"
    RETURNED = "returned"
    CANCELLED = "cancelled"


ENTRY_STATE_NAMES = {
    EntryState.REGISTERED: _("chờ trình"),
    EntryState.SUBMITTED: _("chờ bút phê"),
    EntryState.INSTRUCTED: _("chờ chuyển"),
    EntryState.HANDLING: _("đang giải quyết"),
    EntryState.REPORTED: _("chờ xác nhận"),
    EntryState.DONE: _("đã giải quyết"),
    EntryState.RETURNED: _("đã trả lại nơi gửi"),
    EntryState.CANCELLED: _("đã hủy số"),
}


OPEN_ENTRY_STATES = frozenset(
    {
        EntryState.REGISTERED,
        EntryState.SUBMITTED,
        EntryState.INSTRUCTED,
        EntryState.HANDLING,
        EntryState.REPORTED,
    }
)


# The clerk has to move these on; they stand in bold, and have a day of their own.
WAITS_FOR_REGISTRY = frozenset({EntryState.REGISTERED, EntryState.INSTRUCTED})


class Part(StrEnum):
    """The part a desk has in an entry (NĐ 30/2020 Đ24: one lead, others co-operate)."""

    DIRECT = "direct"
    LEAD = "lead"
    SUPPORT = "support"
    INFORM = "inform"


PART_NAMES = {
    Part.DIRECT: _("cho ý kiến"),
    Part.LEAD: _("chủ trì"),
    Part.SUPPORT: _("phối hợp"),
    Part.INFORM: _("để biết"),
}


class AssignmentState(StrEnum):
    """What a desk has done with what it was given; exactly one at a time."""

    HELD = "held"
    WAITING = "waiting"
    WORKING = "working"
    HANDED_ON = "handed-on"
    REPORTED = "reported"
    DONE = "done"
    SEEN = "seen"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed-on"


ASSIGNMENT_STATE_NAMES = {
    AssignmentState.HELD: _("chờ chuyển"),
    AssignmentState.WAITING: _("chưa xem"),
    AssignmentState.WORKING: _("đang giải quyết"),
    AssignmentState.HANDED_ON: _("đã giao tiếp"),
    AssignmentState.REPORTED: _("chờ xác nhận"),
    AssignmentState.DONE: _("hoàn thành"),
    AssignmentState.SEEN: _("đã biết"),
    AssignmentState.RETURNED: _("đã trả lại"),
    AssignmentState.WITHDRAWN: _("đã rút"),
    AssignmentState.PASSED_ON: _("đã chuyển nơi khác"),
}


# On somebody's desk: it shows in "Việc của tôi".
OPEN_ASSIGNMENT_STATES = frozenset(
    {
        AssignmentState.WAITING,
        AssignmentState.WORKING,
        AssignmentState.HANDED_ON,
        AssignmentState.REPORTED,
    }
)


# The desk itself must act now, not wait for another.
ACTING_STATES = frozenset({AssignmentState.WAITING, AssignmentState.WORKING})


# Somebody answers for it still: it can be urged, passed on, given more time.
UNDER_WAY = ACTING_STATES | {AssignmentState.HANDED_ON}


# Its giver may still take it back.
RECALLED_FROM = UNDER_WAY | {AssignmentState.HELD}


class GrantOrigin(StrEnum):
    """How a desk came to see an entry: held by its agency, for its work, or opened."""

    HELD = "held"
    WORK = "work"
    OPENED = "opened"


GRANT_ORIGIN_NAMES = {
    GrantOrigin.HELD: _("cơ quan giữ văn bản"),
    GrantOrigin.WORK: _("theo việc được giao"),
    GrantOrigin.OPENED: _("được mở riêng"),
}


def order_key(year: int, number: int) -> int:
    """Year and số đến in one figure; a year holds fewer than ten million papers."""
    return year * 10_000_000 + number


def keys_of_years(first: int, last: int) -> tuple[int, int]:
    """From which key on, and before which one, the lines of these years lie; those that
    came from other books lie before their year's own."""
    return order_key(first, 0) - 1_000_000, order_key(last + 1, 0) - 1_000_000


def is_of_another_book(order_key: int) -> bool:
    """Whether a line came from an agency that ended: its key lies between the years."""
    return order_key % 10_000_000 > 9_000_000
