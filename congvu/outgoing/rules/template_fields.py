"""Names that may stand in a template of the staff, and what each becomes. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congvu.lib.numbering import format_number
from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.paper import Paper
from congvu.outgoing.rules.symbols import day_word, month_word

FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@dataclass(frozen=True)
class Field:
    """A name that may stand in a template, and what it becomes."""

    name: str
    about: str
    is_list: bool = False


FIELDS: tuple[Field, ...] = (
    Field("co_quan_chu_quan", _("Tên cơ quan chủ quản, chữ in hoa")),
    Field("co_quan_ban_hanh", _("Tên cơ quan ban hành, chữ in hoa")),
    Field("so", _("Số văn bản; để trống khi chưa cấp")),
    Field("ky_hieu", _("Ký hiệu, phần sau dấu gạch chéo")),
    Field("dia_danh", _("Địa danh")),
    Field("ngay", _("Ngày ban hành; để trống khi chưa ký")),
    Field("thang", _("Tháng ban hành; để trống khi chưa ký")),
    Field("nam", _("Năm ban hành")),
    Field("do_khan", _("Dấu độ khẩn; không in khi văn bản thường")),
    Field("luu_hanh", _("Phạm vi lưu hành")),
    Field("ten_loai", _("Tên loại văn bản, chữ in hoa")),
    Field("trich_yeu", _("Trích yếu, không có chữ “V/v” ở đầu")),
    Field("tham_quyen", _("Thẩm quyền ban hành, chữ in hoa")),
    Field("kinh_gui", _("Nơi giải quyết công việc, mỗi nơi một dòng"), is_list=True),
    Field("can_cu", _("Các căn cứ, mỗi căn cứ một dòng"), is_list=True),
    Field("noi_dung", _("Nội dung, mỗi đoạn một dòng"), is_list=True),
    Field("quyen_han_chuc_vu", _("Các dòng quyền hạn, chức vụ"), is_list=True),
    Field("ho_ten_nguoi_ky", _("Họ tên người ký")),
    Field("noi_nhan", _("Nơi nhận, kể cả dòng “Lưu”"), is_list=True),
    Field("ky_hieu_nguoi_soan", _("Ký hiệu người soạn thảo và số bản")),
    Field("dia_chi", _("Địa chỉ, thư điện tử, điện thoại của cơ quan")),
)
REQUIRED = (
    "ky_hieu",
    "trich_yeu",
    "noi_dung",
    "quyen_han_chuc_vu",
    "ho_ten_nguoi_ky",
    "noi_nhan",
)
"""Without these a paper would lose an element of form (NĐ 30/2020 Điều 8.2)."""


def line_values(paper: Paper) -> dict[str, str]:
    """Fields of one line that follow from the paper as it is."""
    on = paper.issued_on
    return {
        "co_quan_chu_quan": paper.parent_name.upper(),
        "co_quan_ban_hanh": paper.issuer_name.upper(),
        "so": format_number(paper.number) if paper.number else "",
        "ky_hieu": paper.symbol,
        "dia_danh": paper.place,
        "ngay": day_word(on.day) if on else "",
        "thang": month_word(on.month) if on else "",
        "nam": str(paper.year_shown or ""),
        "luu_hanh": paper.circulation.upper(),
        "ten_loai": paper.type_name.upper(),
        "tham_quyen": paper.authority_name.upper(),
        "ho_ten_nguoi_ky": paper.signer.name,
        "dia_chi": paper.address,
    }


def begun(starts: Any, values: Mapping[str, str]) -> Any:
    """The words a template begins with, its fields filled. What is filled in is never
    a field again.
    """
    if isinstance(starts, str):
        return FIELD.sub(lambda found: values.get(found[1], ""), starts)
    if isinstance(starts, Mapping):
        return {name: begun(part, values) for name, part in starts.items()}
    if isinstance(starts, list):
        return [begun(one, values) for one in starts]
    return starts
