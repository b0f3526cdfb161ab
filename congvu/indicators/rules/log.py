"""What of this app is in the log, and the words of its data."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "indicators.target-set": _("Đặt mức phải đạt của chỉ tiêu"),
    "indicators.target-withdrawn": _("Rút mức phải đạt của chỉ tiêu"),
    "indicators.figure-reported": _("Báo cáo số liệu của chỉ tiêu"),
    "indicators.figure-withdrawn": _("Rút số liệu đã báo cáo của chỉ tiêu"),
}
AUDIT_WORDS = {
    "indicator": _("chỉ tiêu"),
    "body": _("cơ quan"),
    "value": _("giá trị"),
    "old": _("giá trị cũ"),
    "from": _("từ ngày"),
    "until": _("đến trước ngày"),
    "period": _("kỳ bắt đầu ngày"),
    "source": _("căn cứ"),
    "because": _("lý do"),
}
