"""Papers as others lay them out: other bodies, wordings and troubles than `papers`.

Each is written out by hand the way such a body's papers look, beside what must be read
from it; what is not named is not asked for. All names and numbers are made up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
YOUTH = ("ĐOÀN TNCS HỒ CHÍ MINH",)
CITED = (
    "Căn cứ Luật Ngân sách nhà nước số 83/2015/QH13;",
    "Căn cứ Nghị định số 163/2016/NĐ-CP ngày 21 tháng 12 năm 2016 của Chính phủ;",
    (
        "Theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 412/TTr-STC ngày 14"
        " tháng 5 năm 2023."
    ),
)
ANSWER = (
    (
        "Ngày 12 tháng 7 năm 2022, cơ quan chúng tôi nhận được Công văn số"
        " 2345/BTNMT-TCMT ngày 05 tháng 7 năm 2022 về nội dung trên, xin có ý kiến:"
    ),
    "1. Thống nhất với dự thảo; gửi kết quả trước ngày 20 tháng 11 năm 2024./.",
)
ANNEX = (
    "PHỤ LỤC 02",
    "BIỂU TỔNG HỢP NHU CẦU KINH PHÍ",
    "(Ban hành kèm theo Kế hoạch số 999/KH-UBND ngày 02 tháng 02 năm 2020)",
    "Số: 45/2019/TT-BTC áp dụng",
)
ROUTING = (
    "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN",
    "Số đến: 3345   Ngày đến: 17/6/2024",
    "Ý kiến của lãnh đạo: Giao phòng NC tham mưu",
)
SLIP = (
    "VĂN PHÒNG UBND TỈNH",
    *STATE,
    "Số: 551/PC-VP",
    "Lạng Sơn, ngày 03 tháng 3 năm 2020",
    "PHIẾU CHUYỂN",
    "Kính chuyển: Sở Y tế",
)
COPY = (
    "SAO Y BẢN CHÍNH",
    "Số: 34/SY-UBND",
    "Yên Bái, ngày 30 tháng 12 năm 2026",
    "CHÁNH VĂN PHÒNG",
    "Hà Đức Anh",
)
TAIL = (
    "CÔNG BÁO/Số 1205 + 1206/Ngày 03-11-2023",
    "Thông tư này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2024",
    "THỨ TRƯỞNG",
    "Trần Duy Đông",
)


@dataclass(frozen=True)
class Other:
    """One paper and what must be read from it."""

    slug: str
    parent: str
    issuer: tuple[str, ...]
    number_line: str
    day_line: str
    title: str
    about: str
    signatures: tuple[tuple[str, ...], ...]
    """Each from the first line of its stack to the name."""
    truth: dict[str, str | None]
    national: tuple[str, ...] = STATE
    enacted_by: str = ""
    body: tuple[str, ...] = ANSWER
    above: tuple[str, ...] = ()
    front: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    letters: str = ""
    """How its letters are kept: "" as today, "tcvn3" or "vni"."""
    fields: tuple[str, ...] = field(
        default=(
            "number",
            "symbol",
            "issued_on",
            "type",
            "signer",
            "position",
            "issuer",
        )
    )

    @property
    def signer(self) -> str | None:
        return self.truth["signer"]


def _paper(
    slug: str, issuer: str, code: str, title: str, signature: str, /, **more: Any
) -> Other:
    """A paper from a few strings: "parent|name|name", "line|line|name"."""
    parent, *names = issuer.split("|")
    number, sign, symbol = code.partition("-" if more.get("national") == PARTY else "/")
    kind, _, shown = title.partition("=")
    about = (
        str(more.pop("about", "")) or "Về việc tăng cường phòng cháy, chữa cháy rừng"
    )
    day = str(more.pop("day", "Tuyên Quang, ngày 10 tháng 9 năm 2022"))
    stacks = tuple(tuple(s.split("|")) for s in signature.split(" & ") if s)
    truth: dict[str, str | None] = {
        "number": number, "symbol": symbol, "issued_on": "2022-09-10", "type": kind,
        "issuer": " ".join(names), "signer": "; ".join(s[-1] for s in stacks) or None,
        "position": "; ".join(s[-2] for s in stacks) or None,
    }  # fmt: skip
    truth |= dict(more.pop("truth", {}))
    line = str(more.pop("number_line", f"Số: {number}{sign}{symbol}"))
    return Other(
        slug, parent, tuple(names), line, day, shown, about, stacks, truth, **more
    )


_NO_NUMBER = {"number": None}
_NO_DAY = {"issued_on": None}
_CAPS = "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|Bùi Hải Đăng"
_LETTER = "V/v cử cán bộ tham gia lớp bồi dưỡng nghiệp vụ"

OTHERS: list[Other] = [
    _paper("narrow-issuer", "|LIÊN ĐOÀN LAO ĐỘNG TỈNH CÀ MAU", "43/HD-LĐLĐ",
           "HD=HƯỚNG DẪN", "TM. BAN THƯỜNG VỤ|PHÓ CHỦ TỊCH|Hồ Sỹ Nhân"),
    _paper("beside-heading", "|BỘ KHOA HỌC VÀ CÔNG NGHỆ", "01/2022/TT-BKHCN",
           "TT=THÔNG TƯ", "KT. BỘ TRƯỞNG|THỨ TRƯỞNG|Mai Thế Anh", body=CITED),
    _paper("dash-in-name", "UBND TỈNH CÀ MAU|SỞ LAO ĐỘNG - THƯƠNG BINH|VÀ XÃ HỘI",
           "77/SLĐTBXH-NCC", "CV=", "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC|Vi Văn Đoàn",
           about=_LETTER),
    _paper("two-issuers", "UBND TỈNH PHÚ THỌ|SỞ NỘI VỤ - SỞ TÀI CHÍNH",
           "12/HDLN-SNV-STC", "HD=HƯỚNG DẪN",
           "GIÁM ĐỐC|SỞ TÀI CHÍNH|Lưu Thị Thanh & GIÁM ĐỐC|SỞ NỘI VỤ|Ma Thế Huy",
           fields=("number", "symbol", "issued_on", "type", "issuer", "signer")),
    _paper("person-as-issuer", "|CHỦ TỊCH|ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", "9/QĐ-UBND",
           "QĐ=QUYẾT ĐỊNH", _CAPS, body=CITED),
    _paper("number-in-name", "UBND TỈNH PHÚ THỌ|BAN CHỈ ĐẠO 138", "15/KH-BCĐ138",
           "KH=KẾ HOẠCH", "KT. TRƯỞNG BAN|PHÓ TRƯỞNG BAN|Đinh Văn Nơi"),
    _paper("long-office", "|VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI|VÀ HỘI ĐỒNG NHÂN DÂN TỈNH",
           "123/BC-ĐĐBQH&HĐND", "BC=BÁO CÁO",
           "KT. CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG|Tôn Nữ Thị Bích Liên"),
    _paper("wide-authority", "|BỘ NỘI VỤ", "41/BNV-CCVC", "CV=",
           "TL. BỘ TRƯỞNG|KT. VỤ TRƯỞNG VỤ CÔNG CHỨC -|VIÊN CHỨC|PHÓ VỤ TRƯỞNG"
           "|Bùi Hải Đăng", about=_LETTER, front=ROUTING),
    _paper("small-letters", "SỞ NỘI VỤ|TRUNG TÂM DỊCH VỤ VIỆC LÀM", "8/TB-TTDVVL",
           "TB=THÔNG BÁO", "KT. Giám đốc|Phó Giám đốc|Lê Bá Thọ"),
    _paper("acting", "UBND TỈNH HÀ GIANG|SỞ Y TẾ", "45/QĐ-SYT", "QĐ=QUYẾT ĐỊNH",
           "Q. GIÁM ĐỐC|Hồ Sỹ Nhân", body=CITED, truth={"position": "GIÁM ĐỐC"}),
    _paper("consolidated", "|BỘ TÀI CHÍNH", "09/VBHN-BTC", "VBHN=THÔNG TƯ",
           "KT. BỘ TRƯỞNG|THỨ TRƯỞNG|Thạch Phước Bình", about="Về thuế thu nhập"),
    _paper("youth", "BCH TỈNH PHÚ THỌ|***", "145/CV-TĐTN", "CV=",
           "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN|PHÓ BÍ THƯ|Lê Bá Thọ", national=YOUTH,
           about=_LETTER, truth={"issuer": "BCH TỈNH PHÚ THỌ"}),
    _paper("party", "TỈNH ỦY TUYÊN QUANG|BAN TỔ CHỨC", "42-QĐ/BTCTU", "QĐ=QUYẾT ĐỊNH",
           "TRƯỞNG BAN|Mùa A Sơn", national=PARTY, number_line="Số 42-QĐ/BTCTU",
           truth={"issuer": "BAN TỔ CHỨC TỈNH ỦY TUYÊN QUANG"}),
    _paper("court", "|TÒA ÁN NHÂN DÂN|TỈNH LẠNG SƠN", "15/2022/QĐST-DS",
           "QĐ=QUYẾT ĐỊNH",
           "TM. HỘI ĐỒNG XÉT XỬ|THẨM PHÁN - CHỦ TỌA PHIÊN TÒA|Đỗ Xuân Trường",
           about="Đình chỉ giải quyết vụ án dân sự"),
    _paper("judgment", "|TÒA ÁN NHÂN DÂN|KHU VỰC 3 - VĨNH LONG", "39/2022/DS-ST",
           "=BẢN ÁN", "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA|Khà Văn Dũng",
           number_line="Bản án số: 39/2022/DS-ST", about="NHÂN DANH", day="",
           body=("Tòa án xét xử sơ thẩm vụ án dân sự thụ lý",
                 "số: 45/2025/TLST-DS ngày 05 tháng 5 năm 2025 về hợp đồng vay."),
           truth={**_NO_DAY, "type": None}),
    _paper("president", "|CHỦ TỊCH NƯỚC", "11/2022/L-CTN", "Lệnh=LỆNH",
           "CHỦ TỊCH|Võ Văn Chót", about="Về việc công bố Luật",
           enacted_by="NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    _paper("long-symbol", "|BỘ CÔNG AN", "89/2022/TTLT-VKSNDTC-TANDTC-BCA",
           "TTLT=THÔNG TƯ LIÊN TỊCH", "KT. BỘ TRƯỞNG|THỨ TRƯỞNG|Lê Quý Bình"),
    _paper("dotted", "UBND TỈNH SƠN LA|SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "10/TTr-SKHĐT",
           "TTr=TỜ TRÌNH", "GIÁM ĐỐC|Cầm Bun Phanh",
           number_line="Số:.....10...../TTr-SKHĐT"),
    _paper("place-like-a-word", "|UBND PHƯỜNG ĐÌNH BẢNG", "7/CT-UBND", "CT=CHỈ THỊ",
           "CHỦ TỊCH|Bế Xuân Trường", day="Từ Sơn, ngày 10 tháng 9 năm 2022"),
    _paper("blank-number", "|UBND THÀNH PHỐ TAM KỲ", "/UBND-TH", "CV=", _CAPS,
           number_line="Số:         /UBND-TH", about=_LETTER, truth=_NO_NUMBER,
           day="Tam Kỳ, ngày 10 tháng 9 năm 2022"),
    _paper("blank-day", "UBND TỈNH PHÚ THỌ|SỞ GIAO THÔNG VẬN TẢI", "46/QĐ-SGTVT",
           "QĐ=QUYẾT ĐỊNH", "GIÁM ĐỐC|Mai Thế Anh", body=CITED, truth=_NO_DAY,
           day="Việt Trì, ngày      tháng      năm 2022"),
    _paper("draft", "|ỦY BAN NHÂN DÂN|TỈNH HÀ GIANG", "/2024/QĐ-UBND",
           "QĐ=QUYẾT ĐỊNH", _CAPS, above=("DỰ THẢO LẦN 2", "(Ngày 14/8/2024)"),
           number_line="Số:       /2024/QĐ-UBND", truth={**_NO_NUMBER, **_NO_DAY},
           day="Hà Giang, ngày      tháng      năm 2024", body=CITED),
    _paper("gazette-tail", "|BỘ CÔNG THƯƠNG", "2908/QĐ-BCT", "QĐ=QUYẾT ĐỊNH",
           "KT. BỘ TRƯỞNG|THỨ TRƯỞNG|Thạch Phước Bình", above=TAIL, body=CITED),
    _paper("digital-copy", "|BỘ NỘI VỤ", "3878/QĐ-BNV", "QĐ=QUYẾT ĐỊNH",
           "KT. BỘ TRƯỞNG|THỨ TRƯỞNG|Lê Bá Thọ", body=CITED,
           above=("SAO Y; VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH; 21/03/2024 15:14:13",)),
    _paper("paper-copy", "|THỦ TƯỚNG CHÍNH PHỦ", "23/CT-TTg", "CT=CHỈ THỊ",
           "THỦ TƯỚNG|Phạm Quang Vinh", after=COPY),
    _paper("annex-in-front", "UBND TỈNH CÀ MAU|SỞ CÔNG THƯƠNG", "85/KH-SCT",
           "KH=KẾ HOẠCH", "GIÁM ĐỐC|Mai Thế Anh", front=ANNEX,
           about="Thực hiện chiến dịch 90 ngày làm giàu dữ liệu đất đai"),
    _paper("slip-in-front", "|BỘ Y TẾ", "3387/BYT-KCB", "CV=",
           "KT. BỘ TRƯỞNG|THỨ TRƯỞNG|Trần Thị Kim Oanh", about=_LETTER, front=SLIP),
    _paper("old-font", "|UỶ BAN NHÂN DÂN|TỈNH TUYÊN QUANG", "98/2022/QĐ-UB",
           "QĐ=QUYẾT ĐỊNH", "TM. UỶ BAN NHÂN DÂN|CHỦ TỊCH|Thạch Phước Bình",
           letters="tcvn3"),
    _paper("southern-font", "|ỦY BAN NHÂN DÂN|TỈNH VĨNH LONG", "48/CV.UB", "CV=",
           "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH|Đỗ Xuân Trường", letters="vni",
           about=_LETTER),
    _paper("application", "|", "/", "=ĐƠN ĐỀ NGHỊ", "NGƯỜI LÀM ĐƠN|Hoàng Văn Bình",
           number_line="", about="Cấp giấy phép hoạt động",
           body=("Kính gửi: Sở Y tế",
                 "Giấy phép số: 12/GP-SYT ngày 03 tháng 3 năm 2019."),
           truth={**_NO_NUMBER, "symbol": None, "type": None},
           fields=("number", "symbol", "issued_on", "type")),
    _paper("rules-alone", "|ỦY BAN NHÂN DÂN|TỈNH SƠN LA", "/", "QC=QUY CHẾ", "",
           number_line="", day="", about="Phối hợp quản lý cụm công nghiệp",
           body=("(Ban hành kèm theo Quyết định số 21/2022/QĐ-UBND ngày 08/6/2022)",
                 "Chương I", "QUY ĐỊNH CHUNG"),
           truth={**_NO_NUMBER, **_NO_DAY, "symbol": None}),
]  # fmt: skip

SUBJECTS: dict[str, str] = {
    "amending": (
        "Sửa đổi một số điều của Quy định ban hành kèm theo Quyết định số"
        " 12/2020/QĐ-UBND ngày 03 tháng 4 năm 2020 của Ủy ban nhân dân tỉnh"
    ),
    "replacing": (
        "Ban hành Quy định về phân cấp quản lý chất lượng công trình; thay thế Quyết"
        " định số 08/2019/QĐ-UBND ngày 26 tháng 4 năm 2019"
    ),
    "period": (
        "Tổ chức Tháng hành động vì an toàn thực phẩm (từ ngày 15 tháng 4 năm 2024 đến"
        " ngày 15 tháng 5 năm 2024)"
    ),
    "year-alone": (
        "Kết luận của đồng chí Chủ tịch tại cuộc họp về tình hình kinh tế - xã hội"
        " tháng 8, nhiệm vụ, giải pháp trọng tâm của tháng 9 năm 2025"
    ),
}
"""Summaries that name another paper or another day, or end in a year alone."""
