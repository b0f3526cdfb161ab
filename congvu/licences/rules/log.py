"""What the log calls what happens to licences."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.licences.rules.plan_log import PLAN_EVENTS, PLAN_WORDS
from congvu.licences.rules.words import ENTITLEMENT_KIND_NAMES

AUDIT_EVENTS: dict[str, str] = {
    "licences.catalogue-loaded": _("Nạp danh mục phần mềm đi kèm"),
    "licences.product-added": _("Ghi sản phẩm phần mềm"),
    "licences.product-changed": _("Sửa sản phẩm phần mềm"),
    "licences.rule-added": _("Ghi quy tắc nhận biết phần mềm"),
    "licences.rule-removed": _("Bỏ quy tắc nhận biết phần mềm"),
    "licences.entitled": _("Ghi quyền sử dụng phần mềm"),
    "licences.entitlement-changed": _("Sửa quyền sử dụng phần mềm"),
    "licences.proof-added": _("Thêm chứng từ quyền sử dụng phần mềm"),
    "licences.allocated": _("Cấp phát quyền sử dụng phần mềm"),
    "licences.transferred": _("Chuyển quyền sử dụng phần mềm"),
    "licences.returned": _("Thu lại quyền sử dụng phần mềm"),
    "licences.passed": _("Quyền sử dụng phần mềm chuyển sang nơi kế thừa"),
    "licences.stated": _("Lập bản kê tình trạng phần mềm"),
    **PLAN_EVENTS,
}

AUDIT_WORDS = {
    "after": _("sau"),
    "before": _("trước"),
    "changed": _("đã sửa"),
    "count": _("số"),
    "day": _("ngày"),
    "digest": _("mã số liệu"),
    "kind": _("loại"),
    "name": _("tên"),
    "product": _("sản phẩm"),
    "products": _("sản phẩm"),
    "reason": _("lý do"),
    "rule": _("quy tắc"),
    "rules": _("quy tắc"),
    "seats": _("số lượng"),
    "target": _("cấp cho"),
    **PLAN_WORDS,
    **{str(key): words for key, words in ENTITLEMENT_KIND_NAMES.items()},
}
