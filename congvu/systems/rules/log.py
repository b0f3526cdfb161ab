"""What the log calls what happens to systems."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "systems.added": _("Ghi hệ thống thông tin"),
    "systems.changed": _("Sửa hệ thống thông tin"),
    "systems.part-added": _("Ghi thành phần của hệ thống thông tin"),
    "systems.part-removed": _("Bỏ thành phần của hệ thống thông tin"),
    "systems.assessed": _("Xác định cấp độ hệ thống thông tin"),
    "systems.review-asked": _("Yêu cầu xem lại cấp độ"),
    "systems.level-recorded": _("Ghi cấp độ đã phê duyệt"),
    "systems.dossier-begun": _("Lập hồ sơ đề xuất cấp độ"),
    "systems.dossier-changed": _("Sửa hồ sơ đề xuất cấp độ"),
    "systems.composed": _("Soạn văn bản của hồ sơ cấp độ"),
    "systems.submitted": _("Trình hồ sơ đề xuất cấp độ"),
    "systems.returned": _("Trả lại hồ sơ đề xuất cấp độ"),
    "systems.appraised": _("Thẩm định hồ sơ đề xuất cấp độ"),
    "systems.approved": _("Phê duyệt cấp độ"),
    "systems.withdrawn": _("Rút hồ sơ đề xuất cấp độ"),
    "systems.ended": _("Hủy bỏ hệ thống thông tin"),
    "systems.exported": _("Xuất danh sách hệ thống thông tin"),
    "systems.passed": _("Hệ thống thông tin chuyển sang nơi kế thừa"),
}
AUDIT_WORDS = {
    "system": _("hệ thống"),
    "level": _("cấp độ"),
    "proposed": _("cấp độ đề xuất"),
    "on": _("ngày"),
    "basis": _("căn cứ"),
    "reason": _("lý do"),
    "part": _("thành phần"),
    "due_on": _("hạn"),
    "count": _("số hệ thống"),
    "form": _("dạng"),
    "fields": _("mục"),
}
