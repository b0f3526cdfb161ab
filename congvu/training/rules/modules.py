"""The fifteen modules of TT 03/2014/TT-BTTTT, what makes basic and advanced. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from congvu.lib.text import gettext_noop as _

SOURCE = _("Thông tư 03/2014/TT-BTTTT")
SURE = "A"

BASIC = {
    "IU01": _("Hiểu biết về công nghệ thông tin cơ bản"),
    "IU02": _("Sử dụng máy tính cơ bản"),
    "IU03": _("Xử lý văn bản cơ bản"),
    "IU04": _("Sử dụng bảng tính cơ bản"),
    "IU05": _("Sử dụng trình chiếu cơ bản"),
    "IU06": _("Sử dụng Internet cơ bản"),
}
ADVANCED = {
    "IU07": _("Xử lý văn bản nâng cao"),
    "IU08": _("Sử dụng bảng tính nâng cao"),
    "IU09": _("Sử dụng trình chiếu nâng cao"),
    "IU10": _("Sử dụng hệ quản trị cơ sở dữ liệu"),
    "IU11": _("Thiết kế đồ họa hai chiều"),
    "IU12": _("Biên tập ảnh"),
    "IU13": _("Biên tập trang thông tin điện tử"),
    "IU14": _("An toàn, bảo mật thông tin"),
    "IU15": _("Sử dụng phần mềm kế hoạch dự án"),
}
MODULES = BASIC | ADVANCED
ADVANCED_NEEDED = 3


def is_basic(held: Collection[str]) -> bool:
    """All six."""
    return set(BASIC) <= set(held)


def is_advanced(held: Collection[str]) -> bool:
    """Basic, and three of the nine."""
    return is_basic(held) and len(set(ADVANCED) & set(held)) >= ADVANCED_NEEDED


def lacking(needed: Iterable[str], held: Collection[str]) -> list[str]:
    return sorted(set(needed) - set(held))
