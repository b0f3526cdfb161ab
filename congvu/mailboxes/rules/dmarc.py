"""Why a report about a domain was not taken, and what its rows say. Pure."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

BAD_REPORTS = {
    "packed": _("Tệp nén hỏng hoặc có mật khẩu."),
    "many-files": _("Tệp nén có nhiều hơn một tệp."),
    "large": _("Báo cáo lớn quá mức cho phép."),
    "entities": _("Báo cáo có khai báo thực thể; không đọc."),
    "form": _("Không đúng dạng báo cáo DMARC (RFC 7489)."),
    "slow": _("Đọc quá lâu hoặc quá tốn bộ nhớ."),
}

DISPOSITION_NAMES = {
    "none": _("nhận như thường"),
    "quarantine": _("vào thư rác"),
    "reject": _("không nhận"),
}
"""What a server did with letters, and what a domain asks for letters that fail."""


def is_aligned(dkim: str, spf: str) -> bool:
    """DMARC asks for one of the two."""
    return "pass" in (dkim, spf)
