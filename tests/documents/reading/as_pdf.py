"""Invented papers as PDF files with text, laid out line by line."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.documents.reading.papers import Paper

FORMS = ("two-columns", "tight", "lines", "letter-size", "turned", "words-apart")
_FOLDER = Path("/usr/share/fonts/truetype/dejavu")
# The Liberation fonts of Debian 12 have no Vietnamese letters; DejaVu has all of them.
_FONTS = {
    "Serif": "DejaVuSerifCondensed.ttf",
    "Serif-Bold": "DejaVuSerifCondensed-Bold.ttf",
    "Serif-Italic": "DejaVuSerifCondensed-Italic.ttf",
    "Sans": "DejaVuSansCondensed.ttf",
    "Sans-Bold": "DejaVuSansCondensed-Bold.ttf",
    "Sans-Italic": "DejaVuSansCondensed-Oblique.ttf",
}


def fonts_are_there() -> bool:
    """True when the letters that the set is drawn with are installed."""
    return all((_FOLDER / name).is_file() for name in _FONTS.values())


def register_fonts() -> None:
    """Make the letters of the set known to the drawing library, once."""
    for name, file in _FONTS.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FOLDER / file)))


class _Pen:
    """Writes lines down a page, and turns the page when it is full."""

    def __init__(self, paper: Paper, form: str) -> None:
        register_fonts()
        self.paper, self.form = paper, form
        self.size = letter if form == "letter-size" else A4
        self.stream = BytesIO()
        self.canvas = Canvas(self.stream, pagesize=self.size, invariant=1)
        self.face = "Sans" if form == "tight" else "Serif"
        self.marks: dict[str, tuple[float, float, float, float]] = {}
        self.start_page()

    def start_page(self) -> None:
        width, height = self.size
        if self.form == "turned":
            # Written sideways on a page whose /Rotate sets it upright again.
            self.canvas.setPageSize((height, width))
            self.canvas.setPageRotation(90)
            self.canvas.translate(height, 0)
            self.canvas.rotate(90)
        self.y = height - 55
        if "gazette" in self.paper.flags:
            self.text(300, "CÔNG BÁO/Số 945 + 946/Ngày 01-10-2023", size=10)
            self.y -= 20

    def new_page(self) -> None:
        self.canvas.showPage()
        self.start_page()

    def text(
        self,
        x: float,
        text: str,
        *,
        style: str = "",
        size: float = 12,
        middle: bool = True,
        y: float | None = None,
        mark: str = "",
    ) -> None:
        y = self.y if y is None else y
        if "decomposed" in self.paper.flags:
            text = unicodedata.normalize("NFD", text)
        if "eth" in self.paper.flags:
            text = text.replace("Đ", "\u00d0")
        if "nbsp" in self.paper.flags:
            text = text.replace(" ", "\u00a0")
        font = self.face + (f"-{style}" if style else "")
        width = pdfmetrics.stringWidth(text, font, size)
        left = x - width / 2 if middle else x
        self.canvas.setFont(font, size)
        if self.form == "words-apart":
            # Some printers place every word by itself and write no spaces.
            at = left
            for word in text.split(" "):
                self.canvas.drawString(at, y, word)
                at += pdfmetrics.stringWidth(word + " ", font, size)
        else:
            self.canvas.drawString(left, y, text)
        if mark:
            self.marks[mark] = (left, y, width, size)

    def flow(self, x: float, width: float, text: str, **options: object) -> None:
        """Text broken to a width, one line below the other."""
        style = str(options.get("style", ""))
        size = float(str(options.get("size", 12)))
        middle = bool(options.get("middle"))
        font = self.face + (f"-{style}" if style else "")
        line = ""
        lines = []
        for word in text.split():
            if pdfmetrics.stringWidth(f"{line} {word}", font, size) > width and line:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        for one in [*lines, line]:
            if self.y < 70:
                self.new_page()
            self.text(x, one, style=style, size=size, middle=middle)
            self.y -= size * 1.3


def make_pdf(paper: Paper, form: str) -> bytes:
    """The paper as .pdf bytes with real text."""
    return make_marked_pdf(paper, form)[0]


def make_marked_pdf(
    paper: Paper, form: str
) -> tuple[bytes, dict[str, tuple[float, float, float, float]], int]:
    """The same, with where number and day stand (points) and on which page."""
    pen = _Pen(paper, form)
    front = 0
    if "slip-first" in paper.flags:
        _slip(pen)
        front += 1
    if "annex-first" in paper.flags:
        _annex(pen)
        pen.new_page()
        front += 1
    if form == "lines":
        _head_in_lines(pen)
    else:
        _head_in_columns(pen)
    _rest(pen)
    pen.canvas.save()
    return pen.stream.getvalue(), pen.marks, front


def _number(pen: _Pen, x: float, *, middle: bool) -> None:
    paper = pen.paper
    if not paper.flags & {"drawn-number", "penned-number"}:
        pen.text(x, paper.number_line, middle=middle, mark="number")
        return
    # The digits are lines of a picture; the text has a gap in their place.
    before, after = paper.number_line.split(paper.number, 1)
    gap = " " * (2 * len(paper.number) + 2)
    pen.text(x, f"{before}{gap}{after}", middle=middle, mark="number")
    left, y, _, size = pen.marks["number"]
    start = left + pdfmetrics.stringWidth(before, pen.face, size)
    if "drawn-number" in paper.flags:
        pen.canvas.setLineWidth(1.2)
        for i in range(len(paper.number)):
            at = start + i * 7
            pen.canvas.line(at + 3, y, at + 3, y + 9)
            pen.canvas.line(at, y + 7, at + 3, y + 9)


def _head_in_columns(pen: _Pen) -> None:
    paper = pen.paper
    tight = pen.form == "tight"
    left, right = (150, 405) if tight else (160, 420)
    size = 10 if tight else 11.5
    top = pen.y
    if paper.parent:
        pen.flow(left, 210, paper.parent, size=size, middle=True)
    for line in paper.issuer:
        pen.flow(left, 215, line, size=size, style="Bold", middle=True)
    pen.y = min(pen.y - 6, top - 16 * len(paper.national) - 8)
    row = pen.y
    _number(pen, left, middle=True)
    pen.y -= 18
    if paper.type_code == "CV":
        pen.flow(left, 190, paper.about, size=10.5, middle=True)
    if "urgent" in paper.flags:
        pen.y -= 12
        pen.text(left, "HỎA TỐC", style="Bold")
    bottom = pen.y
    for i, line in enumerate(paper.national):
        pen.text(right, line, style="Bold", size=size - i, y=top - 16 * i)
    pen.text(right, paper.day_line, style="Italic", y=row, mark="day")
    if "arrival" in paper.flags:
        for i, line in enumerate(("ĐẾN  Số: 5521", "Ngày: 03/02/2018", "Chuyển: VP")):
            pen.text(60, line, size=9, middle=False, y=bottom - 24 - 11 * i)
    pen.y = min(bottom, row) - 30


def _head_in_lines(pen: _Pen) -> None:
    paper = pen.paper
    for line in (paper.parent, *paper.issuer):
        if line:
            pen.text(300, line, style="Bold")
            pen.y -= 16
    for line in paper.national:
        pen.text(300, line, style="Bold")
        pen.y -= 16
    _number(pen, 80, middle=False)
    pen.text(330, paper.day_line, style="Italic", middle=False, mark="day")
    pen.y -= 18
    if paper.type_code == "CV":
        pen.flow(80, 300, paper.about)
    if "urgent" in paper.flags:
        pen.text(80, "HỎA TỐC", style="Bold", middle=False)
        pen.y -= 18
    pen.y -= 20


def _rest(pen: _Pen) -> None:
    paper = pen.paper
    if paper.title:
        pen.text(305, paper.title, style="Bold", size=13)
        pen.y -= 17
        pen.flow(305, 400, paper.about, style="Bold", middle=True)
        pen.y -= 14
    if paper.type_code in ("CV", "TTr", "GM"):
        pen.text(300, "Kính gửi: Các sở, ban, ngành tỉnh")
        pen.y -= 26
    for text in paper.body * (6 if "two-pages" in paper.flags else 1):
        pen.flow(85, 450, text)
        pen.y -= 5
    _signature(pen)
    if "copy-after" in paper.flags:
        pen.y -= 20
        pen.text(160, "VĂN PHÒNG UBND TỈNH", style="Bold")
        pen.text(420, "SAO Y", style="Bold")
        pen.y -= 18
        pen.text(160, "Số: 777/SY-VP")
        pen.text(420, "Bắc Kạn, ngày 31 tháng 12 năm 2018", style="Italic")
    if "annex-after" in paper.flags:
        pen.new_page()
        _annex(pen)


def _signature(pen: _Pen) -> None:
    paper = pen.paper
    if pen.y < 220:
        pen.new_page()
    pen.y -= 10
    top = pen.y
    for line in paper.authority:
        pen.text(420, line, style="Bold")
        pen.y -= 16
    pen.text(420, paper.signer, style="Bold", y=pen.y - 60)
    pen.marks["seal"] = (385, pen.y - 55, 60, 60)
    pen.text(85, "Nơi nhận:", style="Bold", size=12, middle=False, y=top)
    for i, line in enumerate(paper.recipients):
        pen.text(85, line, size=11, middle=False, y=top - 14 * (i + 1))
    pen.y -= 90


def _annex(pen: _Pen) -> None:
    for line in (
        "PHỤ LỤC I",
        "DANH SÁCH CÁC ĐƠN VỊ THỰC HIỆN",
        "(Kèm theo Kế hoạch số 999/KH-UBND ngày 30 tháng 12 năm 2018)",
        "Số: 12 thôn, 340 hộ dân",
    ):
        pen.text(300, line)
        pen.y -= 18


def _slip(pen: _Pen) -> None:
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bắc Kạn, ngày 01 tháng 02 năm 2018",
        "PHIẾU TRÌNH",
        "Kính gửi: Lãnh đạo Ủy ban nhân dân tỉnh",
    ):
        pen.text(300, line)
        pen.y -= 18
    pen.new_page()
