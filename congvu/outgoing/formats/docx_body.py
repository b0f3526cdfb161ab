"""Content and end of the Word file: boxes 6 to 9b and 12, and appendices."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.shared import Cm, Pt

from congvu.outgoing.formats.body_rows import (
    appendix_name,
    article_runs,
    attached_to,
    closed,
    ended,
)
from congvu.outgoing.formats.chart_picture import picture_of
from congvu.outgoing.formats.chart_rows import chart_rows
from congvu.outgoing.formats.docx_parts import (
    CENTRE,
    LEFT,
    Bookmarks,
    on_row,
    rule,
    set_widths,
    still_table,
    styled,
    table_row,
)
from congvu.outgoing.formats.end_rows import (
    LEFT_SHARE,
    drafter_words,
    recipient_lines,
)
from congvu.outgoing.formats.faces import Face
from congvu.outgoing.formats.head_rows import ENACTING
from congvu.outgoing.formats.rows import MM, Type
from congvu.outgoing.formats.table_rows import NUMERIC, column_widths
from congvu.outgoing.rules.charts import as_lines
from congvu.outgoing.rules.paper import (
    ARTICLE,
    CENTRED,
    CHART,
    HEADING,
    TABLE,
    Appendix,
    Block,
    HeadingLevel,
    Paper,
)

_ROOM_TO_SIGN = 28 * MM
_PADDING = 4.0
_FEW_RECIPIENTS = 25
"""More than these go on over the page; fewer stay beside the signature."""


class DocxBody:
    def __init__(
        self, document: Any, paper: Paper, room: float, bookmarks: Bookmarks
    ) -> None:
        self.document, self.paper, self.room = document, paper, room
        self.bookmarks = bookmarks

    def bases(self) -> None:
        paper = self.paper
        enacts = paper.type_code in ENACTING
        if enacts and paper.authority_name:
            self._add(paper.authority_name.upper(), "Thẩm quyền ban hành")
        for line in ended(paper.bases):
            self._add(line, "Căn cứ")
        if enacts and (paper.bases or paper.authority_name):
            self._add(ENACTING[paper.type_code], "Thẩm quyền ban hành")

    def content(self, body: Sequence[Block]) -> None:
        for block in closed(body):
            self.block(block)

    def block(self, block: Block) -> None:
        if block.kind == TABLE:
            self._table(block)
        elif block.kind == CHART:
            self._chart(block)
        elif block.kind == HEADING:
            self._heading(block)
        elif block.kind == CENTRED:
            made = self._add(block.text, "Giữa dòng")
            made.runs[0].bold = not block.level
        else:
            self._text(block)

    def _add(self, text: str, style: str) -> Any:
        return styled(self.document.add_paragraph(text), style)

    def _text(self, block: Block) -> None:
        for line in block.text.split("\n"):
            paragraph = styled(self.document.add_paragraph(), "Nội dung")
            if block.kind == ARTICLE:
                for run in article_runs(line):
                    bold = run.face == Face.BOLD
                    text = f"{run.text} " if bold else run.text
                    paragraph.add_run(text).bold = bold or None
            else:
                paragraph.add_run(line)
            if block.indent is not None:
                paragraph.paragraph_format.first_line_indent = Cm(block.indent)
            if not block.justified:
                paragraph.alignment = LEFT

    def _heading(self, block: Block) -> None:
        if block.level <= HeadingLevel.SUBSECTION:
            name, _newline, title = block.text.partition("\n")
            self._add(name, "Đề mục")
            if title:
                self._add(title.upper(), "Đề mục")
            return
        text = block.text.replace("\n", " ")
        is_roman = block.level == HeadingLevel.ROMAN
        self._add(text.upper() if is_roman else text, "Điều khoản")

    def _table(self, block: Block) -> None:
        if block.text:
            self._add(block.text, "Giữa dòng").runs[0].bold = True
        count = max((len(row) for row in block.rows), default=0)
        if not count:
            return
        rows = [[*row, *[""] * (count - len(row))] for row in block.rows]
        size = Type(min(self.paper.layout.size, 13.0))
        widths = column_widths(rows, size, self.room)
        table = self.document.add_table(1, count)
        table.style = "Table Grid"
        set_widths(table, widths, _PADDING)
        head = table.rows[0]
        on_row(head, "cantSplit")
        on_row(head, "tblHeader")
        for cell, text in zip(head.cells, rows[0], strict=True):
            paragraph = styled(cell.paragraphs[0], "Ô bảng")
            paragraph.add_run(text).bold = True
            paragraph.alignment = CENTRE
        for cells in rows[1:]:
            middle = [NUMERIC.fullmatch(text) is not None for text in cells]
            table._tbl.append(table_row(cells, widths, middle, "Ô bảng"))

    def _chart(self, block: Block) -> None:
        """A picture that says in its description what it shows, so that the file can
        be read again, aloud or by the next version of the draft.
        """
        rows = chart_rows(block, self.room)
        if not rows:
            self._table(block)
            return
        if block.text:
            made = self._add(block.text, "Giữa dòng")
            made.runs[0].bold = True
            made.paragraph_format.keep_with_next = True
        picture, high = picture_of(rows, self.room)
        run = self._add("", "Biểu đồ").add_run()
        shape = run.add_picture(BytesIO(picture), Pt(self.room), Pt(high))
        about = shape._inline.docPr
        about.set("descr", as_lines(block.text, block.level, block.rows))

    def end(self) -> None:
        paper = self.paper
        lines = recipient_lines(paper)
        signer = paper.signer
        if not (lines or signer.authority or signer.name):
            return
        for paragraph in self.document.paragraphs[-2:]:
            paragraph.paragraph_format.keep_with_next = True
        left = self.room * LEFT_SHARE
        table = still_table(self.document, 1, (left, self.room - left))
        if len(lines) <= _FEW_RECIPIENTS:
            on_row(table.rows[0], "cantSplit")
        self._recipients(table.rows[0].cells[0], lines)
        self._signer(table.rows[0].cells[1])

    def _recipients(self, cell: Any, lines: Sequence[str]) -> None:
        label = cell.paragraphs[0]
        label.style = "Nơi nhận"
        label.paragraph_format.space_before = Pt(12)
        if lines:
            label.add_run("Nơi nhận:")
        for line in lines:
            styled(cell.add_paragraph(line), "Danh sách nơi nhận")
        drafter = drafter_words(self.paper)
        if drafter and lines:
            cell.paragraphs[-1].add_run(f"\t{drafter}")
        elif drafter:
            cell.add_paragraph(drafter, style="Danh sách nơi nhận")

    def _signer(self, cell: Any) -> None:
        signer = self.paper.signer
        first = cell.paragraphs[0]
        first.style = "Quyền hạn chức vụ"
        first.paragraph_format.space_before = Pt(12)
        first.add_run("\n".join(line.upper() for line in signer.authority))
        room = cell.add_paragraph(style="Quyền hạn chức vụ")
        room.paragraph_format.space_before = Pt(_ROOM_TO_SIGN / 2)
        room.paragraph_format.space_after = Pt(_ROOM_TO_SIGN / 2 - 14)
        self.bookmarks.around(room.add_run(""), "chu_ky")
        if signer.other_post:
            cell.add_paragraph(signer.other_post, style="Họ tên người ký")
        cell.add_paragraph(signer.name, style="Họ tên người ký")

    def appendix_head(self, appendix: Appendix, number: int) -> None:
        self._add(appendix_name(self.paper, number), "Phụ lục")
        if appendix.title:
            self._add(
                appendix.title.upper(), "Đề mục"
            ).paragraph_format.space_before = Pt(2)
        self._add(attached_to(self.paper), "Chỉ dẫn phụ lục")
        rule(self.document.add_paragraph(style="Đường kẻ"), 80, self.room)
