"""The words under which directives stand in the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "directives.opened": _("Mở văn bản chỉ đạo"),
    "directives.viewed": _("Xem văn bản chỉ đạo"),
    "directives.text-read": _("Đọc văn bản chỉ đạo"),
    "directives.watch-given": _("Chọn đơn vị theo dõi văn bản chỉ đạo"),
    "directives.proposal-added": _("Thêm đề xuất nhiệm vụ"),
    "directives.proposal-changed": _("Sửa đề xuất nhiệm vụ"),
    "directives.proposal-confirmed": _("Xác nhận đề xuất nhiệm vụ"),
    "directives.proposal-rejected": _("Bỏ đề xuất nhiệm vụ"),
    "directives.rejection-undone": _("Lấy lại đề xuất đã bỏ"),
    "directives.proposal-split": _("Tách đề xuất nhiệm vụ"),
    "directives.proposals-merged": _("Gộp đề xuất nhiệm vụ"),
    "directives.text-forgotten": _("Xóa chữ của văn bản chỉ đạo có tệp đã hủy"),
    "directives.passed": _("Văn bản chỉ đạo chuyển sang nơi kế thừa"),
}

AUDIT_WORDS = {
    "symbol": _("số, ký hiệu"),
    "text_sha256": _("mã SHA-256 của nội dung"),
    "proposals": _("số đề xuất"),
    "lost": _("số câu không còn thấy"),
    "edition": _("bản quy tắc đọc"),
    "watch": _("đơn vị theo dõi"),
    "sentence": _("vị trí trong văn bản"),
    "pieces": _("các phần"),
    "changed": _("mục đã sửa"),
    "bodies": _("số đơn vị"),
    "reason": _("lý do"),
    "directives": _("số văn bản chỉ đạo"),
}

AUDIT_VALUES: Mapping[str, Mapping[Any, str]] = {
    "changed": {
        "title": _("nhiệm vụ"),
        "lead": _("chủ trì"),
        "lead_left_out": _("đơn vị bỏ khỏi chủ trì"),
        "support": _("phối hợp"),
        "support_left_out": _("đơn vị bỏ khỏi phối hợp"),
        "deadline": _("hạn"),
        "recurs": _("định kỳ"),
        "measure": _("thước đo"),
        "indicator": _("chỉ tiêu"),
        "deliverable": _("sản phẩm"),
        "weight": _("trọng số"),
        "watch": _("theo dõi"),
    },
}
