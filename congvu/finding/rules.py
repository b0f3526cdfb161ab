"""What can be found, in words. Pure."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "finding.exported": _("Xuất kết quả tìm kiếm"),
    "finding.question-saved": _("Lưu câu tìm"),
    "finding.question-deleted": _("Xóa câu tìm đã lưu"),
}
AUDIT_WORDS = {"lines": _("số dòng"), "watched": _("báo khi có kết quả mới")}

KIND_NAMES = {
    "incoming": _("Văn bản đến"),
    "outgoing": _("Văn bản đi"),
    "draft": _("Dự thảo"),
    "dossier": _("Hồ sơ"),
}
MOST_EXPORTED = 5_000
"""Lines of one file of hits; who needs more narrows."""
