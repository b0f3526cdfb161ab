"""A paper laid out to Phụ lục I of NĐ 30/2020 as PDF.

Rows are made by the parts (head, body, end), put on pages here and drawn. An office
program would know neither where number, date and signatures are to stand, nor give the
same bytes for the same paper; here there is no clock and no chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from congvu.outgoing.formats.body_rows import (
    appendix_rows,
    basis_rows,
    content_rows,
)
from congvu.outgoing.formats.chart_rows import DASH, hatching
from congvu.outgoing.formats.end_rows import address_rows, end_rows
from congvu.outgoing.formats.faces import Face, Run, face_names, width
from congvu.outgoing.formats.head_rows import (
    STAMP_HEIGHT,
    STAMP_SIZE,
    Head,
    addressee_rows,
    bare_summary,
)
from congvu.outgoing.formats.rows import (
    MM,
    Bar,
    Hole,
    Row,
    Rule,
    Stamp,
    Stroke,
    Words,
)
from congvu.outgoing.rules.paper import Layout, Paper

_RED = (0.85, 0.06, 0.06)
_COPY_MARK = (50 * MM, 12 * MM)
_EDGE = 5 * MM
_STAMP_PADDING = 14.0
_BAR_LINE = 0.5


@dataclass(frozen=True)
class Spot:
    """A place on a page, in PDF points from the lower left; pages count from 1."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Composed:
    pdf: bytes
    spots: dict[str, Spot]
    pages: int


@dataclass
class _Page:
    """Rows with how far each is below the top of the text area."""

    width: float
    height: float
    number: int
    rows: list[tuple[float, Row]] = field(default_factory=list)


def compose_pdf(paper: Paper, *, filled_later: bool = False) -> Composed:
    """The paper and its appendices; raises ``NoFont`` where no face has the letters.

    ``filled_later``: to be signed, with number and date still to come.
    """
    layout = paper.layout
    room = A4[0] - (layout.left + layout.right) * MM
    head = Head(paper, room, filled_later=filled_later).rows()
    head += addressee_rows(paper, room)
    body = basis_rows(paper, room) + content_rows(paper.body, layout, room)
    foot = address_rows(paper, room)
    reserved = sum(row.height for row in foot)
    pages = _paged(head + end_rows(paper, room, body), layout, A4, reserved)
    _put_at_foot(pages[0], foot, layout, reserved)
    for number, appendix in enumerate(paper.appendices, start=1):
        size = (A4[1], A4[0]) if appendix.landscape else A4
        across = size[0] - (layout.left + layout.right) * MM
        rows = appendix_rows(paper, appendix, number, across)
        pages += _paged(rows, layout, size, 0.0)
    return _drawn(paper, pages)


def _paged(
    rows: Sequence[Row], layout: Layout, size: tuple[float, float], reserved: float
) -> list[_Page]:
    """Rows on pages; what is kept together moves on together if a page can hold it."""
    pages = [_Page(*size, number=1)]
    whole = size[1] - (layout.top + layout.bottom) * MM
    used = 0.0
    for group in _groups(rows, whole):
        tall = _height(group)
        room = whole - (reserved if len(pages) == 1 else 0.0)
        if pages[-1].rows and used + tall > room:
            pages.append(_Page(*size, number=len(pages) + 1))
            used = 0.0
        for row in group:
            room = whole - (reserved if len(pages) == 1 else 0.0)
            above = row.above if pages[-1].rows else 0.0
            if pages[-1].rows and used + above + row.height > room + 0.01:
                pages.append(_Page(*size, number=len(pages) + 1))
                used = above = 0.0
            if not pages[-1].rows and len(pages) > 1:
                for again in row.repeated:
                    pages[-1].rows.append((used, again))
                    used += again.height
            pages[-1].rows.append((used + above, row))
            used += above + row.height
    return pages


def _groups(rows: Sequence[Row], whole: float) -> Iterator[list[Row]]:
    """Rows that stay on one page; what no page holds lets go of its first rows."""
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if row.keep:
            continue
        repeated = sum(again.height for again in group[0].repeated)
        while len(group) > 1 and _height(group) + repeated > whole:
            yield [group.pop(0)]
        yield group
        group = []
    if group:
        yield group


def _height(rows: Sequence[Row]) -> float:
    return sum(row.above + row.height for row in rows)


def _put_at_foot(
    page: _Page, rows: Sequence[Row], layout: Layout, height: float
) -> None:
    used = page.height - (layout.top + layout.bottom) * MM - height
    for row in rows:
        page.rows.append((used, row))
        used += row.height


def _drawn(paper: Paper, pages: Sequence[_Page]) -> Composed:
    out = BytesIO()
    canvas: Any = Canvas(out, pagesize=A4, invariant=1, lang="vi-VN", pdfVersion=(1, 7))
    canvas.setTitle(title_of(paper))
    canvas.setAuthor(paper.issuer_name.replace("\n", " "))
    canvas.setSubject(paper.summary)
    canvas.setCreator("Công Vụ")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    drawer = _Drawer(canvas, paper.layout)
    for number, page in enumerate(pages, start=1):
        drawer.page(page, number)
        if number == 1:
            drawer.top_of_first(paper, page)
        canvas.showPage()
    canvas.save()
    return Composed(out.getvalue(), drawer.spots, len(pages))


def draw_rows(canvas: Any, rows: Sequence[Row], layout: Layout) -> None:
    """Rows of something else than a paper on pages of their own."""
    drawer = _Drawer(canvas, layout)
    for number, page in enumerate(_paged(rows, layout, A4, 0.0), start=1):
        drawer.page(page, number)
        canvas.showPage()


def title_of(paper: Paper) -> str:
    """What a window or a search shows of the file."""
    name = paper.type_name or "Công văn"
    said = bare_summary(paper.summary) if paper.is_letter else paper.summary
    return " ".join(f"{name} {said}".split()) or name


class _Drawer:
    def __init__(self, canvas: Any, layout: Layout) -> None:
        self.canvas, self.layout = canvas, layout
        self.names = face_names()
        self.spots: dict[str, Spot] = {}

    def page(self, page: _Page, number: int) -> None:
        self.canvas.setPageSize((page.width, page.height))
        top = page.height - self.layout.top * MM
        for down, row in page.rows:
            for mark in row.marks:
                self._mark(mark, top - down, number)
        if page.number > 1:
            self._number(page)

    def _mark(self, mark: object, top: float, page: int) -> None:
        left = self.layout.left * MM
        if isinstance(mark, Words):
            self._words(mark, left + mark.x, top - mark.drop)
        elif isinstance(mark, Rule):
            x, y = left + mark.x, top - mark.drop
            self.canvas.setLineWidth(mark.thickness)
            end = (x, y - mark.length) if mark.down else (x + mark.length, y)
            self.canvas.line(x, y, *end)
        elif isinstance(mark, Stamp):
            self._stamp(mark, left + mark.x, top - mark.drop - mark.height)
        elif isinstance(mark, Bar):
            self._bar(mark, left + mark.x, top - mark.drop - mark.height)
        elif isinstance(mark, Stroke):
            self._stroke(mark, left + mark.x, top - mark.drop)
        elif isinstance(mark, Hole):
            x, y = round(left + mark.x, 2), round(top - mark.drop - mark.height, 2)
            wide, high = round(mark.width, 2), round(mark.height, 2)
            self.spots[mark.name] = Spot(page, x, y, wide, high)

    def _words(self, words: Words, x: float, y: float) -> None:
        text = self.canvas.beginText(x, y)
        text.setWordSpace(words.stretch)
        for run in words.runs:
            text.setFont(self.names[run.face], words.size)
            text.textOut(run.text)
        text.setWordSpace(0)
        self.canvas.drawText(text)

    def _stamp(self, stamp: Stamp, x: float, y: float) -> None:
        if stamp.red:
            self.canvas.setStrokeColorRGB(*_RED)
            self.canvas.setFillColorRGB(*_RED)
        self.canvas.setLineWidth(1.0)
        self.canvas.rect(x, y, stamp.width, stamp.height)
        wide = width(stamp.text, Face.BOLD, stamp.size)
        words = Words(0, 0, (Run(stamp.text, Face.BOLD),), stamp.size)
        rise = (stamp.height - stamp.size * 0.66) / 2
        self._words(words, x + (stamp.width - wide) / 2, y + rise)
        self.canvas.setStrokeGray(0)
        self.canvas.setFillGray(0)

    def _bar(self, bar: Bar, x: float, y: float) -> None:
        canvas = self.canvas
        canvas.setLineWidth(_BAR_LINE)
        canvas.setFillGray(1.0 if bar.hatched else bar.grey)
        canvas.rect(x, y, bar.width, bar.height, fill=1)
        if bar.hatched:
            canvas.saveState()
            within = canvas.beginPath()
            within.rect(x, y, bar.width, bar.height)
            canvas.clipPath(within, stroke=0)
            for start in hatching(bar):
                canvas.line(x + start, y, x + start + bar.height, y + bar.height)
            canvas.restoreState()
        canvas.setFillGray(0)

    def _stroke(self, stroke: Stroke, x: float, y: float) -> None:
        path = self.canvas.beginPath()
        for n, (right, down) in enumerate(stroke.points):
            (path.lineTo if n else path.moveTo)(x + right, y - down)
        self.canvas.setLineWidth(stroke.thickness)
        self.canvas.setDash(DASH if stroke.dashed else [])
        self.canvas.drawPath(path)
        self.canvas.setDash([])

    def _number(self, page: _Page) -> None:
        """In the middle of the text area, within the top margin (I.7)."""
        text, size = str(page.number), self.layout.size
        left, right = self.layout.left * MM, self.layout.right * MM
        middle = left + (page.width - left - right) / 2
        x = middle - width(text, Face.REGULAR, size) / 2
        y = page.height - self.layout.top * MM / 2 - size / 2
        self._words(Words(0, 0, (Run(text),), size), x, y)

    def top_of_first(self, paper: Paper, page: _Page) -> None:
        """Boxes 11 and 14 in the top margin of page 1."""
        wide, high = _COPY_MARK
        x = page.width - _EDGE - wide
        y = page.height - _EDGE - high
        self.spots["copy_mark"] = Spot(1, round(x, 2), round(y, 2), wide, high)
        if not paper.circulation:
            return
        text = paper.circulation.upper()
        high = STAMP_HEIGHT * MM
        wide = width(text, Face.BOLD, STAMP_SIZE) + _STAMP_PADDING
        stamp = Stamp(0, 0, wide, high, text, STAMP_SIZE, red=False)
        middle = page.height - self.layout.top * MM / 2
        self._stamp(stamp, x - 8 - wide, middle - high / 2)
