"""The words under which outgoing papers stand in the log."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.numbering import OUTGOING_STATE_NAMES

AUDIT_EVENTS = {
    "outgoing.sequences-set": _("Đặt các dãy số văn bản đi"),
    "outgoing.number-reserved": _("Giữ số văn bản đi"),
    "outgoing.number-cancelled": _("Hủy số văn bản đi"),
    "outgoing.book-closed": _("Khóa sổ văn bản đi"),
    "outgoing.viewed": _("Xem văn bản đi"),
    "outgoing.register-printed": _("In sổ văn bản đi"),
    "outgoing.register-exported": _("Xuất sổ văn bản đi"),
}

AUDIT_WORDS = {
    "symbol": _("số, ký hiệu"),
    "number": _("số"),
    "year": _("năm"),
    "sequence": _("dãy số"),
    "sequences": _("các dãy số"),
    "from": _("từ"),
    "to": _("tới"),
    "form": _("dạng"),
    "entries": _("số văn bản"),
    "last_number": _("số cuối"),
    "state": _("trạng thái"),
    "text_sha256": _("mã SHA-256 của nội dung"),
}

AUDIT_VALUES = {
    "state": OUTGOING_STATE_NAMES,
    "form": {"page": _("trang"), "pdf": "PDF", "xlsx": "Excel", "csv": "CSV"},
}
