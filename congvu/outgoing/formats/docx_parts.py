"""What a Word file needs beyond words: styles, lines, fields, bookmarks, tables."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

FONT = "Times New Roman"
LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
_A_DAY = (1980, 1, 1, 0, 0, 0)
RED = "D90F0F"
BLANK = "\u00a0"


@dataclass(frozen=True)
class Style:
    """One named style; measures are pt, the indent of the first line cm."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Any = CENTRE
    above: float = 0.0
    first: float = 0.0
    spacing: float = 1.0
    keep: bool = False


def add_styles(document: Any, styles: Sequence[Style]) -> None:
    normal = document.styles["Normal"]
    _face(normal)
    normal.font.size = Pt(14)
    normal.paragraph_format.space_after = Pt(0)
    add_paragraph_styles(document, styles)


def add_paragraph_styles(document: Any, styles: Sequence[Style]) -> None:
    for style in styles:
        made = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = document.styles["Normal"]
        made.quick_style = True
        _face(made)
        made.font.size = Pt(style.size)
        made.font.bold = style.bold
        made.font.italic = style.italic
        form = made.paragraph_format
        form.alignment = style.align
        form.space_before, form.space_after = Pt(style.above), Pt(0)
        form.first_line_indent = Cm(style.first)
        form.line_spacing = style.spacing
        form.keep_with_next = style.keep
        form.widow_control = True


def styled(paragraph: Any, name: str) -> Any:
    """The paragraph in one of our styles, without a search of all styles each time."""
    paragraph._p.style = name.replace(" ", "")
    return paragraph


def _face(style: Any) -> None:
    """Times for every script, and the language of the words."""
    style.font.name = FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        if fonts.get(qn(theme)) is not None:
            del fonts.attrib[qn(theme)]
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    properties.append(language)


def rule(paragraph: Any, length: float, room: float) -> None:
    """An empty paragraph whose upper edge is a line of a length, in the middle."""
    form = paragraph.paragraph_format
    side = max(0.0, (room - length) / 2)
    form.left_indent = form.right_indent = Pt(side)
    form.line_spacing = Pt(4)
    form.space_before = Pt(3)
    edges(paragraph, ("top",), "000000", 6)


def edges(paragraph: Any, sides: Sequence[str], colour: str, eighths: int) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        borders.append(_edge(side, colour, eighths))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind",
        "w:jc", "w:rPr",
    )  # fmt: skip


def _edge(side: str, colour: str, eighths: int, style: str = "single") -> Any:
    edge = OxmlElement(f"w:{side}")
    edge.set(qn("w:val"), style)
    edge.set(qn("w:sz"), str(eighths))
    edge.set(qn("w:space"), "0")
    edge.set(qn("w:color"), colour)
    return edge


class Bookmarks:
    """Names in the file, each with a number of its own."""

    def __init__(self) -> None:
        self.count = 0

    def around(self, run: Any, name: str) -> None:
        self.count += 1
        for tag, put in (
            ("w:bookmarkStart", run._r.addprevious),
            ("w:bookmarkEnd", run._r.addnext),
        ):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self.count))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            put(mark)


def page_field(paragraph: Any) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)


def still_table(parent: Any, rows: int, widths: Sequence[float]) -> Any:
    """A table that keeps its widths (pt), without lines and without padding."""
    total = sum(widths)
    table = (
        parent.add_table(rows, len(widths), Pt(total))
        if not hasattr(parent, "element") or hasattr(parent, "_tc")
        else parent.add_table(rows, len(widths))
    )
    return set_widths(table, widths, padding=0.0)


def set_widths(table: Any, widths: Sequence[float], padding: float) -> Any:
    table.autofit = False
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(padding * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Pt(wide)
        for cell in column.cells:
            cell.width = Pt(wide)
    return table


def table_row(
    cells: Sequence[str], widths: Sequence[float], middle: Sequence[bool], style: str
) -> Any:
    """A row that no page break parts, as XML at once: the library takes ten times as
    long over the cells of a long table.
    """
    name = style.replace(" ", "")
    made = []
    for text, wide, is_middle in zip(cells, widths, middle, strict=True):
        lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(
            escape(line) for line in text.split("\n")
        )
        centre = '<w:jc w:val="center"/>' if is_middle else ""
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{Pt(wide).twips}"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{centre}</w:pPr>'
            f'<w:r><w:t xml:space="preserve">{lines}</w:t></w:r></w:p></w:tc>'
        )
    return parse_xml(
        f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{''.join(made)}</w:tr>"
    )


def boxed(table: Any, colour: str) -> None:
    """A line of one colour around a table."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_edge(side, colour, 8))
    table._tbl.tblPr.append(borders)


def exact_height(row: Any, millimetres: float) -> None:
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), str(round(Mm(millimetres).pt * 20)))
    height.set(qn("w:hRule"), "exact")
    row._tr.get_or_add_trPr().append(height)


def on_row(row: Any, tag: str) -> None:
    """``tblHeader``: seen again on every page; ``cantSplit``: never parted."""
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{tag}"))


def middle_of(cell: Any) -> None:
    place = OxmlElement("w:vAlign")
    place.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(place)


def coloured(run: Any, colour: str) -> None:
    run.font.color.rgb = RGBColor.from_string(colour)


def restart_pages(section: Any) -> None:
    """Pages count from 1 again, and the first of them shows no number."""
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    after = properties.find(qn("w:cols"))
    if after is not None:
        after.addprevious(number)
    else:
        properties.append(number)


def packed(document: Any) -> bytes:
    """The same document gives the same bytes: no moment is written into it."""
    out, steady = BytesIO(), BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(steady, "w") as kept:
        for name in sorted(made.namelist(), key=lambda n: (n[0] != "[", n)):
            info = zipfile.ZipInfo(name, _A_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(info, made.read(name))
    return steady.getvalue()
