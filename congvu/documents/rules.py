"""States of entries, assignments and intake; deadlines; what words mean. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from congvu.lib.dates import WorkCalendar
from congvu.lib.numbering import SymbolUnreadable, clean_symbol, parse_symbol
from congvu.lib.text import fold, gettext_noop

_ = gettext_noop

AUDIT_EVENTS = {
    "documents.file-received": _("Nhận tệp"),
    "documents.file-read": _("Đọc nội dung tệp"),
    "documents.file-refused": _("Từ chối tệp"),
    "documents.intake-discarded": _("Bỏ tệp tiếp nhận"),
    "documents.secret-refused": _("Từ chối văn bản mật"),
    "documents.secret-suspected": _("Giữ lại tệp nghi có dấu mật"),
    "documents.secret-confirmed": _("Xác định là văn bản mật"),
    "documents.secret-denied": _("Xác định không phải văn bản mật"),
    "documents.registered": _("Vào sổ văn bản đến"),
    "documents.corrected": _("Sửa dữ liệu"),
    "documents.file-attached": _("Thêm tệp"),
    "documents.register-closed": _("Khóa sổ"),
    "documents.register-reopened": _("Mở lại sổ"),
    "documents.number-cancelled": _("Hủy số đến"),
    "documents.submitted": _("Trình lãnh đạo"),
    "documents.instructed": _("Ghi bút phê"),
    "documents.transferred": _("Chuyển xử lý"),
    "documents.assigned": _("Phân công"),
    "documents.reported": _("Báo cáo kết quả"),
    "documents.confirmed": _("Xác nhận kết quả"),
    "documents.sent-back": _("Trả lại"),
    "documents.noted": _("Đã biết"),
    "documents.recalled": _("Thu hồi việc đã giao, rút trình"),
    "documents.part-passed-on": _("Chuyển người khác xử lý"),
    "documents.pass-on-asked": _("Xin chuyển nơi khác xử lý"),
    "documents.pass-on-refused": _("Không chuyển nơi khác xử lý"),
    "documents.extension-asked": _("Xin gia hạn"),
    "documents.extension-granted": _("Gia hạn"),
    "documents.extension-refused": _("Không gia hạn"),
    "documents.urged": _("Đôn đốc"),
    "documents.forwarded": _("Chuyển để biết"),
    "documents.sent-across": _("Gửi cơ quan khác xử lý"),
    "documents.came-back": _("Cơ quan khác trả lời"),
    "documents.right-opened": _("Mở quyền xem"),
    "documents.right-closed": _("Thu lại quyền xem"),
    "documents.viewed": _("Xem văn bản"),
    "documents.file-viewed": _("Mở tệp văn bản"),
    "documents.register-printed": _("In sổ"),
    "documents.register-exported": _("Xuất sổ"),
}

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
}


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


class Wish(StrEnum):
    """What a desk asks of whoever gave it a part."""

    EXTENSION = "extension"
    PASS_ON = "pass-on"  # noqa: S105 - nothing secret


WISH_NAMES = {Wish.EXTENSION: _("xin gia hạn"), Wish.PASS_ON: _("xin chuyển nơi khác")}


class WishState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


WISH_STATE_NAMES = {
    WishState.OPEN: _("chờ trả lời"),
    WishState.GRANTED: _("được đồng ý"),
    WishState.REFUSED: _("không được đồng ý"),
}


class DeliveryState(StrEnum):
    """How far a paper is at another agency of the same installation."""

    HELD = "held"
    AT_DOOR = "at-door"
    REGISTERED = "registered"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


DELIVERY_STATE_NAMES = {
    DeliveryState.HELD: _("chờ văn thư chuyển"),
    DeliveryState.AT_DOOR: _("đã gửi, chờ nơi nhận vào sổ"),
    DeliveryState.REGISTERED: _("nơi nhận đã vào sổ"),
    DeliveryState.ANSWERED: _("nơi nhận đã trả lời"),
    DeliveryState.REFUSED: _("nơi nhận trả lại"),
    DeliveryState.WITHDRAWN: _("đã rút trước khi vào sổ"),
}
# Nothing came back yet: an answer or a refusal still changes the sender's part.
AWAITED = frozenset({DeliveryState.AT_DOOR, DeliveryState.REGISTERED})


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


class IntakeState(StrEnum):
    READING = "reading"
    READY = "ready"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    REGISTERED = "registered"
    ATTACHED = "attached"
    DISCARDED = "discarded"


INTAKE_STATE_NAMES = {
    IntakeState.READING: _("đang nhận dạng"),
    IntakeState.READY: _("sẵn sàng"),
    IntakeState.QUARANTINED: _("cách ly"),
    IntakeState.REFUSED: _("từ chối"),
    IntakeState.REGISTERED: _("đã vào sổ"),
    IntakeState.ATTACHED: _("đã kèm văn bản"),
    IntakeState.DISCARDED: _("đã bỏ"),
}


class Doubt(StrEnum):
    """Whether something like a mark of secrecy was seen on a file, and is judged.

    HELD: nobody sees the file until a person of the registry has decided. CLEARED: that
    person said that the paper is no state secret.
    """

    NONE = ""
    HELD = "held"
    CLEARED = "cleared"


DOUBT_NAMES = {
    Doubt.HELD: _("nghi có dấu mật"),
    Doubt.CLEARED: _("không phải văn bản mật"),
}
SUSPECTED = _("Nghi có dấu mật.")

FORGOTTEN = {"forgotten": True}
"""What a line of the timeline tells after its paper was destroyed as a secret."""
AUDIT_WORDS = {
    "number": _("số đến"),
    "year": _("năm"),
    "last_number": _("số đến cuối"),
    "from": _("từ"),
    "to": _("tới"),
    "due": _("hạn"),
    "text": _("nội dung"),
    "part": _("phần việc"),
    "reason": _("lý do"),
    "state": _("trạng thái"),
    "channel": _("đường đến"),
    "fields": _("mục đọc được"),
    "register": _("sổ"),
    "form": _("dạng"),
    "sha256": _("mã SHA-256"),
    "text_sha256": _("mã SHA-256 của nội dung"),
    "again": _("giao lại"),
    "changed": _("mục đã sửa"),
    "late": _("lùi ngày"),
    "unconfirmed": _("máy đọc, chưa ai xác nhận từng mục"),
    "page": _("trang"),
    "assignment": _("phần việc"),
    "desk": _("nơi nhận"),
    "from_desk": _("nơi giữ trước"),
    "to_desk": _("nơi giữ sau"),
    "until": _("tới ngày"),
    "desks": _("những nơi nhận"),
    "agency": _("cơ quan"),
    "parts": _("số phần việc"),
    "papers": _("số văn bản"),
}
AUDIT_VALUES = {
    "part": PART_NAMES,
    "to": PART_NAMES,
    "state": INTAKE_STATE_NAMES,
    "channel": CHANNEL_NAMES,
    "register": {
        "incoming": _("sổ đăng ký văn bản đến"),
        "tracking": _("sổ theo dõi giải quyết văn bản đến"),
    },
    "form": {
        "page": _("trang"),
        "pdf": "PDF",
        "xlsx": "Excel",
        "api": "API",
        "searchable": _("bản tìm được chữ"),
    },
    "fields": {
        "number": _("số"),
        "code": _("ký hiệu"),
        "symbol": _("số, ký hiệu"),
        "issued_on": _("ngày văn bản"),
        "issuer": _("cơ quan ban hành"),
        "type_code": _("loại văn bản"),
        "type_name": _("loại văn bản"),
        "subject": _("trích yếu"),
        "signer": _("người ký"),
        "signer_position": _("chức vụ người ký"),
        "urgency": _("độ khẩn"),
    },
}

# What is written on a paper when it is handed on; forms, API and actions agree.
LONGEST_INSTRUCTION = 5000
LONGEST_REASON = 1000
LONGEST_LATE_REASON = 300
LONGEST_NOTE = 500
LONGEST_SYMBOL = 60
LONGEST_URGING = 500
MOST_URGED = 500
"""Lines of a list that one urging covers: what a page shows, many times over."""

# Mật, Tối mật, Tuyệt mật: QĐ 28/2018 Đ1.2; NĐ 30/2020 Đ15.2. As typed or as stamped,
# also with the label before it ("Độ mật: Tối mật"), letters set apart ("M Ậ T"), and by
# the key of the law's row, as a program sends it.
_SECRET = re.compile(
    r"(muc)?(do)?(mat)?(mat|toimat|tuyetmat|secret|topsecret|mostsecret)"
)
NOT_SECRET = "khong"  # noqa: S105 - a choice of the form
_OPEN = frozenset({"", NOT_SECRET, "khongmat", "thuong", "none", "normal"})
_NO_LETTER = re.compile(r"[^a-z]+")


def is_secret(level: str) -> bool:
    """Whether a word for the degree of secrecy names a state secret."""
    return _SECRET.fullmatch(_NO_LETTER.sub("", fold(level))) is not None


def is_open(level: str) -> bool:
    """Whether it says that the paper is no state secret; saying nothing says so, too.

    A word that is neither is a mistake of whoever sent it, and nothing to guess about.
    """
    return _NO_LETTER.sub("", fold(level)) in _OPEN and not re.search(r"\d", level)


_TYPED_MARK = re.compile(
    r"[(\[]\s*((?i:tuyệt\s+mật|tối\s+mật|mật))\s*[)\]]"
    r"|(?<!BÍ )\b(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\b"
    r"|^\s*((?i:tuyệt\s+mật|tối\s+mật|mật))\s*[:.,;–-]"
    r"|(?i:\bđộ\s+mật)\s*[:.]?\s*((?i:tuyệt\s+mật|tối\s+mật|mật))\b"
)


def typed_mark(subject: str) -> str:
    """The mark of a state secret typed into a subject, as it stands there; or none.

    A mark stands alone: in brackets, in capitals where the rest has small letters,
    before the subject, or after "độ mật". "Bảo vệ bí mật nhà nước" is no mark.
    """
    found = _TYPED_MARK.search(subject)
    if found is None:
        return ""
    in_brackets, in_capitals, before, labelled = found.groups()
    if in_capitals and subject == subject.upper():
        return ""
    return in_brackets or in_capitals or before or labelled


@dataclass(frozen=True)
class Paper:
    """What the clerk says a paper is; the input of registration."""

    subject: str
    issuer_name: str
    type_code: str
    symbol: str = ""
    has_no_symbol: bool = False
    issued_on: date | None = None
    signer_name: str = ""
    signer_position: str = ""
    urgency: str = "normal"
    secrecy: str = ""
    identifier: str = ""
    note: str = ""


BOOK_NAMES = {
    "incoming": _("Sổ đăng ký văn bản đến"),
    "tracking": _("Sổ theo dõi giải quyết văn bản đến"),
}

# What a clerk may put right on a line, and how the timeline calls it, in form order.
CORRECTED_NAMES = {
    "symbol": _("số, ký hiệu"),
    "issued_on": _("ngày văn bản"),
    "issuer_name": _("cơ quan ban hành"),
    "type_name": _("loại văn bản"),
    "urgency": _("độ khẩn"),
    "subject": _("trích yếu"),
    "signer_name": _("người ký"),
    "signer_position": _("chức vụ người ký"),
    "identifier": _("mã định danh"),
    "arrived_on": _("ngày đến"),
    "note": _("ghi chú"),
}


def for_the_log(detail: Mapping[str, object]) -> dict[str, object]:
    """What the log keeps of a step: its facts, and of what was written the SHA-256.

    Of what was corrected it keeps the names of the fields, of a file not its name. The
    words themselves stay inside the agency and may have to be destroyed; the log is
    read by others and cannot forget.
    """
    words = ("text", "reason", "changed", "file", "reply")
    kept = {key: value for key, value in detail.items() if key not in words}
    if detail.get("text"):
        kept["text_sha256"] = sha256(str(detail["text"]).encode()).hexdigest()
    changed = detail.get("changed")
    if isinstance(changed, Mapping):
        kept["changed"] = sorted(changed)
    return kept


def order_key(year: int, number: int) -> int:
    """Year and số đến in one figure; a year holds fewer than ten million papers."""
    return year * 10_000_000 + number


def symbol_key(symbol: str) -> str:
    """The same for every way of writing one symbol; empty without a symbol."""
    try:
        return parse_symbol(symbol).key if symbol else ""
    except SymbolUnreadable:
        return clean_symbol(symbol).casefold()


_WORD = re.compile(r"[0-9a-z]+")


def search_words(text: str) -> list[str]:
    """Words as they are found: no accents, letters and digits only, zeros dropped."""
    return [word.lstrip("0") or word for word in _WORD.findall(fold(text))]


def search_text(parts: Iterable[str]) -> str:
    """What a line is found by, each word once, in order."""
    return " ".join(dict.fromkeys(w for part in parts for w in search_words(part)))


def handling_due(
    *, arrived_on: date, immediately: bool, working_days: int | None, days: WorkCalendar
) -> date | None:
    """The day handling must end: at once when urgent (NĐ 30/2020 Đ24.2).

    Otherwise as many working days after arrival as the agency's work rules say; None
    when they set none.
    """
    if immediately:
        return days.add_working_days(arrived_on, 0)
    if working_days is None:
        return None
    return days.add_working_days(arrived_on, working_days)
