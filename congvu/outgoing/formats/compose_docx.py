"""A paper as a Word file of the same form as its PDF, to be edited by people.

Each element of form has a style of its own, and what is filled in after signing has a
bookmark, so that an edited file can be read again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt

from congvu.outgoing.formats.compose_pdf import title_of
from congvu.outgoing.formats.docx_body import DocxBody
from congvu.outgoing.formats.docx_head import DocxHead
from congvu.outgoing.formats.docx_parts import (
    JUSTIFIED,
    LEFT,
    Bookmarks,
    Style,
    add_styles,
    edges,
    packed,
    page_field,
    restart_pages,
)
from congvu.outgoing.formats.faces import Face, width
from congvu.outgoing.formats.head_rows import STAMP_SIZE
from congvu.outgoing.formats.rows import MM
from congvu.outgoing.rules.paper import Appendix, Layout, Paper

_A4 = (210.0, 297.0)
_A_MOMENT = datetime(2020, 3, 5, tzinfo=UTC)
_ABOUT_HALF = 0.5


def styles_of(layout: Layout) -> list[Style]:
    """Every element of form with its letters (Phụ lục I, phần I, mục V)."""
    small, large, size = layout.head_size, layout.head_size + 1, layout.size
    text: dict[str, Any] = {"spacing": layout.spacing, "above": layout.gap}
    flowing: dict[str, Any] = {"align": JUSTIFIED, "first": layout.indent, **text}
    return [
        Style("Quốc hiệu", small, bold=True),
        Style("Tiêu ngữ", large, bold=True),
        Style("Cơ quan chủ quản", small),
        Style("Cơ quan ban hành", small, bold=True),
        Style("Số ký hiệu", 13, above=6),
        Style("Địa danh ngày tháng", large, italic=True, above=6),
        Style("Trích yếu công văn", small, above=6),
        Style("Tên loại", size, bold=True, above=14, keep=True),
        Style("Trích yếu", size, bold=True, above=2, keep=True),
        Style("Kính gửi", size, align=LEFT, spacing=layout.spacing),
        Style("Thẩm quyền ban hành", size, bold=True, above=10, keep=True),
        Style("Căn cứ", size, italic=True, **flowing),
        Style("Nội dung", size, **flowing),
        Style("Điều khoản", size, bold=True, keep=True, **flowing),
        Style("Đề mục", size, bold=True, keep=True, **text),
        Style("Giữa dòng", size, **text),
        Style("Biểu đồ", size, above=layout.gap),
        Style("Ô bảng", min(size, 13), align=LEFT),
        Style("Nơi nhận", 12, bold=True, italic=True, align=LEFT),
        Style("Danh sách nơi nhận", 11, align=LEFT),
        Style("Quyền hạn chức vụ", size, bold=True, keep=True),
        Style("Họ tên người ký", size, bold=True),
        Style("Phụ lục", 14, bold=True, keep=True),
        Style("Chỉ dẫn phụ lục", size, italic=True, above=2, keep=True),
        Style("Dấu", STAMP_SIZE, bold=True),
        Style("Địa chỉ", 11),
        Style("Số trang", size),
        Style("Đường kẻ", 2),
    ]


def compose_docx(paper: Paper) -> bytes:
    return packed(compose_document(paper))


def compose_document(paper: Paper) -> Any:
    document = Document()
    _about(document, paper)
    layout = paper.layout
    add_styles(document, styles_of(layout))
    section = document.sections[0]
    _page(section, layout, landscape=False)
    _top_and_foot(section, paper)
    bookmarks = Bookmarks()
    room = (_A4[0] - layout.left - layout.right) * MM
    DocxHead(document, paper, room, bookmarks).write()
    body = DocxBody(document, paper, room, bookmarks)
    body.bases()
    body.content(paper.body)
    body.end()
    for number, appendix in enumerate(paper.appendices, start=1):
        add_appendix(document, paper, appendix, number, bookmarks)
    return document


def _about(document: Any, paper: Paper) -> None:
    about = document.core_properties
    about.title = title_of(paper)[:250]
    about.author = paper.issuer_name.replace("\n", " ")[:250]
    about.subject = paper.summary[:250]
    about.language = "vi-VN"
    about.comments = ""
    about.created = about.modified = _A_MOMENT


def _page(section: Any, layout: Layout, *, landscape: bool) -> None:
    wide, high = (_A4[1], _A4[0]) if landscape else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.top_margin, section.bottom_margin = Mm(layout.top), Mm(layout.bottom)
    section.left_margin, section.right_margin = Mm(layout.left), Mm(layout.right)
    section.header_distance = Mm(layout.top * _ABOUT_HALF - 3)
    section.footer_distance = Mm(layout.bottom * _ABOUT_HALF)
    section.different_first_page_header_footer = True
    restart_pages(section)


def _top_and_foot(section: Any, paper: Paper) -> None:
    number = section.header.paragraphs[0]
    number.style = "Số trang"
    page_field(number)
    first = section.first_page_header.paragraphs[0]
    first.style = "Số trang"
    if paper.circulation:
        _circulation(first, paper)
    if paper.address:
        # The foot of page 1 carries it within the text area (box 13).
        section.footer_distance = Mm(paper.layout.bottom)
        foot = section.first_page_footer.paragraphs[0]
        foot.style = "Địa chỉ"
        edges(foot, ("top",), "000000", 6)
        foot.add_run(paper.address)


def _circulation(paragraph: Any, paper: Paper) -> None:
    """Box 11: words in a box, to the right of the middle of the top margin."""
    words = paper.circulation.upper()
    paragraph.style = "Dấu"
    paragraph.add_run(words)
    layout = paper.layout
    room = (_A4[0] - layout.left - layout.right) * MM
    wide = width(words, Face.BOLD, STAMP_SIZE) + 14
    right = min(room * 0.25, max(0.0, room - wide))
    paragraph.paragraph_format.right_indent = Pt(right)
    paragraph.paragraph_format.left_indent = Pt(max(0.0, room - right - wide))
    edges(paragraph, ("top", "left", "bottom", "right"), "000000", 6)


def add_appendix(
    document: Any, paper: Paper, appendix: Appendix, number: int, bookmarks: Bookmarks
) -> None:
    """A section of its own: own page numbers, own direction of the paper."""
    layout = paper.layout
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, layout, landscape=appendix.landscape)
    # What stands in the margins of page 1 is not said again on an appendix.
    section.first_page_header.is_linked_to_previous = False
    section.first_page_footer.is_linked_to_previous = not paper.address
    across = _A4[1] if appendix.landscape else _A4[0]
    room = (across - layout.left - layout.right) * MM
    body = DocxBody(document, paper, room, bookmarks)
    body.appendix_head(appendix, number)
    body.content(appendix.body)
