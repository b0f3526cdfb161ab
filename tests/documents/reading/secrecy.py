"""Papers that speak of secrecy and papers that are secret; every word is made up.

``open``: goes on to the clerk. ``judged``: held until a person has decided, because
only a person can tell. ``secret``: destroyed at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.paper_secrecy import Sighting, sighted
from congvu.files.formats import docx, pdf, plain
from congvu.files.formats.layout import Page, Word, plain_text

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
Placed = tuple[float, float, str]

_HEAD: list[Placed] = [
    (70, 780, "UBND TỈNH BẮC KẠN"),
    (95, 764, "SỞ NỘI VỤ"),
    (300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (345, 764, "Độc lập - Tự do - Hạnh phúc"),
    (320, 735, "Bắc Kạn, ngày 13 tháng 11 năm 2024"),
]
REPORT: list[Placed] = [
    *_HEAD,
    (80, 735, "Số: 214/BC-SNV"),
    (270, 660, "BÁO CÁO"),
    (160, 644, "Công tác văn thư, lưu trữ năm 2024"),
    (70, 610, "Thực hiện kế hoạch công tác năm, Sở Nội vụ báo cáo như sau:"),
    (380, 240, "GIÁM ĐỐC"),
    (370, 160, "Lường Văn Thiệp"),
]
LETTER: list[Placed] = [
    *_HEAD,
    (80, 735, "Số: 1462/SNV-VTLT"),
    (60, 715, "V/v rà soát công tác văn thư"),
    (60, 703, "tại các cơ quan, đơn vị"),
    (180, 660, "Kính gửi: Các sở, ban, ngành tỉnh."),
    (70, 610, "Sở Nội vụ đề nghị các cơ quan, đơn vị báo cáo kết quả."),
    (380, 240, "GIÁM ĐỐC"),
    (370, 160, "Lường Văn Thiệp"),
]


def without(lines: Sequence[Placed], *texts: str) -> list[Placed]:
    return [line for line in lines if line[2] not in texts]


def as_pages(*sheets: Sequence[Placed]) -> list[Page]:
    """Printed to PDF and read back."""
    return pdf.read_pages(as_pdf_bytes(*sheets))


def as_pdf_bytes(*sheets: Sequence[Placed]) -> bytes:
    if "paper" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("paper", FONT))
    out = BytesIO()
    pen = Canvas(out, pagesize=(595, 842), invariant=1)
    for sheet in sheets:
        pen.setFont("paper", 10)
        for x, y, text in sheet:
            pen.drawString(x, y, text)
        pen.showPage()
    pen.save()
    return out.getvalue()


def as_scan(lines: Sequence[Placed], *ink: str, number: int = 1) -> Page:
    """As recognition hands it over: the words in black, and what the red ink says."""
    [page] = as_pages(lines)
    words = tuple(Word(w.text, w.x0, w.y0, w.x1, w.y1, 0.9, w.size) for w in page.words)
    return Page(number, page.width, page.height, words, "ocr", ink, picture=True)


def in_word(*rows: tuple[str, ...]) -> list[Page]:
    """A letter whose body is a table, as a Word file."""
    paper = Document()
    head = paper.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "SỞ NỘI VỤ\nSố: 88/SNV-VTLT\nV/v rà soát danh mục"
    head.cell(0, 1).text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Bắc Kạn, ngày 13 tháng 11 năm 2024"
    )
    paper.add_paragraph("Kính gửi: Các sở, ban, ngành tỉnh.")
    table = paper.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    paper.add_paragraph("Đề nghị các cơ quan báo cáo trước ngày 20 tháng 11.")
    out = BytesIO()
    paper.save(out)
    return docx.read_pages(out.getvalue())


def in_plain_text(*lines: str) -> list[Page]:
    head = [
        "SỞ NỘI VỤ |",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |",
        "Số: 12/BC-SNV |",
        "Bắc Kạn, ngày 05 tháng 3 năm 2021 |",
    ]
    return plain.lay_out("\n".join([*head, *lines]))


@dataclass(frozen=True)
class Case:
    slug: str
    pages: list[Page]
    texts: list[str] = field(default_factory=list)

    @property
    def found(self) -> Sighting | None:
        return sighted(self.pages, texts=self.texts)

    @property
    def fate(self) -> str:
        if self.found is None:
            return "open"
        return "secret" if self.found.is_certain else "judged"


def _long_paper() -> Case:
    """Four annexes later a page of its own with a stamp, of which no words are kept."""
    pages = as_pages(REPORT, *[[(70, 780, f"Phụ lục {n}")] for n in range(1, 7)])
    texts = [plain_text([page]) for page in pages]
    texts[3] = f"TUYỆT MẬT\n{texts[3]}"
    return Case("annex-in-the-middle", [*pages[:3], *pages[-2:]], texts)


_TABLE: list[Placed] = [
    (70, 570, "STT"), (120, 570, "Cơ quan"), (260, 570, "MẬT"), (340, 570, "TỐI MẬT"),
    (430, 570, "TUYỆT MẬT"), (70, 550, "1"), (120, 550, "Sở Nội vụ"), (268, 550, "12"),
    (350, 550, "3"), (450, 550, "0"),
]  # fmt: skip
_LISTED_PAPERS: list[Placed] = [
    (70, 570, "STT"), (120, 570, "Tên tài liệu"), (420, 570, "Độ mật"),
    (70, 550, "1"), (120, 550, "Phương án bảo vệ kho lưu trữ"), (425, 550, "MẬT"),
    (70, 530, "2"), (120, 530, "Danh sách cán bộ cơ yếu"), (420, 530, "TỐI MẬT"),
]  # fmt: skip


def open_cases() -> list[Case]:
    """Ordinary papers that nobody has to look at twice."""
    return [
        Case("table-of-degrees", as_pages([*LETTER, *_TABLE])),
        Case("table-in-a-report", as_pages([*REPORT, *_TABLE])),
        Case("papers-by-degree", as_pages([*REPORT, *_LISTED_PAPERS])),
        Case(
            "table-in-word",
            in_word(("STT", "MẬT", "TỐI MẬT", "TUYỆT MẬT"), ("1", "12", "3", "0")),
        ),
        Case(
            "list-in-capitals",
            as_pages([*REPORT, (90, 570, "- TUYỆT MẬT;"), (90, 550, "- TỐI MẬT;"),
                      (90, 530, "- MẬT.")]),
        ),
        Case(
            "list-by-letters",
            as_pages([*REPORT, (90, 570, "a) TUYỆT MẬT"), (90, 550, "b) TỐI MẬT"),
                      (90, 530, "c) MẬT")]),
        ),
        Case(
            "on-the-law",
            as_pages([*REPORT, (70, 570, "Luật có Tuyệt mật, Tối mật và Mật.")]),
        ),
        Case(
            "title-about-secrets",
            as_pages([*without(REPORT, "Công tác văn thư, lưu trữ năm 2024"),
                      (190, 644, "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC")]),
        ),
        Case(
            "honey",
            as_pages([*without(LETTER, "V/v rà soát công tác văn thư",
                               "tại các cơ quan, đơn vị"),
                      (60, 715, "V/v phát triển nghề nuôi ong lấy"), (60, 703, "mật"),
                      (70, 570, "MẬT ONG BẠC HÀ"), (70, 550, "Mật ong rừng Ba Bể")]),
        ),
        Case(
            "density",
            as_pages([*REPORT, (90, 570, "MẬT ĐỘ"), (90, 550, "MẬT ĐỘ DÂN SỐ"),
                      (300, 570, "120 người/km2")]),
        ),
        Case(
            "eye-hospital",
            as_pages([*without(REPORT, "SỞ NỘI VỤ"), (90, 768, "BỆNH VIỆN"),
                      (110, 755, "MẮT")]),
        ),
        Case(
            "front",
            as_pages([*without(REPORT, "SỞ NỘI VỤ"), (100, 768, "MẶT"),
                      (70, 755, "TRẬN TỔ QUỐC TỈNH"), (70, 570, "BỀ MẶT")]),
        ),
        Case(
            "declassified",
            as_pages([*REPORT, (70, 570, "ĐÃ GIẢI MẬT"), (300, 570, "GIẢI MẬT")]),
        ),
        Case("plain-text", in_plain_text("BÁO CÁO", "Về mật độ dân số")),
        Case("scan-without-red", [as_scan(REPORT), as_scan([(70, 400, "Phụ lục")],
                                                          number=2)]),
    ]  # fmt: skip


def judged_cases() -> list[Case]:
    """Only a person can tell; the first six are ordinary, the others secret."""
    return [
        Case(
            "degrees-each-alone",
            as_pages([*REPORT, (90, 570, "TUYỆT MẬT"), (90, 550, "TỐI MẬT"),
                      (90, 530, "MẬT")]),
        ),
        Case(
            "summary-ends-so",
            as_pages([*without(LETTER, "V/v rà soát công tác văn thư",
                               "tại các cơ quan, đơn vị"),
                      (60, 715, "V/v rà soát tài liệu độ TỐI MẬT,"), (60, 703, "MẬT")]),
        ),
        Case(
            "issuer-ends-so",
            as_pages([*without(REPORT, "SỞ NỘI VỤ"), (70, 768, "CÔNG TY NUÔI ONG LẤY"),
                      (120, 755, "MẬT")]),
        ),
        Case("cell-of-its-own", in_word(("Độ mật",), ("MẬT",), ("Thời hạn",))),
        Case(
            "heading-in-the-body",
            as_pages([*LETTER, (270, 560, "TỐI MẬT"), (70, 540, "Gồm các loại sau:")]),
        ),
        Case("two-in-the-head", as_pages([*REPORT, (100, 705, "MẬT"),
                                          (400, 705, "TỐI MẬT")])),
        Case("mixed-case", as_pages([*REPORT, (100, 705, "Mật")])),
        Case("no-accents", as_pages([*REPORT, (100, 705, "TOI MAT")])),
        Case("foot", as_pages([*REPORT, (260, 60, "TUYỆT MẬT")])),
        Case("foot-beside-the-page-number",
             as_pages([*REPORT, (290, 50, "1"), (480, 50, "MẬT")])),
        Case("top-corner", as_pages([*REPORT, (500, 815, "MẬT")])),
        Case("annex", as_pages(REPORT, [(250, 780, "PHỤ LỤC"), (480, 780, "MẬT"),
                                        (70, 740, "Danh sách kèm theo")])),
        Case("annex-alone", as_pages(REPORT, [(480, 800, "TỐI MẬT"),
                                              (250, 780, "PHỤ LỤC")])),
        _long_paper(),
        Case("black-on-a-scan", [as_scan([*REPORT, (100, 705, "MẬT")])]),
        Case("misread-on-a-scan", [as_scan([*REPORT, (100, 705, "MẶT")])]),
        Case("red-on-a-later-page", [as_scan(REPORT),
                                     as_scan([(70, 780, "Phụ lục")], "MẬT", number=2)]),
        Case("red-without-a-head", [as_scan([(70, 700, "Ghi chép")], "TỐI MẬT")]),
        Case("letter-without-addressee",
             as_pages([*without(LETTER, "Kính gửi: Các sở, ban, ngành tỉnh."),
                       (90, 680, "MẬT")])),
    ]  # fmt: skip


def secret_cases() -> list[Case]:
    """The mark is the paper's own beyond doubt."""
    return [
        Case("left-under-number", as_pages([*REPORT, (100, 705, "MẬT")])),
        Case("left-under-summary", as_pages([*LETTER, (90, 680, "TỐI MẬT")])),
        Case("right-under-day", as_pages([*REPORT, (400, 705, "TUYỆT MẬT")])),
        Case("letters-apart", as_pages([*REPORT, (90, 705, "M Ậ T")])),
        Case("framed", as_pages([*REPORT, (90, 705, "[ TỐI MẬT ]")])),
        Case("labelled", as_pages([*REPORT, (80, 705, "Độ mật: Tối mật")])),
        Case("before-an-urgency", as_pages([*REPORT, (100, 710, "MẬT"),
                                            (95, 690, "HỎA TỐC")])),
        Case("text-file", in_plain_text("TỐI MẬT", "BÁO CÁO", "Về việc kín")),
        Case("red-on-a-scan", [as_scan(REPORT, "TUYỆT MẬT")]),
        Case("red-beside-urgency", [as_scan(LETTER, "MẬT", "KHẨN")]),
    ]  # fmt: skip
