"""What the log calls what happens to weaknesses."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "vulnerabilities.loaded": _("Nạp cảnh báo lỗ hổng"),
    "vulnerabilities.sources-loaded": _("Nạp tên gói nguồn của bản phân phối"),
    "vulnerabilities.matched": _("Đối chiếu cảnh báo lỗ hổng"),
    "vulnerabilities.bom-loaded": _("Nạp bảng kê thành phần phần mềm"),
    "vulnerabilities.planned": _("Lên kế hoạch vá lỗ hổng"),
    "vulnerabilities.accepted": _("Chấp nhận rủi ro lỗ hổng"),
    "vulnerabilities.passed": _("Lỗ hổng chuyển sang nơi kế thừa"),
}
AUDIT_WORDS = {
    "file": _("tệp"),
    "release": _("bản phát hành"),
    "packages": _("số gói"),
    "advisories": _("số cảnh báo"),
    "exploited": _("số lỗ hổng đang bị khai thác"),
    "refused": _("số phần bị từ chối"),
    "found": _("phát hiện mới"),
    "mended": _("đã vá"),
    "cause": _("lỗ hổng"),
    "due_on": _("hạn"),
    "until": _("đến ngày"),
    "reason": _("lý do"),
    "name": _("tên"),
    "parts": _("số thành phần"),
}
