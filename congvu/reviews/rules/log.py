"""The words under which reviews stand in the log."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "reviews.composed": _("Soạn báo cáo nhiệm vụ"),
    "reviews.composed-again": _("Soạn lại báo cáo nhiệm vụ"),
}

AUDIT_WORDS = {
    "span": _("kỳ báo cáo"),
    "closing": _("ngày chốt số liệu"),
    "digest": _("mã SHA-256 của số liệu"),
    "kept": _("phần giữ lời người sửa"),
}
