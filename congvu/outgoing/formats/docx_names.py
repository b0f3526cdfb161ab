"""Names that tell an element: the styles of our own Word files, the types of paper."""

from __future__ import annotations

from collections.abc import Mapping

from congvu.lib.text import fold

_STYLES: Mapping[str, str] = {
    "Quốc hiệu": "nation",
    "Tiêu ngữ": "motto",
    "Cơ quan chủ quản": "parent",
    "Cơ quan ban hành": "issuer",
    "Số ký hiệu": "number",
    "Địa danh ngày tháng": "date",
    "Trích yếu công văn": "letter-summary",
    "Tên loại": "type",
    "Trích yếu": "summary",
    "Thẩm quyền ban hành": "enacting",
    "Căn cứ": "bases",
    "Nội dung": "body",
    "Điều khoản": "body",
    "Đề mục": "body",
    "Giữa dòng": "body",
    "Nơi nhận": "recipients-label",
    "Danh sách nơi nhận": "recipients",
    "Quyền hạn chức vụ": "authority",
    "Họ tên người ký": "name",
    "Địa chỉ": "address",
    "Dấu": "stamp",
}

# NĐ 30/2020 Điều 7 and Phụ lục III.
TYPE_NAMES: Mapping[str, str] = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CV": "Công văn",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "ThC": "Thư công",
}
TYPE_CODES: Mapping[str, str] = {fold(name): code for code, name in TYPE_NAMES.items()}


def element_by_style(style: str) -> str:
    """The element of a style of ours, or nothing."""
    return _STYLES.get(style, "")
