"""Words for what the audit log keeps of exchange."""

from __future__ import annotations

from congvu.exchange.rules.dispatches import (
    ARRIVAL_NAMES,
    CHANNEL_NAMES,
    KIND_NAMES,
    WANTED_NAMES,
)
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "exchange.sent": _("Gửi văn bản tới nơi nhận"),
    "exchange.asked": _("Yêu cầu nơi nhận về văn bản đã gửi"),
    "exchange.packet-sent": _("Gói tin đã ra khỏi hệ thống"),
    "exchange.packet-given-up": _("Thôi gửi một gói tin"),
    "exchange.sent-again": _("Gửi lại một gói tin"),
    "exchange.enrolled": _("Đăng ký cơ quan trên trục"),
    "exchange.enrolment-refused": _("Trục không nhận đăng ký cơ quan"),
    "exchange.packet-kept": _("Nhận một gói tin từ ngoài hệ thống"),
    "exchange.packet-not-kept": _("Không giữ một gói tin từ ngoài hệ thống"),
    "exchange.packet-settled": _("Đọc xong gói tin đến"),
    "exchange.packet-taken-out": _("Tải gói tin đến"),
    "exchange.answered": _("Trả lời yêu cầu của nơi gửi"),
    "exchange.regulation-added": _("Thêm dòng quy chế gửi nhận"),
    "exchange.regulation-ended": _("Ghi hết hiệu lực một dòng quy chế gửi nhận"),
    "exchange.directory-taken": _("Nạp danh bạ cơ quan"),
    "exchange.share-exported": _("Xuất tỷ lệ văn bản điện tử"),
    "exchange.regulation-loaded": _("Nạp quy chế gửi nhận"),
}
AUDIT_WORDS = {
    **{channel.value: name for channel, name in CHANNEL_NAMES.items()},
    "symbol": _("số, ký hiệu"),
    "wanted": _("yêu cầu"),
    "places": _("số nơi nhận"),
    "agreed": _("đồng ý"),
    "document": _("mã văn bản"),
    "kind": _("loại gói tin"),
    "code": _("mã nghiệp vụ hoặc trạng thái"),
    "channel": _("đường gửi"),
    "reason": _("lý do"),
    "state": _("kết quả"),
    "sender": _("mã nơi gửi"),
    "sha256": _("mã băm SHA-256"),
    "key": _("mã"),
    "label": _("nội dung"),
    "from": _("từ ngày"),
    "until": _("đến trước ngày"),
    "source": _("căn cứ"),
    "rows": _("số dòng"),
    "form": _("dạng tệp"),
    "closed": _("đã đóng"),
}
AUDIT_VALUES = {
    "wanted": {one.value: name for one, name in WANTED_NAMES.items()},
    "kind": KIND_NAMES,
    "channel": {one.value: name for one, name in CHANNEL_NAMES.items()},
    "state": {one.value: name for one, name in ARRIVAL_NAMES.items()},
}
