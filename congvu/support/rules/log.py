"""What the log calls what happens to requests for help."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "support.asked": _("Đề nghị hỗ trợ"),
    "support.answered": _("Trả lời đề nghị hỗ trợ"),
    "support.asked-again": _("Hỏi lại về đề nghị hỗ trợ"),
    "support.closed": _("Đóng đề nghị hỗ trợ"),
    "support.desk-set": _("Đặt bộ phận hỗ trợ"),
    "support.passed": _("Đề nghị hỗ trợ chuyển sang nơi kế thừa"),
}

AUDIT_WORDS = {
    "subject": _("việc"),
    "unit": _("đơn vị"),
    "for_all": _("trả lời cho cả tỉnh"),
    "heir": _("nơi kế thừa"),
}
