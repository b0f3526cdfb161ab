"""Invented papers as Word files, in the ways offices lay them out."""

from __future__ import annotations

import unicodedata
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from tests.documents.reading.papers import Paper

FORMS = ("table", "wide-table", "tabs", "spaces", "boxes", "lines", "split-cells")
_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape'
    ' style="position:absolute;margin-left:{x}pt;margin-top:0pt;width:{w}pt;'
    'height:120pt">'
    "<v:textbox><w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)


def make_docx(paper: Paper, form: str) -> bytes:
    """The paper as .docx bytes."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.paragraph_format.space_after = Pt(2)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    if "gazette" in paper.flags:
        section.header.paragraphs[0].text = "12\tCÔNG BÁO/Số 945 + 946/Ngày 01-10-2023"
        _line(document, "PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT", bold=True)
    if "slip-first" in paper.flags:
        _slip(document)
    if "annex-first" in paper.flags:
        _annex(document, paper)
        document.add_page_break()
    _head(document, paper, form)
    _rest(document, paper, form)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _text(paper: Paper, text: str) -> str:
    if "decomposed" in paper.flags:
        text = unicodedata.normalize("NFD", text)
    if "eth" in paper.flags:
        text = text.replace("Đ", "\u00d0")
    if "nbsp" in paper.flags:
        text = text.replace(" ", "\u00a0")
    return text


def _write(
    paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False
) -> None:
    # Word cuts text into runs at will; so does this.
    middle = len(text) // 2
    for part in (text[:middle], text[middle:]):
        run = paragraph.add_run(part)
        run.bold, run.italic = bold, italic


def _line(
    document: Doc, text: str, *, bold: bool = False, align: ALIGN = ALIGN.CENTER
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    _write(paragraph, text, bold=bold)


def _columns(paper: Paper) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    left = [(paper.parent, False)] if paper.parent else []
    left += [(line, True) for line in paper.issuer]
    left += [("-------", False), (paper.number_line, False)]
    if paper.type_code == "CV":
        left.append((paper.about, False))
    if "drawn-number" in paper.flags:
        shown = paper.number_line.replace(paper.number, "     ", 1)
        left = [(shown if t == paper.number_line else t, b) for t, b in left]
    right = [(line, True) for line in paper.national]
    right += [("---------------", False), (paper.day_line, False)]
    return left, right


def _head(document: Doc, paper: Paper, form: str) -> None:
    left, right = _columns(paper)
    if form in ("table", "wide-table", "split-cells"):
        _table_head(document, paper, form, left, right)
    elif form == "boxes":
        paragraph = document.add_paragraph()
        for column, x, width in ((left, -10, 190), (right, 190, 290)):
            inner = "".join(
                f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t'
                f' xml:space="preserve">{_escaped(_text(paper, t))}</w:t></w:r></w:p>'
                for t, _ in column
            )
            paragraph._p.append(parse_xml(_BOX.format(x=x, w=width, paragraphs=inner)))
        for _ in range(7):
            document.add_paragraph()
    elif form in ("tabs", "spaces"):
        for i in range(max(len(left), len(right))):
            one = left[i][0] if i < len(left) else ""
            two = right[i][0] if i < len(right) else ""
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Cm(11.5), WD_TAB_ALIGNMENT.CENTER
            )
            gap = "\t" if form == "tabs" else " " * max(4, 46 - len(one))
            _write(paragraph, _text(paper, f"{one}{gap}{two}"))
    else:
        for text, bold in [*left[:-1], *right[:-2], left[-1], right[-1]]:
            _line(document, _text(paper, text), bold=bold, align=ALIGN.LEFT)
    if "urgent" in paper.flags:
        _line(document, "HỎA TỐC", bold=True, align=ALIGN.LEFT)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _table_head(
    document: Doc,
    paper: Paper,
    form: str,
    left: list[tuple[str, bool]],
    right: list[tuple[str, bool]],
) -> None:
    rows = 2 if form == "split-cells" else 1
    table = document.add_table(rows=rows, cols=2)
    table.autofit = False
    widths = (Cm(6.5), Cm(11.5)) if form == "wide-table" else (Cm(6.5), Cm(9.5))
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    for index, column in enumerate((left, right)):
        cut = next(i for i, (t, _) in enumerate(column) if t.startswith("---")) + 1
        parts = [column[:cut], column[cut:]] if rows == 2 else [column]
        for row, part in enumerate(parts):
            cell = table.cell(row, index)
            for i, (text, bold) in enumerate(part):
                paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
                paragraph.alignment = ALIGN.CENTER
                _write(paragraph, _text(paper, text), bold=bold)


def _rest(document: Doc, paper: Paper, form: str) -> None:
    document.add_paragraph()
    if paper.title:
        _line(document, _text(paper, paper.title), bold=True)
        _line(document, _text(paper, paper.about), bold=True)
        _line(document, "_______")
    if paper.type_code in ("CV", "TTr", "GM"):
        _line(document, "Kính gửi: Các sở, ban, ngành tỉnh")
    if paper.type_code == "QĐ" and paper.issuer[0].startswith("ỦY BAN"):
        _line(document, " ".join(paper.issuer), bold=True)
    for text in paper.body * (5 if "two-pages" in paper.flags else 1):
        _line(document, _text(paper, text), align=ALIGN.JUSTIFY)
    _signature(document, paper, form)
    if "copy-after" in paper.flags:
        _copy(document)
    if "annex-after" in paper.flags:
        document.add_page_break()
        _annex(document, paper)


def _signature(document: Doc, paper: Paper, form: str) -> None:
    right = [*paper.authority, "", "", "", paper.signer]
    left = ["Nơi nhận:", *paper.recipients]
    if form in ("lines", "spaces"):
        for text in [*right, *left]:
            _line(document, _text(paper, text), align=ALIGN.RIGHT)
        return
    table = document.add_table(rows=1, cols=2)
    for cell, column in zip(table.rows[0].cells, (left, right), strict=True):
        for i, text in enumerate(column):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            _write(paragraph, _text(paper, text), bold=column is right)


def _annex(document: Doc, paper: Paper) -> None:
    _line(document, "PHỤ LỤC I", bold=True)
    _line(document, "DANH SÁCH CÁC ĐƠN VỊ THỰC HIỆN", bold=True)
    _line(document, "(Kèm theo Kế hoạch số 999/KH-UBND ngày 30 tháng 12 năm 2018)")
    for name in ("Đỗ Văn Kiên", "Lý Thị Mai"):
        _line(document, f"Trưởng đoàn: {name}", align=ALIGN.LEFT)


def _slip(document: Doc) -> None:
    _line(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    _line(document, "Độc lập - Tự do - Hạnh phúc", bold=True)
    _line(document, "Bắc Kạn, ngày 01 tháng 02 năm 2018")
    _line(document, "PHIẾU TRÌNH", bold=True)
    _line(document, "Kính gửi: Lãnh đạo Ủy ban nhân dân tỉnh")
    _line(document, "Văn phòng trình văn bản gửi kèm để xin ý kiến.", align=ALIGN.LEFT)
    document.add_page_break()


def _copy(document: Doc) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(
        table.rows[0].cells,
        (
            ["VĂN PHÒNG UBND TỈNH", "Số: 777/SY-VP"],
            ["SAO Y", "Bắc Kạn, ngày 31 tháng 12 năm 2018"],
        ),
        strict=True,
    ):
        for i, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            _write(paragraph, text, bold=True)
