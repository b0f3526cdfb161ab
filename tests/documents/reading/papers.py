"""Invented papers in the form of real ones, each with what a reader must find.

Every name, number and text is made up; the forms are those of NĐ 30/2020, of the
Party's office, of the gazette and of what the post brings. The same seed makes the
same papers.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

TITLES = {
    "QĐ": "QUYẾT ĐỊNH",
    "TB": "THÔNG BÁO",
    "KH": "KẾ HOẠCH",
    "BC": "BÁO CÁO",
    "TTr": "TỜ TRÌNH",
    "CT": "CHỈ THỊ",
    "NQ": "NGHỊ QUYẾT",
    "GM": "GIẤY MỜI",
    "HD": "HƯỚNG DẪN",
    "CTr": "CHƯƠNG TRÌNH",
    "CĐ": "CÔNG ĐIỆN",
    "TT": "THÔNG TƯ",
    "NĐ": "NGHỊ ĐỊNH",
    "KL": "KẾT LUẬN",
    "PA": "PHƯƠNG ÁN",
    "QyĐ": "QUY ĐỊNH",
    "BB": "BIÊN BẢN",
    "L": "LUẬT",
    "TTLT": "THÔNG TƯ LIÊN TỊCH",
    "CV": "",
}
_PLACES = [
    "Bắc Kạn",
    "Hà Nội",
    "Chợ Đồn",
    "Na Rì",
    "Thái Nguyên",
    "Ba Bể",
    "Bạch Thông",
]
_SURNAMES = ["Nguyễn", "Nông", "Hoàng", "Triệu", "Lê", "Đặng", "Vũ", "Phạm", "Bàn"]
_MIDDLE = ["Văn", "Thị", "Đức", "Minh", "Thu", "Quốc", "Bích", "Hữu"]
_GIVEN = ["Hòa", "Lan", "Tuấn", "Hằng", "Khánh", "Duy", "Ngọc", "Thảo", "Sơn", "Yến"]
_SUBJECTS = [
    "kiểm tra công tác phòng, chống thiên tai và tìm kiếm cứu nạn năm tới",
    "triển khai nền tảng số dùng chung tại các xã, phường trên địa bàn",
    "rà soát số liệu hộ nghèo, hộ cận nghèo theo chuẩn mới",
    "bố trí kinh phí sửa chữa đường liên xã và hệ thống kênh mương",
    "tổ chức Hội nghị sơ kết sáu tháng đầu năm và nhiệm vụ trọng tâm",
    "tăng cường quản lý khai thác khoáng sản làm vật liệu xây dựng",
    "thành lập Tổ công tác theo dõi việc giải quyết kiến nghị của cử tri",
    (
        "sửa đổi, bổ sung một số điều của Quyết định số 31/2019/QĐ-UBND ngày 12 tháng 9"
        " năm 2019 về quản lý nhà văn hóa thôn"
    ),
    "trả lời Công văn số 918/STC-QLNS ngày 02 tháng 3 năm 2022 về quyết toán vốn",
]
_CITED = [
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương số 65/2025/QH15 ngày 16 tháng 6 năm"
        " 2025;"
    ),
    (
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ"
        " về công tác"
        " văn thư;"
    ),
    (
        "Căn cứ Thông tư số 05/2021/TT-BTC ngày 19 tháng 01 năm 2021 hướng dẫn quản lý"
        " kinh phí;"
    ),
    (
        "Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 88/TTr-SNV ngày 11"
        " tháng 4 năm"
        " 2024,"
    ),
]
_BODY = [
    (
        "Thực hiện chỉ đạo của cấp trên tại Công văn số 1203/VPCP-KTTH ngày 17"
        " tháng 02 năm"
        " 2023, các cơ quan, đơn vị khẩn trương tổ chức thực hiện và báo cáo kết"
        " quả đúng hạn."
    ),
    (
        "Các đơn vị chủ động phối hợp, kịp thời tháo gỡ khó khăn, vướng mắc; số"
        " liệu gửi về"
        " trước ngày 25 tháng 10 năm 2024 để tổng hợp."
    ),
    (
        "Kinh phí thực hiện bảo đảm từ nguồn ngân sách được giao theo Quyết định số"
        " 77/QĐ-UBND ngày 08 tháng 01 năm 2024 và các nguồn hợp pháp khác."
    ),
]
_RECIPIENTS = ["- Như trên;", "- Thường trực Tỉnh ủy (b/c);", "- Lưu: VT, TH."]


@dataclass(frozen=True)
class Paper:
    """One paper: what stands on it, and what a reader must find (None: nothing)."""

    slug: str
    parent: str
    issuer: tuple[str, ...]
    number: str
    symbol: str
    place: str
    day: date
    type_code: str
    subject: str
    authority: tuple[str, ...]
    signer: str
    body: tuple[str, ...]
    sign: str = "/"
    flags: frozenset[str] = field(default_factory=frozenset)

    @property
    def truth(self) -> dict[str, str | None]:
        blank = self.flags & {
            "blank-number",
            "covered-number",
            "drawn-number",
            "penned-number",
        }
        hidden_day = self.flags & {"blank-day", "covered-day"}
        return {
            "number": None if blank else self.number,
            "symbol": self.symbol,
            "issued_on": None if hidden_day else self.day.isoformat(),
            "type": self.type_code,
        }

    @property
    def number_line(self) -> str:
        number = "      " if self.flags & {"blank-number"} else self.number
        if "spaced-number" in self.flags:
            number += " "
        kind = "Luật số: " if self.type_code == "L" else "Số: "
        if "party" in self.flags:
            kind = "Số "
        return f"{kind}{number}{self.sign}{self.symbol}"

    @property
    def day_line(self) -> str:
        day, month = f"{self.day.day:02}", str(self.day.month)
        if self.day.month < 3:
            month = f"0{month}"
        if "blank-day" in self.flags:
            day, month = "     ", "     "
        if "numeric-day" in self.flags:
            return f"{self.place}, ngày {self.day.day}/{self.day.month}/{self.day.year}"
        return f"{self.place}, ngày {day} tháng {month} năm {self.day.year}"

    @property
    def national(self) -> tuple[str, ...]:
        if "party" in self.flags:
            return ("ĐẢNG CỘNG SẢN VIỆT NAM",)
        return ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")

    @property
    def title(self) -> str:
        return TITLES[self.type_code]

    @property
    def about(self) -> str:
        """The summary as it stands on the paper."""
        if self.type_code == "CV":
            return f"V/v {self.subject}"
        if "caps-subject" in self.flags:
            return f"VỀ VIỆC {self.subject.upper()}"
        plain = self.type_code in ("KH", "BC", "L")
        return (
            self.subject[0].upper() + self.subject[1:]
            if plain
            else (f"Về việc {self.subject}")
        )

    @property
    def recipients(self) -> list[str]:
        return list(_RECIPIENTS)


_OFFICES = [
    (
        "",
        ("ỦY BAN NHÂN DÂN", "TỈNH BẮC KẠN"),
        "UBND",
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ),
    ("UBND TỈNH BẮC KẠN", ("SỞ NỘI VỤ",), "SNV", ("GIÁM ĐỐC",)),
    (
        "UBND TỈNH BẮC KẠN",
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO",),
        "SGDĐT",
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    ),
    (
        "",
        ("VĂN PHÒNG CHÍNH PHỦ",),
        "VPCP",
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"),
    ),
    ("", ("BỘ CÔNG THƯƠNG",), "BCT", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")),
    ("HUYỆN CHỢ ĐỒN", ("ỦY BAN NHÂN DÂN", "XÃ BẰNG LÃNG"), "UBND", ("CHỦ TỊCH",)),
    ("", ("HỘI ĐỒNG NHÂN DÂN", "TỈNH BẮC KẠN"), "HĐND", ("CHỦ TỊCH",)),
    (
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        ("CHI CỤC KIỂM LÂM",),
        "CCKL",
        ("TL. CHI CỤC TRƯỞNG", "TRƯỞNG PHÒNG TỔNG HỢP"),
    ),
]
_UNITS = ["VX", "KT", "CCHC", "GDTrH", "NN&MT", "TH", "VP"]


def _name(rng: random.Random) -> str:
    return " ".join((rng.choice(_SURNAMES), rng.choice(_MIDDLE), rng.choice(_GIVEN)))


def invent(
    slug: str, rng: random.Random, type_code: str, flags: frozenset[str]
) -> Paper:
    """A paper of a type, with the troubles that its flags name."""
    parent, issuer, short, authority = rng.choice(_OFFICES)
    number = str(rng.choice([rng.randint(1, 99), rng.randint(100, 4999)])).zfill(2)
    day = date(2019, 1, 1) + timedelta(days=rng.randrange(2700))
    sign, symbol = "/", f"{type_code}-{short}"
    if type_code == "CV":
        symbol = f"{short}-{rng.choice(_UNITS)}"
    if "normative" in flags:
        symbol = f"{day.year}/{symbol}"
    if type_code == "NĐ":
        issuer, symbol = ("CHÍNH PHỦ",), f"{day.year}/NĐ-CP"
        parent, authority = "", ("TM. CHÍNH PHỦ", "THỦ TƯỚNG")
    if type_code == "L":
        issuer, symbol = ("QUỐC HỘI",), f"{day.year}/QH15"
        parent, authority = "", ("CHỦ TỊCH QUỐC HỘI",)
    if type_code == "TTLT":
        issuer, parent = ("BỘ TÀI CHÍNH - BỘ NỘI VỤ",), ""
        symbol = f"{day.year}/TTLT-BTC-BNV"
    if "party" in flags:
        sign, symbol = "-", f"{type_code}/TU"
        parent, issuer = "", ("TỈNH ỦY BẮC KẠN",)
        authority = ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")
    body = (*rng.sample(_CITED, 2), *rng.sample(_BODY, 2))
    return Paper(
        slug, parent, issuer, number, symbol, rng.choice(_PLACES), day, type_code,
        rng.choice(_SUBJECTS), authority, _name(rng), body, sign, flags,
    )  # fmt: skip


# Type and troubles of each paper; the form it is made in is another matter.
PLAN: list[tuple[str, str]] = [
    ("QĐ", ""), ("CV", ""), ("TB", "spaced-number"), ("KH", ""), ("BC", "numeric-day"),
    ("TTr", ""), ("CT", "normative caps-subject"), ("NQ", "normative"), ("GM", ""),
    ("HD", "party"), ("CV", "blank-number"), ("TB", "blank-number blank-day"),
    ("QĐ", "normative gazette"), ("CT", "normative gazette caps-subject"),
    ("TT", "normative gazette"), ("QĐ", "copy-after"), ("KH", "copy-after"),
    ("CV", "blank-day"), ("KL", "party"), ("QĐ", "party"), ("CV", "slip-first"),
    ("QĐ", "annex-first"), ("BC", "annex-after"), ("NĐ", ""), ("L", ""), ("TTLT", ""),
    ("CĐ", "urgent"), ("CV", "urgent"), ("CV", "arrival"), ("QĐ", "arrival"),
    ("CTr", ""), ("PA", ""), ("QyĐ", ""), ("TB", "decomposed"), ("QĐ", "eth"),
    ("CV", "nbsp"), ("KH", "two-pages"), ("BC", "two-pages annex-after"),
    ("QĐ", "drawn-number"), ("CV", "drawn-number"),
]  # fmt: skip


def invented(seed: int, plan: list[tuple[str, str]] | None = None) -> list[Paper]:
    """The papers of a plan, the same for the same seed."""
    rng = random.Random(seed)
    return [
        invent(f"{i:02}-{code}-{'+'.join(flags.split()) or 'plain'}", rng, code,
               frozenset(flags.split()))
        for i, (code, flags) in enumerate(plan or PLAN)
    ]  # fmt: skip


SCAN_PLAN: list[tuple[str, str]] = [
    ("QĐ", ""), ("CV", ""), ("TB", "spaced-number"), ("KH", ""), ("BC", ""),
    ("CV", "covered-number"), ("TTr", ""), ("CT", "normative caps-subject gazette"),
    ("NQ", "normative"), ("QĐ", "blank-number"), ("CV", "penned-number"),
    ("GM", ""), ("KL", "party"), ("QĐ", "copy-after"), ("CV", "arrival"),
    ("TT", "normative"), ("TB", "blank-number blank-day"), ("CĐ", "urgent"),
    ("QĐ", "covered-number"), ("HD", ""), ("QĐ", "penned-number"), ("CTr", ""),
    ("CV", ""), ("BC", ""), ("CV", "urgent"), ("KH", ""), ("QĐ", "normative"),
    ("CV", ""), ("TB", ""), ("TTr", ""),
]  # fmt: skip
