"""The head of the Word file: boxes 1 to 5, 9a and 10b in a table without lines."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt

from congvu.lib.numbering import format_number
from congvu.outgoing.formats.docx_parts import (
    BLANK,
    RED,
    Bookmarks,
    boxed,
    coloured,
    exact_height,
    middle_of,
    rule,
    set_widths,
    still_table,
    styled,
)
from congvu.outgoing.formats.faces import Face, balanced, width
from congvu.outgoing.formats.head_rows import (
    MOTTO,
    NATION,
    SHORT_RULE,
    STAMP_HEIGHT,
    TELEGRAM,
    URGENCY_STAMPS,
    Head,
    bare_summary,
)
from congvu.outgoing.formats.rows import MM
from congvu.outgoing.rules.paper import Paper
from congvu.outgoing.rules.symbols import day_word, month_word


class DocxHead:
    def __init__(
        self, document: Any, paper: Paper, room: float, bookmarks: Bookmarks
    ) -> None:
        self.document, self.paper, self.room = document, paper, room
        self.bookmarks = bookmarks
        self.measured = Head(paper, room)
        self.left = room - self.measured.right_room - 4
        self.right = self.measured.right_room + 4
        self.narrow = self.measured.left_room * 0.97

    def write(self) -> None:
        table = still_table(self.document, 2, (self.left, self.right))
        names, dated = table.rows
        self._issuer(names.cells[0])
        self._nation(names.cells[1])
        self._number(dated.cells[0])
        self._date(dated.cells[1])
        if self.paper.is_letter:
            self._letter_summary(dated.cells[0])
        self._stamp(dated.cells[0])
        if not self.paper.is_letter:
            self._title()
        self._addressees()

    def _issuer(self, cell: Any) -> None:
        paper, size = self.paper, self.paper.layout.head_size
        parent = balanced(paper.parent_name.upper(), Face.REGULAR, size, self.narrow)
        issuer = balanced(self.measured.issuer(), Face.BOLD, size, self.narrow)
        self._lines(cell, parent, "Cơ quan chủ quản")
        self._lines(cell, issuer, "Cơ quan ban hành")
        if issuer:
            long = width(issuer[-1], Face.BOLD, size) * SHORT_RULE
            rule(cell.add_paragraph(style="Đường kẻ"), long, self.left)
        _drop_first(cell)

    def _nation(self, cell: Any) -> None:
        self._lines(cell, [NATION], "Quốc hiệu")
        self._lines(cell, [MOTTO], "Tiêu ngữ")
        long = width(MOTTO, Face.BOLD, self.paper.layout.head_size + 1)
        rule(cell.add_paragraph(style="Đường kẻ"), long, self.right)
        _drop_first(cell)

    def _lines(self, cell: Any, lines: list[str], style: str) -> None:
        """Lines broken as in the PDF, one paragraph: a name stays one name."""
        if lines:
            cell.add_paragraph("\n".join(lines), style=style)

    def _number(self, cell: Any) -> None:
        paper = self.paper
        paragraph = cell.paragraphs[0]
        paragraph.style = "Số ký hiệu"
        paragraph.add_run("Số: ")
        known = format_number(paper.number) if paper.number is not None else BLANK * 8
        self.bookmarks.around(paragraph.add_run(known), "so")
        self.bookmarks.around(paragraph.add_run(f"/{paper.symbol}"), "ky_hieu")

    def _date(self, cell: Any) -> None:
        paper = self.paper
        paragraph = cell.paragraphs[0]
        paragraph.style = "Địa danh ngày tháng"
        if paper.place:
            self.bookmarks.around(paragraph.add_run(paper.place), "dia_danh")
            paragraph.add_run(", ")
        on, year = paper.issued_on, paper.year_shown
        for word, name, known in (
            ("ngày ", "ngay", day_word(on.day) if on else BLANK * 5),
            (" tháng ", "thang", month_word(on.month) if on else BLANK * 5),
            (" năm ", "nam", str(year) if year else BLANK * 7),
        ):
            paragraph.add_run(word)
            self.bookmarks.around(paragraph.add_run(known), name)

    def _letter_summary(self, cell: Any) -> None:
        said = bare_summary(self.paper.summary)
        if said:
            size = self.paper.layout.head_size
            lines = balanced(f"V/v {said}", Face.REGULAR, size, self.narrow)
            cell.add_paragraph("\n".join(lines), style="Trích yếu công văn")

    def _stamp(self, cell: Any) -> None:
        """Box 10b as a table of one cell, of the size of the stamp."""
        if self.paper.urgency not in URGENCY_STAMPS:
            return
        text, wide = URGENCY_STAMPS[self.paper.urgency]
        cell.add_paragraph(style="Đường kẻ")
        table = cell.add_table(1, 1)
        set_widths(table, (wide * MM,), padding=0.0)
        table.alignment = 1
        boxed(table, RED)
        exact_height(table.rows[0], STAMP_HEIGHT)
        inner = table.rows[0].cells[0]
        middle_of(inner)
        inner.paragraphs[0].style = "Dấu"
        coloured(inner.paragraphs[0].add_run(text), RED)
        cell.add_paragraph(style="Đường kẻ")

    def _title(self) -> None:
        """Box 5a; the words are one paragraph, so that they can be found again."""
        paper, size = self.paper, self.paper.layout.size
        if paper.type_name:
            self.document.add_paragraph(paper.type_name.upper(), style="Tên loại")
        lines = balanced(paper.summary, Face.BOLD, size, self.room * 0.86)
        if not lines:
            return
        self.document.add_paragraph("\n".join(lines), style="Trích yếu")
        long = width(lines[-1], Face.BOLD, size) * SHORT_RULE
        rule(self.document.add_paragraph(style="Đường kẻ"), long, self.room)

    def _addressees(self) -> None:
        names = [name.rstrip(" ;.,") for name in self.paper.addressees]
        names = [name for name in names if name]
        if not names:
            return
        label = "Kính gửi:"
        if self.paper.type_code == TELEGRAM and self.paper.authority_name:
            label = f"{self.paper.authority_name.upper()} điện:"
        size = self.paper.layout.size
        if len(names) == 1:
            only = self.document.add_paragraph(f"{label} {names[0]}", style="Kính gửi")
            only.paragraph_format.space_before = Pt(14)
            only.alignment = 1
            return
        first = self.document.add_paragraph(label, style="Kính gửi")
        first.paragraph_format.space_before = Pt(14)
        first.paragraph_format.left_indent = Pt(self.room * 0.2)
        wide = width(label, Face.REGULAR, size)
        hang = self.room * (0.2 if wide < self.room / 2 else 0.1)
        under = hang + min(wide, self.room * 0.2) - 4
        dash = width("- ", Face.REGULAR, size)
        for number, name in enumerate(names, start=1):
            end = "." if number == len(names) else ";"
            line = styled(self.document.add_paragraph(f"- {name}{end}"), "Kính gửi")
            line.paragraph_format.left_indent = Pt(under + dash)
            line.paragraph_format.first_line_indent = Pt(-dash)


def _drop_first(cell: Any) -> None:
    """The empty paragraph every new cell begins with."""
    first = cell.paragraphs[0]._p
    if len(cell.paragraphs) > 1:
        first.getparent().remove(first)
