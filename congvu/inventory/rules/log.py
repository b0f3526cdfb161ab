"""What the log calls what happens to machines."""

from __future__ import annotations

from congvu.inventory.rules.facts import (
    FORMAT_NAMES,
    LIKELY_NAMES,
    MACHINE_KIND_NAMES,
    MACHINE_STATE_NAMES,
)
from congvu.inventory.rules.papers import PAPER_KIND_NAMES
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
    "inventory.paper-drawn": _("Lập giấy tờ về máy"),
    "inventory.paper-confirmed": _("Xác nhận nhận máy"),
    "inventory.paper-refused": _("Không nhận máy"),
    "inventory.paper-withdrawn": _("Rút giấy tờ về máy"),
    "inventory.paper-drafted": _("Soạn biên bản về máy để ký"),
    "inventory.wiping-begun": _("Lập hồ sơ xử lý vật mang dữ liệu"),
    "inventory.medium-wiped": _("Ghi vật mang dữ liệu đã xử lý"),
    "inventory.wiping-drafted": _("Soạn biên bản xử lý vật mang dữ liệu"),
    "inventory.wiping-closed": _("Hoàn tất hồ sơ xử lý vật mang dữ liệu"),
    "inventory.exported": _("Xuất danh sách máy"),
    "inventory.labels-printed": _("In nhãn máy"),
    "inventory.life-set": _("Đặt mức hao mòn của máy"),
    "inventory.keeper-named": _("Giao giữ máy toàn tỉnh"),
    "inventory.keeper-ended": _("Thôi giao giữ máy toàn tỉnh"),
    "inventory.load-begun": _("Nạp bảng kê máy"),
    "inventory.thinned": _("Dọn bản kiểm kê cũ không đổi gì"),
}

AUDIT_WORDS = {
    "added": _("phần mềm thêm"),
    "basis": _("căn cứ"),
    "changed": _("đã sửa"),
    "count": _("số"),
    "form": _("dạng tệp"),
    "format": _("dạng"),
    "heir": _("nơi kế thừa"),
    "kind": _("loại"),
    "label": _("dùng cho"),
    "likely": _("vì sao nghi"),
    "machine": _("máy"),
    "name": _("tên"),
    "number": _("số giấy"),
    "other": _("máy kia"),
    "reason": _("lý do"),
    "post": _("chức vụ"),
    "receiver": _("bên nhận"),
    "removed": _("phần mềm bớt"),
    "serial": _("số sê-ri"),
    "sha256": _("mã băm"),
    "state": _("trạng thái"),
    "symbol": _("số, ký hiệu"),
    "years": _("số năm"),
    **{str(key): words for key, words in FORMAT_NAMES.items()},
    **{str(key): words for key, words in LIKELY_NAMES.items()},
    **{str(key): words for key, words in MACHINE_STATE_NAMES.items()},
}
AUDIT_VALUES = {
    "kind": {
        str(key): words
        for names in (MACHINE_KIND_NAMES, PAPER_KIND_NAMES)
        for key, words in names.items()
    }
}
