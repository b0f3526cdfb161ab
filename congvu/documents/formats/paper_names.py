"""What a person's name looks like on paper, and what only looks like one."""

from __future__ import annotations

import re

from congvu.documents.formats.paper_words import flat, is_upper
from congvu.files.formats.layout import Segment, Word

_POST_WORD = re.compile(
    r"^(phó|trưởng|giám|chủ tịch|chánh|tổng|bí thư|bộ trưởng|thứ trưởng|thủ trưởng|cục"
    r"|chi cục|hiệu trưởng|thẩm phán|chủ nhiệm|chủ tọa|viện trưởng|kế toán|đại diện"
    r"|người|thư ký|quyền|ủy viên|uỷ viên)\b"
)
_RANK = re.compile(
    r"^((PGS|GS|TS|ThS|(BS|DS)?\.?CKI{1,2}|BS|DS|KS|CN|LS|NGƯT|NGND|TTƯT|TTND"
    r"|Ông|Bà|Luật sư|Bác sĩ"
    r"|(Thiếu|Trung|Thượng|Đại)\s+(tướng|tá|úy)|Đại tướng)[\s.,]+)+",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"^[A-ZÀ-ỸĐ][a-zà-ỹđ']*$")
_NOT_NAME = re.compile(
    r"^(dieu \d|khoan \d|chuong [ivx\d]|muc [ivx\d]|phan (thu|[ivx]+\b)|luu\s?:)"
    r"|\b(cong hoa|doc lap|noi nhan|kinh gui|phu luc|da ky|ky ten|nhu tren|can cu"
    r"|uy ban|so noi|to quoc|viet nam|ben [ab])$"
)
_SURNAME_LIST = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng",
    "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Hà", "Trịnh", "Đoàn", "Mai",
    "Trương", "Lâm", "Nông", "Triệu", "Lương", "Cao", "Tạ", "Lục", "Bế", "Hứa", "Chu",
    "Đàm", "Lưu", "Quách", "Đào", "Thái", "Tô", "Khúc", "Vàng", "Sùng", "Thào", "Bàn",
    "Đồng", "Phùng", "Kiều", "Tăng", "Châu", "Văn", "Hầu", "Sì", "Quan", "Đậu",
    "Ninh", "Từ", "Âu", "Cầm", "Giàng", "Hạ", "Khổng", "Kim", "La", "Lã", "Lang",
    "Lò", "Lù", "Lường", "Mạc", "Ma", "Mùa", "Mã", "Nghiêm", "Nhâm", "Phương",
    "Quang", "Sầm", "Thạch", "Tiêu", "Tòng", "Tống", "Tôn", "Ứng", "Vi", "Viên",
    "Vương", "Vì", "Xa", "Lầu", "Khà", "Lữ", "Hạng", "Rơ", "Siu", "Ksor", "Nay",
    "Điểu", "Kpă", "Cứ", "Phàn", "Tẩn", "Chảo", "Quàng", "Tráng", "Pờ", "Bạch",
    "Cù", "Doãn", "Diệp", "Giáp", "Hàn", "Khuất", "Khương", "Lại", "Mẫn", "Mông",
    "Ngụy", "Nhữ", "Phí", "Sơn", "Thân", "Thiều", "Tiết", "Ưng", "Cung", "Danh",
    "Đới", "Hướng", "Kiên", "Liêu", "Thi", "Trà", "Chamaléa", "Ya", "K'", "H'", "Y",
]  # fmt: skip
_SURNAMES: dict[str, list[str]] = {}
for _name in _SURNAME_LIST:
    _SURNAMES.setdefault(flat(_name), []).append(_name)
_WORDS = frozenset(["van", "vien", "dong", "quan"])
"""Surnames that in capitals are more often the first word of something else."""


def person_name(segment: Segment) -> Segment | None:
    """The segment as a person's name without ranks and titles, or None."""
    said = [w for w in segment.text.split() if any(c.isalpha() for c in w)]
    if len(said) > 2 and len(said[0]) == 1 and flat(said[1]) in _SURNAMES:
        del said[0]  # a stroke of the pen before the name
    text = " ".join(said).strip(" .,;:*|_-'`")
    text = _RANK.sub("", text).strip()
    parts = text.split()
    if not 2 <= len(parts) <= 6 or _NOT_NAME.search(flat(text)):
        return None
    first = flat(parts[0])
    if _POST_WORD.match(text.lower()):
        return None
    if is_upper(text):
        # "VIÊN CHỨC", "BAN CHỈ ĐẠO": in capitals a surname keeps its accents.
        if first in _WORDS or parts[0].title() not in _SURNAME_LIST:
            return None
    elif not all(_NAME_WORD.match(p) for p in parts):
        # A seal may spoil one letter, never the shape of a known surname's line.
        sound = [p for p in parts if _NAME_WORD.match(p)]
        odd = [p for p in parts if p not in sound]
        if first not in _SURNAMES or len(odd) > 1:
            return None
        if not odd[0].isalpha() or odd[0][0].islower():
            return None
    recognised = segment.confidence < 1.0
    if recognised and first not in _SURNAMES:
        return None  # "Sinh Nhật Tân": a seal took the surname
    kept: list[Word] = list(segment.words)[-len(parts) :]
    if recognised and len(_SURNAMES[first]) == 1:
        # Recognition takes one accent for another: "Bũi", "Đương".
        known = _SURNAMES[first][0]
        text = " ".join([known.upper() if is_upper(text) else known, *parts[1:]])
    return Segment(tuple(kept), text)


def has_known_surname(name: str) -> bool:
    return flat(name.split()[0]) in _SURNAMES
