"""What the log calls what happens to surveys."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "surveys.begun": _("Mở đợt rà soát"),
    "surveys.closed": _("Kết thúc đợt rà soát"),
    "surveys.saved": _("Ghi phiếu rà soát"),
    "surveys.handed-in": _("Nộp phiếu rà soát"),
    "surveys.returned": _("Trả lại phiếu rà soát"),
    "surveys.extended": _("Gia hạn phiếu rà soát"),
    "surveys.urged": _("Đôn đốc nộp phiếu rà soát"),
    "surveys.criterion-set": _("Đặt tiêu chí rà soát"),
    "surveys.price-set": _("Đặt đơn giá nâng cấp"),
    "surveys.composed": _("Soạn báo cáo rà soát"),
    "surveys.exported": _("Xuất kết quả rà soát"),
    "surveys.passed": _("Phiếu rà soát chuyển sang nơi kế thừa"),
}
AUDIT_WORDS = {
    "survey": _("đợt rà soát"),
    "sheets": _("số phiếu"),
    "due_on": _("hạn nộp"),
    "reason": _("lý do"),
    "late": _("số ngày muộn"),
    "differing": _("số mục khác số đo"),
    "criterion": _("tiêu chí"),
    "declared": _("số khai"),
    "measured": _("số đo"),
    "reasons": _("lý do"),
    "item": _("hạng mục"),
    "weight": _("trọng số"),
    "price": _("đơn giá, đồng"),
    "from": _("từ ngày"),
    "heir": _("nơi kế thừa"),
    "digest": _("mã SHA-256 của số liệu"),
    "form": _("dạng"),
    "handed_in": _("đã nộp"),
}
