"""What the log calls what happens to plans, roll-outs, scans and procurements."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.licences.rules.opensource import BLOCK_NAMES

PLAN_EVENTS: dict[str, str] = {
    "licences.scanned": _("Ghi kết quả quét định dạng tệp"),
    "licences.listed": _("Thêm phần mềm nguồn mở tỉnh ưu tiên"),
    "licences.unlisted": _("Thôi ưu tiên một phần mềm nguồn mở"),
    "licences.plan-begun": _("Lập kế hoạch phần mềm nguồn mở"),
    "licences.line-added": _("Thêm dòng thay thế phần mềm"),
    "licences.line-changed": _("Sửa dòng thay thế phần mềm"),
    "licences.line-dropped": _("Bỏ dòng thay thế phần mềm"),
    "licences.plan-composed": _("Soạn văn bản kế hoạch nguồn mở"),
    "licences.rollout-begun": _("Bắt đầu triển khai phần mềm"),
    "licences.rollout-ended": _("Kết thúc triển khai phần mềm"),
    "licences.wave-added": _("Lập đợt triển khai"),
    "licences.wave-changed": _("Sửa đợt triển khai"),
    "licences.machines-taken": _("Bổ sung máy vào các đợt"),
    "licences.blocked": _("Báo máy vướng khi triển khai"),
    "licences.unblocked": _("Gỡ vướng của máy"),
    "licences.procured": _("Ghi lần mua phần mềm"),
    "licences.procurement-struck": _("Gạch lần mua phần mềm"),
    "licences.plans-passed": _("Kế hoạch, triển khai chuyển sang cơ quan kế thừa"),
}

PLAN_WORDS = {
    "amount": _("số tiền, đồng"),
    "block": _("vướng mắc"),
    "category": _("nhóm"),
    "files": _("số tệp"),
    "heir": _("nơi kế thừa"),
    "instead_of": _("thay cho"),
    "listed": _("sản phẩm được ưu tiên"),
    "machines": _("số máy"),
    "title": _("tên"),
    "troubles": _("không mở được"),
    "what": _("mua gì"),
    **BLOCK_NAMES,
}
