"""What the log calls what happens to machines."""

from __future__ import annotations

from congvu.inventory.rules.facts import (
    FORMAT_NAMES,
    LIKELY_NAMES,
    MACHINE_STATE_NAMES,
)
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "inventory.received": _("Nhận kiểm kê máy"),
    "inventory.refused": _("Không nhận kiểm kê máy"),
    "inventory.claimed": _("Kiểm kê nhận là máy của cơ quan khác"),
    "inventory.machine-added": _("Ghi máy"),
    "inventory.machine-changed": _("Sửa máy"),
    "inventory.enrolled": _("Tạo mã ghi danh máy"),
    "inventory.enrolment-revoked": _("Thu hồi mã ghi danh máy"),
    "inventory.merged": _("Gộp hai máy"),
    "inventory.kept-apart": _("Ghi hai máy khác nhau"),
    "inventory.passed": _("Máy chuyển sang cơ quan kế thừa"),
}

AUDIT_WORDS = {
    "added": _("phần mềm thêm"),
    "changed": _("đã sửa"),
    "count": _("số"),
    "format": _("dạng"),
    "heir": _("nơi kế thừa"),
    "label": _("dùng cho"),
    "likely": _("vì sao nghi"),
    "machine": _("máy"),
    "name": _("tên"),
    "other": _("máy kia"),
    "reason": _("lý do"),
    "removed": _("phần mềm bớt"),
    "state": _("trạng thái"),
    **{str(key): words for key, words in FORMAT_NAMES.items()},
    **{str(key): words for key, words in LIKELY_NAMES.items()},
    **{str(key): words for key, words in MACHINE_STATE_NAMES.items()},
}
