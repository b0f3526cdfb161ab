"""The words that the head of a state paper is made of: types, marks, headings.

The 29 administrative types and their abbreviations are those of NĐ 30/2020/NĐ-CP,
Điều 7 and Phụ lục III; beside them stand the normative acts and the Party's papers.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

TYPES: dict[str, str] = {
    # NĐ 30/2020, Điều 7
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
    "TCg": "Thư công",
    # copies, Phụ lục III
    "SY": "Bản sao y",
    "SL": "Bản sao lục",
    "TrS": "Bản trích sao",
    # normative acts
    "HP": "Hiến pháp",
    "BL": "Bộ luật",
    "L": "Luật",
    "PL": "Pháp lệnh",
    "Lệnh": "Lệnh",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "VBHN": "Văn bản hợp nhất",
    # others met in the post
    "KL": "Kết luận",
    "KLTT": "Kết luận thanh tra",
    "TTri": "Thông tri",
    "GCN": "Giấy chứng nhận",
    "GĐĐ": "Giấy đi đường",
    "GBN": "Giấy biên nhận",
    "BCK": "Bản cam kết",
    "PTr": "Phiếu trình",
}

_TITLES: dict[str, str] = {
    **{name: code for code, name in TYPES.items() if code not in ("CV", "TCg")},
    "Thư công": "TCg",
    "Giấy uỷ quyền": "GUQ",
    "Bản thoả thuận": "BTT",
    "Thỏa thuận": "BTT",
    "Sao y bản chính": "SY",
    "Sao y": "SY",
    "Sao lục": "SL",
    "Trích sao": "TrS",
    "Công điện khẩn": "CĐ",
    "Công điện hỏa tốc": "CĐ",
}
COPY_TYPES = frozenset({"SY", "SL", "TrS"})
SLIP_TYPES = frozenset({"PTr", "PC", "PG"})

URGENCY = {
    "hoatochengio": "Hỏa tốc hẹn giờ",
    "hoatoc": "Hỏa tốc",
    "thuongkhan": "Thượng khẩn",
    "khan": "Khẩn",
}
SECRECY = {"tuyetmat": "Tuyệt mật", "toimat": "Tối mật", "mat": "Mật"}

# Letters in a symbol: what type its first group says. Codes that nobody writes in a
# symbol stay out, and CV is written only by the Party.
SYMBOL_TYPES = {
    c: c for c in TYPES if c not in ("TCg", "Lệnh", "HP", "L", "BL", "TTri")
}

_KNOWN_GROUPS = [
    "QĐ",
    "NĐ",
    "CĐ",
    "HĐND",
    "UBND",
    "TTr",
    "CTr",
    "QyĐ",
    "TTg",
    "BNV",
    "BCT",
    "BTC",
    "BCA",
    "BQP",
    "BTP",
    "BXD",
    "BGDĐT",
    "VPCP",
    "QPPL",
    "HĐBT",
    "SGDĐT",
    "SKHĐT",
    "HĐTV",
    "BCĐ",
    "TU",
    "TW",
    "KL",
    "NQ",
    "CT",
    "TB",
    "KH",
    "BC",
    "SY",
    "SL",
    "TrS",
    "GM",
    "CP",
    "TTLT",
]

QUOC_HIEU = "conghoaxahoichunghiavietnam"
PARTY_HEADING = "dangcongsanvietnam"
YOUTH_HEADING = "doantncshochiminh"
MOTTO = "doclaptudohanhphuc"


@lru_cache(maxsize=4096)
def flat(text: str) -> str:
    """Lower case without accents, letter for letter: positions stay the same."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        base = unicodedata.normalize("NFD", char)[0].lower()[:1]
        out.append("d" if base == "đ" else base)
    return "".join(out)


def key(text: str) -> str:
    """Only the letters and digits of a text, folded: spaces and signs do not matter."""
    return "".join(c for c in flat(text) if c.isalnum())


def is_upper(text: str) -> bool:
    """True when a text is set in capitals; recognition may lose one letter in ten."""
    seen = [c for c in text if c.isalpha()]
    return bool(seen) and sum(c.isupper() for c in seen) >= 0.85 * len(seen)


def alike(a: str, b: str, *, least: float = 0.85) -> bool:
    """Two keys are the same but for what recognition gets wrong."""
    return likeness(a, b) >= least


def likeness(a: str, b: str) -> float:
    """How alike two keys are, 0 to 1; 0 when their lengths alone say they differ."""
    if a == b:
        return 1.0
    if abs(len(a) - len(b)) > 0.25 * max(len(a), len(b)):
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


_BY_KEY = sorted(
    ((key(name), code) for name, code in _TITLES.items()),
    key=lambda pair: -len(pair[0]),
)


def title_of(text: str, *, tolerant: bool = False) -> tuple[str, str] | None:
    """The type a heading names and what follows the name: its code and the rest.

    The name must be in capitals. With ``tolerant`` a letter may be wrong.
    """
    words = text.split()
    for end in range(min(len(words), 5), 0, -1):
        head = " ".join(words[:end])
        if not is_upper(head):
            continue
        name = key(head)
        for known, code in _BY_KEY:
            same = name == known or (
                tolerant and len(known) >= 6 and alike(name, known, least=0.82)
            )
            if same:
                return code, " ".join(words[end:]).strip(" :-–.")
    # Letters set apart: "Q U Y Ế T  Đ Ị N H", some of them joined again.
    if len(words) > 5 and len("".join(words)) < 2 * len(words) and is_upper(text):
        whole = key(text)
        for known, code in _BY_KEY:
            if whole == known:
                return code, ""
    return None


_GROUP_BY_KEY = {flat(g): g for g in _KNOWN_GROUPS}


def mend_group(group: str, *, recognised: bool) -> str:
    """A group of a symbol with the strokes that typing or recognition lost.

    Only groups everybody knows: "QD" is QĐ, "UBNĐ" is UBND. Anything else stays as
    it is printed.
    """
    if recognised:
        # Tesseract reads the stroke of Đ as a second letter; but "QLĐĐ" is one.
        group = re.sub("Đ{3,}", "Đ", group)
        single = group.replace("ĐĐ", "Đ")
        group = single if flat(single) in _GROUP_BY_KEY else group
    known = _GROUP_BY_KEY.get(flat(group))
    if known is None:
        if recognised:
            group = re.sub(
                r"^QH([0-9IlSO]{2})$",
                lambda m: "QH" + m[1].translate(str.maketrans("IlSO", "1150")),
                group,
            )
        return group
    same_case = group.upper() == known.upper()
    if same_case and not recognised:
        return group
    if known.upper() == group.upper() or is_upper(group) or recognised:
        return known
    return group


_OFFICE_NAMES = {
    flat(name): name
    for name in (
        *("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "TÒA ÁN NHÂN DÂN", "TỈNH ỦY"),
        *("VIỆN KIỂM SÁT NHÂN DÂN", "THỦ TƯỚNG CHÍNH PHỦ", "CHÍNH PHỦ", "QUỐC HỘI"),
        *("CHỦ TỊCH", "VĂN PHÒNG", "THÀNH PHỐ", "TỈNH", "HUYỆN", "PHƯỜNG", "THỊ TRẤN"),
        *("ĐẶC KHU", "ĐẢNG ỦY", "HUYỆN ỦY", "THÀNH ỦY", "BAN CHẤP HÀNH", "CÔNG TY"),
        *(
            "BAN THƯỜNG VỤ",
            "BAN CHỈ ĐẠO",
            "BAN QUẢN LÝ",
            "BỘ CHỈ HUY QUÂN SỰ",
            "CÔNG AN",
        ),
        *("SỞ NỘI VỤ", "SỞ TÀI CHÍNH", "SỞ XÂY DỰNG", "SỞ Y TẾ", "SỞ TƯ PHÁP"),
        *("SỞ CÔNG THƯƠNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        *("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SỞ VĂN HÓA", "THỂ THAO VÀ DU LỊCH"),
        *("BỘ NỘI VỤ", "BỘ TÀI CHÍNH", "BỘ CÔNG THƯƠNG", "BỘ TƯ PHÁP", "BỘ XÂY DỰNG"),
        *("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "BỘ KHOA HỌC VÀ CÔNG NGHỆ", "BỘ Y TẾ"),
        *("CHI CỤC", "THANH TRA", "KHO BẠC NHÀ NƯỚC", "BẢO HIỂM XÃ HỘI", "BỆNH VIỆN"),
        *("TRUNG TÂM", "TRƯỜNG TIỂU HỌC", "TRƯỜNG TRUNG HỌC", "LIÊN ĐOÀN LAO ĐỘNG"),
        *("GIÁM ĐỐC", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG", "TRƯỞNG BAN", "THƯỜNG TRỰC"),
        *("BỘ TRƯỞNG", "THỨ TRƯỞNG", "CỤC TRƯỞNG", "CHÁNH VĂN PHÒNG", "HIỆU TRƯỞNG"),
        *("PHÓ CHỦ TỊCH", "PHÓ GIÁM ĐỐC", "PHÓ CHÁNH", "BÍ THƯ", "CHỦ NHIỆM"),
        *("MẶT TRẬN TỔ QUỐC", "HỘI LIÊN HIỆP PHỤ NỮ", "ĐOÀN ĐẠI BIỂU QUỐC HỘI"),
    )
}
_OFFICE_NAME = re.compile(
    r"\b("
    + "|".join(sorted(map(re.escape, _OFFICE_NAMES), key=len, reverse=True))
    + r")\b"
)


def mend_name(name: str) -> str:
    """A body's name or a post as recognised, with the accents everybody knows.

    "TĨNH" is TỈNH and "CHỦ TICH" is CHỦ TỊCH.
    """
    name = unicodedata.normalize("NFC", name)
    out = name
    for found in _OFFICE_NAME.finditer(flat(name)):
        start, end = found.span()
        if is_upper(name[start:end]):
            out = out[:start] + _OFFICE_NAMES[found[0]] + out[end:]
    return out
