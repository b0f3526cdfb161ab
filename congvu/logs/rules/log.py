"""What the audit log calls what happens to sources, rules and alerts."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "logs.source-made": _("Ghi danh nguồn nhật ký"),
    "logs.source-ended": _("Ngừng nguồn nhật ký"),
    "logs.alert-opened": _("Cảnh báo an ninh mới"),
    "logs.alert-seen": _("Nhận xử lý cảnh báo an ninh"),
    "logs.alert-false": _("Coi cảnh báo an ninh là báo động giả"),
    "logs.alert-reopened": _("Hết hạn coi là báo động giả, xem lại"),
    "logs.alert-closed": _("Đóng cảnh báo an ninh"),
    "logs.rule-added": _("Nạp quy tắc phát hiện"),
    "logs.rule-tried": _("Chạy thử quy tắc phát hiện"),
    "logs.rule-on": _("Bật quy tắc phát hiện"),
    "logs.rule-off": _("Tắt quy tắc phát hiện"),
    "logs.day-archived": _("Một ngày nhật ký vào kho lưu"),
    "logs.day-ended": _("Hết hạn giữ một ngày nhật ký"),
    "logs.passed": _("Nguồn nhật ký chuyển sang nơi kế thừa"),
}
AUDIT_WORDS = {
    "name": _("tên"),
    "rule": _("quy tắc"),
    "key": _("về"),
    "until": _("đến ngày"),
    "reason": _("lý do"),
    "sources": _("số nguồn"),
    "matched": _("số dòng khớp"),
    "lines": _("số dòng đã thử"),
    "day": _("ngày"),
    "events": _("số sự kiện"),
}
