"""The words under which the work calendar stands in the log."""

from __future__ import annotations

from congvu.calendar.rules.booking import BOOKING_STATE_NAMES, RESOURCE_KIND_NAMES
from congvu.calendar.rules.entries import OWNER_KIND_NAMES, REPLY_NAMES
from congvu.calendar.rules.feeds import FEED_SHOWS_NAMES
from congvu.calendar.rules.meetings import MEETING_PAPER_NAMES
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "calendar.entry-kept": _("Ghi mục lịch"),
    "calendar.entry-dropped": _("Bỏ mục lịch"),
    "calendar.time-changed": _("Đổi một lần của mục lịch"),
    "calendar.replied": _("Trả lời lời mời"),
    "calendar.delegated": _("Cử người đi thay"),
    "calendar.resource-kept": _("Ghi phòng, xe"),
    "calendar.resource-ended": _("Thôi cho dùng phòng, xe"),
    "calendar.booked": _("Đặt phòng, xe"),
    "calendar.booking-decided": _("Duyệt lượt đặt phòng, xe"),
    "calendar.booking-cancelled": _("Hủy lượt đặt phòng, xe"),
    "calendar.booking-moved": _("Chuyển lượt đặt theo cuộc họp"),
    "calendar.blocked": _("Khóa phòng, xe"),
    "calendar.unblocked": _("Mở lại phòng, xe"),
    "calendar.week-submitted": _("Trình lịch công tác tuần"),
    "calendar.week-returned": _("Trả lại lịch công tác tuần"),
    "calendar.week-approved": _("Duyệt lịch công tác tuần"),
    "calendar.week-published": _("Công bố lịch công tác tuần"),
    "calendar.meeting-called": _("Lập cuộc họp"),
    "calendar.meeting-changed": _("Sửa cuộc họp"),
    "calendar.meeting-cancelled": _("Hủy cuộc họp"),
    "calendar.paper-added": _("Đưa tài liệu vào cuộc họp"),
    "calendar.paper-removed": _("Rút tài liệu khỏi cuộc họp"),
    "calendar.paper-read": _("Đọc tài liệu họp"),
    "calendar.drafted": _("Soạn văn bản của cuộc họp"),
    "calendar.issued": _("Ghi văn bản của cuộc họp đã phát hành"),
    "calendar.attended": _("Điểm danh cuộc họp"),
    "calendar.note-kept": _("Ghi chép riêng khi họp"),
    "calendar.concluded": _("Ghi kết luận cuộc họp"),
    "calendar.given": _("Giao việc theo kết luận cuộc họp"),
    "calendar.passed": _("Lịch công tác chuyển sang nơi kế thừa"),
    "calendar.filled": _("Ghi việc của phần khác vào lịch cá nhân"),
    "calendar.feed-made": _("Tạo địa chỉ lịch chỉ đọc"),
    "calendar.feed-revoked": _("Thu hồi địa chỉ lịch chỉ đọc"),
}

AUDIT_WORDS = {
    "owner": _("lịch của"),
    "sequence": _("lần sửa"),
    "day": _("ngày"),
    "invited": _("số nơi được mời"),
    "times": _("số lần"),
    "reply": _("trả lời"),
    "to": _("đến"),
    "kind": _("loại"),
    "state": _("trạng thái"),
    "name": _("tên"),
    "week": _("tuần từ ngày"),
    "number": _("lần"),
    "lines": _("số dòng"),
    "changes": _("số thay đổi"),
    "items": _("số mục chương trình"),
    "symbol": _("số, ký hiệu"),
    "sha256": _("mã băm SHA-256"),
    "present": _("số có mặt"),
    "conclusions": _("số kết luận"),
    "outside": _("số người ngoài được mời"),
    "address": _("địa chỉ"),
    "shows": _("cho xem"),
    **{str(key): words for key, words in FEED_SHOWS_NAMES.items()},
    **{str(key): words for key, words in OWNER_KIND_NAMES.items()},
    **{str(key): words for key, words in REPLY_NAMES.items()},
    **{str(key): words for key, words in RESOURCE_KIND_NAMES.items()},
    **{str(key): words for key, words in BOOKING_STATE_NAMES.items()},
    **{str(key): words for key, words in MEETING_PAPER_NAMES.items()},
}
