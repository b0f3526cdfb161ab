"""The papers of `others` as Word files and as PDF, in ways `as_docx` does not know."""

from __future__ import annotations

import random
import unicodedata
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from congvu.files.formats import legacy
from tests.documents.reading.as_pdf import register_fonts
from tests.documents.reading.others import Other

WORD_FORMS = (
    *("merged-cells", "content-control", "form-field", "first-page-header"),
    *("frames", "cell-breaks", "three-columns", "tracked"),
)
PDF_FORMS = ("in-order", "words-shuffled", "letters-alone", "narrow")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FIELD = ("begin", "separate", "end")
_DELETED = (
    f'<w:del {_W} w:id="1" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>'
)
_HATS = {"\u0302": "\u00e2", "\u0306": "\u00ea"}
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_SIGNS = {
    "": "\u00f9\u00f8\u00fb\u00f5\u00ef",
    "\u0302": "\u00e1\u00e0\u00e5\u00e3\u00e4",
    "\u0306": "\u00e9\u00e8\u00fa\u00fc\u00eb",
}
_HORN = "\u031b"
_ALONE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}

Lines = list[str]


def in_old_letters(text: str, letters: str) -> tuple[str, str]:
    """The text as such a font's user typed it, and the font."""
    if letters == "vni":
        return "".join(_vni(c) for c in text), "VNI-Times"
    if letters != "tcvn3":
        return text, ""
    capitals = text.isupper()
    table = str.maketrans(legacy.TCVN3_LETTERS, legacy.TCVN3_CODES)
    plain = text.lower().translate(table) if capitals else text.translate(table)
    return plain, ".VnTimeH" if capitals else ".VnTime"


def _vni(char: str) -> str:
    low = char.lower()
    if low in _ALONE or low in "íì":
        typed = _ALONE.get(low, low)
    else:
        base, *marks = unicodedata.normalize("NFD", low)
        hat = next((m for m in marks if m in _HATS), "")
        tone = next((m for m in marks if m in _TONES), "")
        typed = {"o": "ô", "u": "ö"}[base] if _HORN in marks else base
        typed += _SIGNS[hat][_TONES.index(tone)] if tone else _HATS.get(hat, "")
    return typed.upper() if char.isupper() else typed


def columns(paper: Other) -> tuple[Lines, Lines]:
    """What stands left and right in the head."""
    left = [*([paper.parent] if paper.parent else []), *filter(None, paper.issuer)]
    left += ["_______", *([paper.number_line] if paper.number_line else [])]
    if not paper.title:
        left.append(paper.about)
    right = [*paper.national, "_______________"]
    return left, [*right, *([paper.day_line] if paper.day_line else [])]


class _Word:
    """One paper being written as a Word file."""

    def __init__(self, paper: Other, form: str) -> None:
        self.paper, self.form = paper, form
        self.rng = random.Random(f"{paper.slug} {form}")
        self.document: Doc = Document()
        self.document.styles["Normal"].font.name = "Times New Roman"
        self.document.styles["Normal"].font.size = Pt(13)
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(1.8)

    def text(self, paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
        """The text in runs that are cut anywhere, as Word cuts them."""
        shown, font = in_old_letters(text, self.paper.letters)
        cuts = sorted(self.rng.sample(range(len(shown)), min(2, len(shown))))
        for start, end in zip([0, *cuts], [*cuts, len(shown)], strict=True):
            run = paragraph.add_run(shown[start:end])
            run.bold = bold
            if font:
                run.font.name = font
            if self.form == "tracked":
                paragraph._p.append(parse_xml(_DELETED))

    def line(self, text: str, *, align: ALIGN = ALIGN.CENTER) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        self.text(paragraph, text, bold=text.isupper())

    def fill(self, cell: _Cell, lines: Lines) -> None:
        for i, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            paragraph.alignment = ALIGN.CENTER
            self.text(paragraph, text, bold=text.isupper())

    def cells(self, widths: tuple[float, ...], rows: int = 1) -> list[list[_Cell]]:
        table = self.document.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
        return [list(row.cells) for row in table.rows]

    def head(self) -> None:
        left, right = columns(self.paper)
        if self.form == "merged-cells":
            rows = self.cells((3, 4, 0.6, 9), rows=2)
            cut = left.index("_______") + 1
            self.fill(rows[0][0].merge(rows[0][1]), left[:cut])
            self.fill(rows[0][2].merge(rows[0][3]), right[:3])
            self.fill(rows[1][0].merge(rows[1][1]), left[cut:])
            self.fill(rows[1][3], right[3:])
        elif self.form == "frames":
            self.frames(left, x=1400, width=3900)
            self.frames(right, x=5300, width=5600)
        elif self.form == "first-page-header":
            section = self.document.sections[0]
            section.different_first_page_header_footer = True
            table = section.first_page_header.add_table(1, 2, Cm(16.6))
            for cell, width in zip(table.rows[0].cells, (7, 9.6), strict=True):
                cell.width = Cm(width)
            self.fill(table.cell(0, 0), left)
            self.fill(table.cell(0, 1), right)
        elif self.form == "cell-breaks":
            for cell, lines in zip(self.cells((7, 9.6))[0], (left, right), strict=True):
                cell.paragraphs[0].alignment = ALIGN.CENTER
                for i, text in enumerate(lines):
                    if i:
                        cell.paragraphs[0].add_run().add_break()
                    self.text(cell.paragraphs[0], text, bold=text.isupper())
        else:
            three = self.form == "three-columns"
            row = self.cells((6.7, 0.6, 9.3) if three else (7, 9.6))[0]
            self.fill(row[0], left)
            self.fill(row[-1], right)
            if self.form == "content-control":
                for paragraph in (*row[0].paragraphs, *row[-1].paragraphs):
                    self.control(paragraph)
            if self.form == "form-field" and self.paper.letters == "":
                self.number_field(row[0])

    def frames(self, lines: Lines, *, x: int, width: int) -> None:
        for text in lines:
            paragraph = self.document.add_paragraph()
            paragraph.alignment = ALIGN.CENTER
            self.text(paragraph, text, bold=text.isupper())
            paragraph._p.get_or_add_pPr().insert(
                0,
                parse_xml(
                    f'<w:framePr {_W} w:w="{width}" w:wrap="around" w:vAnchor="page"'
                    f' w:hAnchor="page" w:x="{x}" w:y="1000"/>'
                ),
            )

    @staticmethod
    def control(paragraph: Paragraph) -> None:
        control = parse_xml(f"<w:sdt {_W}><w:sdtPr/><w:sdtContent/></w:sdt>")
        for run in paragraph.runs:
            control[1].append(run._r)
        paragraph._p.append(control)

    def number_field(self, cell: _Cell) -> None:
        """The number typed into a form field, the rest of its line around it."""
        number = self.paper.truth["number"]
        for paragraph in cell.paragraphs:
            if number and paragraph.text == self.paper.number_line:
                before, after = paragraph.text.split(number, 1)
                for run in paragraph.runs:
                    run._r.getparent().remove(run._r)
                paragraph.add_run(before)
                for part in _FIELD:
                    field = f'<w:fldChar {_W} w:fldCharType="{part}"/>'
                    paragraph.add_run()._r.append(parse_xml(field))
                    if part == "separate":
                        paragraph.add_run(number)
                paragraph.add_run(after)

    def signatures(self) -> None:
        stacks = [[*s[:-1], "", "", s[-1]] for s in self.paper.signatures]
        if len(stacks) == 1:
            stacks.insert(0, ["Nơi nhận:", "- Như trên;", "- Lưu: VT."])
        if stacks:
            row = self.cells((8.3,) * len(stacks))[0]
            for cell, lines in zip(row, stacks, strict=True):
                self.fill(cell, lines)

    def written(self) -> bytes:
        paper = self.paper
        for text in paper.front:
            self.line(text)
        if paper.front:
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for text in paper.above:
            self.line(text, align=ALIGN.LEFT)
        self.head()
        self.document.add_paragraph()
        for text in filter(None, (paper.title, paper.title and paper.about)):
            self.line(text)
        self.line("_______")
        if not paper.title:
            self.line("Kính gửi: Ủy ban nhân dân các xã, phường")
        for text in filter(None, (paper.enacted_by, *paper.body)):
            self.line(text, align=ALIGN.JUSTIFY)
        self.signatures()
        for text in paper.after:
            self.line(text)
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def other_docx(paper: Other, form: str) -> bytes:
    """The paper as .docx bytes."""
    return _Word(paper, form).written()


class _Sheet:
    """One paper being drawn; what is drawn is shuffled before it is kept."""

    def __init__(self, paper: Other, form: str) -> None:
        register_fonts()
        self.paper, self.form = paper, form
        self.rng = random.Random(f"{paper.slug} {form}")
        self.stream = BytesIO()
        self.canvas = Canvas(self.stream, pagesize=A4, invariant=1)
        self.drawn: list[tuple[float, float, str, str]] = []
        self.y = A4[1] - 60
        self.size = 11.0

    def line(
        self, x: float, text: str, *, width: float = 400, left: bool = False
    ) -> None:
        font = "Serif-Bold" if text.isupper() else "Serif"
        for part in self.broken(text, font, width):
            wide = pdfmetrics.stringWidth(part, font, self.size)
            self.drawn.append((x if left else x - wide / 2, self.y, part, font))
            self.y -= self.size * 1.32

    def broken(self, text: str, font: str, width: float) -> Lines:
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and pdfmetrics.stringWidth(longer, font, self.size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def beside(self, *stacks: tuple[float, float, Lines]) -> None:
        """Columns that begin on one line; the cursor ends below the longest."""
        top, lowest = self.y, self.y
        for x, width, lines in stacks:
            self.y = top
            for text in lines:
                self.line(x, text, width=width)
            lowest = min(lowest, self.y)
        self.y = lowest - 12

    def finish_page(self) -> None:
        pieces = [p for line in self.drawn for p in self.pieces(*line)]
        if self.form == "words-shuffled":
            self.rng.shuffle(pieces)
        for x, y, text, font in pieces:
            self.canvas.setFont(font, self.size)
            self.canvas.drawString(x, y, text)
        self.canvas.showPage()
        self.drawn, self.y = [], A4[1] - 60

    def pieces(
        self, x: float, y: float, text: str, font: str
    ) -> list[tuple[float, float, str, str]]:
        if self.form not in ("words-shuffled", "letters-alone"):
            return [(x, y, text, font)]
        units = text.split(" ") if self.form == "words-shuffled" else list(text)
        gap = " " if self.form == "words-shuffled" else ""
        found = []
        for unit in units:
            if unit.strip():
                found.append((x, y, unit, font))
            x += pdfmetrics.stringWidth(unit + gap, font, self.size)
        return found

    def written(self) -> bytes:
        paper = self.paper
        if paper.front:
            for text in paper.front:
                self.line(300, text)
            self.finish_page()
        for text in paper.above:
            self.line(80, text, left=True)
        left, right = columns(paper)
        narrow = 160 if self.form == "narrow" else 215
        self.beside((160, narrow, left), (415, 190 if narrow == 160 else 290, right))
        for text in filter(None, (paper.title, paper.title and paper.about)):
            self.line(300, text)
        self.y -= 10
        if not paper.title:
            self.line(300, "Kính gửi: Ủy ban nhân dân các xã, phường")
        for text in filter(None, (paper.enacted_by, *paper.body)):
            self.line(80, text, width=440, left=True)
        self.y -= 12
        stacks = [[*s[:-1], " ", " ", s[-1]] for s in paper.signatures]
        if len(stacks) == 1:
            stacks.insert(0, ["Nơi nhận:", "- Như trên;", "- Lưu: VT."])
        middles = zip((160, 420), stacks, strict=False)
        self.beside(*((x, 240.0, lines) for x, lines in middles))
        for text in paper.after:
            self.line(300, text)
        self.finish_page()
        self.canvas.save()
        return self.stream.getvalue()


def other_pdf(paper: Other, form: str) -> bytes:
    """The paper as .pdf bytes with real text, drawn in an order of its own."""
    return _Sheet(paper, form).written()
