"""What the log calls what happens to standards."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "standards.claimed": _("Khai hệ thống với tiêu chuẩn"),
    "standards.waived": _("Miễn áp dụng tiêu chuẩn cho hệ thống"),
    "standards.checked": _("Kiểm tra hệ thống theo tiêu chuẩn"),
    "standards.check-asked": _("Yêu cầu kiểm tra TLS của một địa chỉ"),
    "standards.evaluation-begun": _("Lập đánh giá phần mềm"),
    "standards.evaluation-part": _("Ghi tiêu chí, phần mềm, người chấm"),
    "standards.evaluation-dropped": _("Bỏ tiêu chí, phần mềm, người chấm"),
    "standards.scoring-begun": _("Mở chấm điểm phần mềm"),
    "standards.scored": _("Chấm điểm một phần mềm"),
    "standards.handed-in": _("Nộp phiếu chấm phần mềm"),
    "standards.recommended": _("Soạn văn bản kiến nghị lựa chọn phần mềm"),
    "standards.passed": _("Đánh giá phần mềm chuyển sang nơi kế thừa"),
    "standards.exported": _("Xuất bảng hệ thống và tiêu chuẩn"),
}
AUDIT_WORDS = {
    "system": _("hệ thống"),
    "standard": _("tiêu chuẩn"),
    "claim": _("khai"),
    "until": _("đến hết ngày"),
    "agreed": _("người đồng ý"),
    "reason": _("lý do"),
    "subject": _("tệp, địa chỉ"),
    "passed": _("đạt"),
    "form": _("dạng"),
    "evaluation": _("đánh giá"),
    "part": _("mục"),
    "count": _("số hệ thống"),
}
