"""What the log calls what happens to processing and requests."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "privacy.entered": _("Ghi hoạt động xử lý dữ liệu cá nhân"),
    "privacy.changed": _("Sửa hoạt động xử lý dữ liệu cá nhân"),
    "privacy.assessed": _("Ghi hồ sơ đánh giá tác động xử lý dữ liệu"),
    "privacy.ended": _("Chấm dứt hoạt động xử lý dữ liệu cá nhân"),
    "privacy.asked": _("Nhận yêu cầu của chủ thể dữ liệu"),
    "privacy.term-chosen": _("Chọn thời hạn cho yêu cầu của chủ thể dữ liệu"),
    "privacy.first-told": _("Ghi trả lời ban đầu cho chủ thể dữ liệu"),
    "privacy.composed": _("Soạn văn bản trả lời chủ thể dữ liệu"),
    "privacy.answered": _("Ghi đã giải quyết yêu cầu của chủ thể dữ liệu"),
    "privacy.refused": _("Từ chối yêu cầu của chủ thể dữ liệu"),
    "privacy.passed": _("Hồ sơ dữ liệu cá nhân chuyển sang nơi kế thừa"),
}
# The person who asked is in the row, not in the log.
AUDIT_WORDS = {
    "processing": _("hoạt động xử lý"),
    "wish": _("yêu cầu"),
    "term": _("thời hạn"),
    "reason": _("lý do"),
    "record": _("văn bản, cách báo"),
}
