"""A report of several tables as .xlsx and as PDF: the same words, the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table
from xlsxwriter import Workbook

from congvu.documents.formats.register_xlsx import MOST_LETTERS
from congvu.documents.formats.typeset import fonts

Value = str | int | float
_BAD_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\'")


@dataclass(frozen=True)
class Sheet:
    """One table: its title, its columns with their share of the width, its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]
    note: str = ""


@dataclass(frozen=True)
class Report:
    agency: str
    title: str
    period: str
    printed: str
    sheets: Sequence[Sheet]
    page: str = "Trang"


def write_xlsx(out: BinaryIO, report: Report) -> None:
    """A sheet a table. Words are written as text: none of them may run as a formula."""
    book: Any = Workbook(out)
    base = {"font_name": "Times New Roman", "valign": "top"}
    bold = book.add_format({**base, "bold": True})
    head = book.add_format({**base, "bold": True, "border": 1, "text_wrap": True})
    cell = book.add_format({**base, "border": 1, "text_wrap": True})
    real = book.add_format({**base, "border": 1, "num_format": "#,##0.0"})
    for place, sheet in enumerate(report.sheets, start=1):
        name = f"{place}. {sheet.title.translate(_BAD_IN_SHEET_NAMES)}"[:31]
        page = book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P/&N")
        above = [report.agency, report.title, report.period, sheet.title, sheet.note]
        above = [line for line in [*above, report.printed] if line]
        for row, words in enumerate(above):
            page.write_string(row, 0, words, bold)
        first = len(above) + 1
        for column, (words, width) in enumerate(sheet.columns):
            page.set_column(column, column, max(9, width * 1.3))
            page.write_string(first, column, words, head)
        page.freeze_panes(first + 1, 0)
        page.repeat_rows(first)
        for row, values in enumerate(sheet.rows, start=first + 1):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    page.write_string(row, column, value[:MOST_LETTERS], cell)
                else:
                    is_real = isinstance(value, float)
                    page.write_number(row, column, value, real if is_real else cell)
    book.close()


def write_pdf(out: BinaryIO, report: Report) -> None:
    """Landscape A4, ruled, black on white; `NoFont` where letters are missing."""
    regular, bold = fonts()
    plain = ParagraphStyle("plain", fontName=regular, fontSize=9, leading=12)
    number = ParagraphStyle("number", plain, alignment=TA_RIGHT)
    strong = ParagraphStyle("strong", plain, fontName=bold)
    middle = ParagraphStyle("middle", strong, alignment=TA_CENTER)
    title = ParagraphStyle("title", middle, fontSize=14, leading=20)
    story: list[Any] = [
        Paragraph(escape(report.agency), strong),
        Paragraph(escape(report.title), title),
        Paragraph(escape(report.period), ParagraphStyle("day", plain, alignment=1)),
    ]
    width = landscape(A4)[0] - 40 * mm
    for sheet in report.sheets:
        story += [Spacer(1, 10), Paragraph(escape(sheet.title), strong)]
        if sheet.note:
            story.append(Paragraph(escape(sheet.note), plain))
        share = width / sum(part for _words, part in sheet.columns)
        rows: list[list[Any]] = [
            [Paragraph(escape(words), middle) for words, _part in sheet.columns]
        ]
        rows += [
            [
                Paragraph(escape(_words(v)), plain if isinstance(v, str) else number)
                for v in values
            ]
            for values in sheet.rows
        ]
        table = Table(
            rows,
            colWidths=[part * share for _words, part in sheet.columns],
            repeatRows=1,
            style=[
                ("GRID", (0, 0), (-1, -1), 0.4, black),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ],
        )
        story += [Spacer(1, 4), table]

    def foot(pen: Any, made: Any) -> None:
        pen.setFont(regular, 8)
        pen.drawString(25 * mm, 10 * mm, report.printed)
        pen.drawRightString(landscape(A4)[0] - 15 * mm, 10 * mm,
                            f"{report.page} {made.page}")  # fmt: skip

    SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        leftMargin=25 * mm,
        rightMargin=15 * mm,
        topMargin=15 * mm,
        bottomMargin=18 * mm,
        title=report.title,
        author=report.agency,
    ).build(story, onFirstPage=foot, onLaterPages=foot)


def _words(value: Value) -> str:
    """Numbers the Vietnamese way, as the page shows them."""
    if isinstance(value, str):
        return value
    text = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
