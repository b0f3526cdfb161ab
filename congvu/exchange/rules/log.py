"""Words for what the audit log keeps of exchange."""

from __future__ import annotations

from congvu.exchange.rules.dispatches import CHANNEL_NAMES, WANTED_NAMES
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "exchange.sent": _("Gửi văn bản tới nơi nhận"),
    "exchange.asked": _("Yêu cầu nơi nhận về văn bản đã gửi"),
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
    "key": _("mã"),
    "label": _("nội dung"),
    "from": _("từ ngày"),
    "until": _("đến trước ngày"),
    "source": _("căn cứ"),
    "rows": _("số dòng"),
    "form": _("dạng tệp"),
    "closed": _("đã đóng"),
}
AUDIT_VALUES = {"wanted": {one.value: name for one, name in WANTED_NAMES.items()}}
