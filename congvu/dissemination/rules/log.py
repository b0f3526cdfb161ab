"""The words under which tellings stand in the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congvu.dissemination.rules.stages import ENDING_NAMES
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "dissemination.sent": _("Phổ biến văn bản"),
    "dissemination.people-changed": _("Cập nhật người được phổ biến"),
    "dissemination.opened": _("Mở văn bản được phổ biến"),
    "dissemination.confirmed": _("Xác nhận đã nắm văn bản"),
    "dissemination.answered": _("Trả lời câu hỏi về văn bản"),
    "dissemination.ended": _("Kết thúc đợt phổ biến"),
    "dissemination.words-forgotten": _("Xóa lời, câu hỏi về văn bản mật"),
    "dissemination.viewed": _("Xem danh sách người được phổ biến"),
    "dissemination.printed": _("Xuất danh sách phổ biến"),
    "dissemination.passed": _("Đợt phổ biến chuyển sang nơi kế thừa"),
}

AUDIT_WORDS = {
    "symbol": _("số, ký hiệu"),
    "people": _("số người"),
    "questions": _("số câu hỏi"),
    "confirm_by": _("hạn xác nhận"),
    "joined": _("mới vào"),
    "left": _("đã rời"),
    "moved": _("đổi nơi"),
    "sha256": _("mã SHA-256 của tệp"),
    "passed": _("đạt"),
    "tries": _("số lần trả lời"),
    "because": _("vì"),
    "words": _("lời nhắn"),
    "lines": _("số dòng"),
    "form": _("dạng tệp"),
}

AUDIT_VALUES: Mapping[str, Mapping[Any, str]] = {
    "because": {str(key): words for key, words in ENDING_NAMES.items()},
}
