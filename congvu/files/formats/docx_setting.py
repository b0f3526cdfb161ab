"""Sets the text of a Word file on paper, roughly: lines, columns, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from congvu.files.formats.docx_boxes import box_place, boxes_in
from congvu.files.formats.docx_text import (
    DEEPEST,
    Atom,
    Styles,
    W,
    atoms_of,
    is_on,
    number_of,
    pieces_of,
)
from congvu.files.formats.layout import Cell, Page, Word

_NO_COLUMN = -1
"""Before the first cell of a row."""
_WIDEST = 60


@dataclass
class Frame:
    """Paragraphs with one frame's properties stand together, beside the others."""

    x: float
    width: float
    top: float
    lowest: float


@dataclass
class Setter:
    """One document being set. Positions are in points until a page is finished."""

    styles: Styles
    width: float = 595.3
    height: float = 841.9
    left: float = 85.0
    right: float = 57.0
    top: float = 57.0
    bottom: float = 57.0
    y: float = 57.0
    marked: bool = False
    frame: Frame | None = None
    cell: Cell | None = None
    tables: int = 0
    words: list[list[Word]] = field(default_factory=lambda: [[]])

    def pages(self, body: Element, headers: Mapping[str, Element]) -> list[Page]:
        """The whole document as pages of words."""
        self._measure(body)
        self.marked = body.find(f".//{W}lastRenderedPageBreak") is not None
        self._running_head(body, headers)
        self._blocks(body, self.left, self.width - self.right, 0)
        return [
            Page(i + 1, self.width, self.height, tuple(words), "docx")
            for i, words in enumerate(self.words)
        ]

    def _measure(self, body: Element) -> None:
        section = body.find(f".//{W}sectPr")
        size = (number_of(section, "pgSz", "w"), number_of(section, "pgSz", "h"))
        if size[0] and size[1]:
            self.width, self.height = size[0] / 20, size[1] / 20
        for side in ("left", "right", "top", "bottom"):
            margin = number_of(section, "pgMar", side)
            if margin is not None:
                setattr(self, side, min(abs(margin) / 20, self.width / 3))
        self.y = self.top

    def _running_head(self, body: Element, headers: Mapping[str, Element]) -> None:
        section = body.find(f".//{W}sectPr")
        name = "first" if is_on(section, "titlePg") else "default"
        if name in headers:
            start = self.y
            self.y = min(36.0, self.top / 2)
            self._blocks(headers[name], self.left, self.width - self.right, 0)
            self.y = max(start, self.y)

    def _blocks(self, parent: Element, x0: float, x1: float, depth: int) -> None:
        if depth > DEEPEST:
            return
        for child in parent:
            if child.tag == W + "p":
                self._paragraph(child, x0, x1, depth)
            elif child.tag == W + "tbl":
                self._table(child, x0, x1, depth)
            elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
                self._blocks(child, x0, x1, depth + 1)

    def _new_page(self) -> None:
        self.words.append([])
        self.y = self.top

    def _room(self, needed: float) -> None:
        """Turn the page when it is full, unless the file itself marks its pages."""
        if not self.marked and self.y + needed > self.height - self.bottom:
            self._new_page()

    # Tables ---------------------------------------------------------------

    def _table(self, table: Element, x0: float, x1: float, depth: int) -> None:
        properties = table.find(W + "tblPr")
        grid = [
            (_attribute(c, "w") or 0) / 20
            for c in table.findall(f"{W}tblGrid/{W}gridCol")
        ]
        rows = [r for r in table.iter(W + "tr") if _belongs(table, r)]
        outside, self.tables = self.cell, self.tables + 1
        number = self.tables
        indent = (number_of(properties, "tblInd", "w") or 0) / 20
        for place, row in enumerate(rows):
            cells = list(_cells(row))
            widths = _widths(cells, grid, x1 - x0)
            start = x0 + indent
            if properties is not None and _value(properties, "jc") == "center":
                start = x0 + (x1 - x0 - sum(widths)) / 2
            elif sum(widths) > x1 - x0 + 20 and indent >= 0:
                # Heads wider than the text hang over both margins.
                start = x0 - (sum(widths) - (x1 - x0)) / 2
            self._room(16)
            if outside is None:
                self.cell = Cell(number, place, _NO_COLUMN, _columns(cells))
            self._whole_row(cells, widths, max(start, 5), depth)
        self.cell = outside

    def _whole_row(
        self, cells: Sequence[Element], widths: Sequence[float], x: float, depth: int
    ) -> None:
        """A row that does not fit goes to the next page: a signature stays whole."""
        page, count, top = len(self.words), len(self.words[-1]), self.y
        self._row(cells, widths, x, depth)
        if len(self.words) == page or self.marked or top < self.height / 3:
            return
        del self.words[page:], self.words[-1][count:]
        self._new_page()
        self._row(cells, widths, x, depth)

    def _row(
        self, cells: Sequence[Element], widths: Sequence[float], x: float, depth: int
    ) -> None:
        top, page, lowest = self.y, len(self.words), self.y
        beside, column = self.cell, 0
        for cell, width in zip(cells, widths, strict=True):
            if beside is not None and beside.column == _NO_COLUMN:
                self.cell = replace(beside, column=column)
            column += _span(cell)
            if len(self.words) != page:
                # A cell ran over the page: the others begin where it ended.
                top, page = self.top, len(self.words)
            self.y = top
            self._blocks(cell, x + 5, x + width - 5, depth + 1)
            lowest = max(lowest if len(self.words) == page else self.y, self.y)
            x += width
        self.y, self.cell = lowest, beside

    # Paragraphs -----------------------------------------------------------

    def _framed(self, properties: Element | None) -> tuple[float, float] | None:
        """The edges of the frame a paragraph stands in, the cursor set there."""
        x = number_of(properties, "framePr", "x")
        width = number_of(properties, "framePr", "w")
        if x is None or not width:
            if self.frame is not None:
                self.y, self.frame = max(self.y, self.frame.lowest), None
            return None
        known = self.frame
        if known is None:
            self.frame = Frame(x, width, self.y, self.y)
        elif (known.x, known.width) != (x, width):
            lowest = max(known.lowest, self.y)
            self.y = known.top
            self.frame = Frame(x, width, known.top, lowest)
        found = None if properties is None else properties.find(W + "framePr")
        on_page = found is not None and found.get(W + "hAnchor") == "page"
        left = x / 20 + (0 if on_page else self.left)
        return left, left + width / 20

    def _paragraph(self, paragraph: Element, x0: float, x1: float, depth: int) -> None:
        properties = paragraph.find(W + "pPr")
        x0, x1 = self._framed(properties) or (x0, x1)
        style = None if properties is None else _value(properties, "pStyle")
        align = None if properties is None else _value(properties, "jc")
        align = align or self.styles.alignment(style) or "left"
        if is_on(properties, "pageBreakBefore") and any(self.words[-1]):
            self._new_page()
        self.y += min((number_of(properties, "spacing", "before") or 0) / 20, 60)
        for box in boxes_in(paragraph):
            self._text_box(box, x0, x1, depth)
        look = self.styles.look(style)
        atoms = list(atoms_of(pieces_of(paragraph, look)))
        left = x0 + (number_of(properties, "ind", "left") or 0) / 20
        right = x1 - (number_of(properties, "ind", "right") or 0) / 20
        first = (number_of(properties, "ind", "firstLine") or 0) / 20
        first -= (number_of(properties, "ind", "hanging") or 0) / 20
        if right - left < 40:
            left, right = x0, x1
        if not atoms:
            self._room(look.size)
            self.y += look.size * 1.15
        self._lines(atoms, (left, right, first, x0), align, _tab_stops(properties))
        self.y += min((number_of(properties, "spacing", "after") or 0) / 20, 60)

    def _lines(
        self,
        atoms: Sequence[Atom],
        frame: tuple[float, float, float, float],
        align: str,
        stops: Sequence[tuple[float, str]],
    ) -> None:
        left, right, first, origin = frame
        line: list[tuple[float, Atom]] = []
        x = left + first
        pending: tuple[float, str, int] | None = None
        for atom in atoms:
            if atom.kind in ("break", "page", "rendered"):
                self._put(line, left, right, align, pending)
                line, x, pending = [], left, None
                if atom.kind != "break" and (
                    atom.kind == "page" or any(self.words[-1])
                ):
                    self._new_page()
                continue
            if atom.kind == "tab":
                line = _tabbed(line, pending)
                stop, kind = _next_stop(x - origin, stops)
                x, pending = origin + stop, (origin + stop, kind, len(line))
                continue
            end = x + atom.width - _drawn_back(x + atom.width, pending)
            if atom.kind == "word" and end > right + 2 and line:
                self._put(line, left, right, align, pending)
                line, x, pending = [], left, None
            if atom.kind == "word":
                line.append((x, atom))
            x += atom.width
        self._put(line, left, right, align, pending)

    def _put(
        self,
        line: list[tuple[float, Atom]],
        left: float,
        right: float,
        align: str,
        pending: tuple[float, str, int] | None,
    ) -> None:
        if not line:
            return
        line = _tabbed(line, pending)
        shift = 0.0
        if pending is None and align in ("center", "right", "end"):
            slack = (right - left) - (line[-1][0] + line[-1][1].width - line[0][0])
            shift = left - line[0][0] + slack / (2 if align == "center" else 1)
        size = max(atom.size for _, atom in line)
        self._room(size * 1.2)
        for x, atom in line:
            x0 = max(x + shift, 0) / self.width
            x1 = max(x + shift + atom.width, 1) / self.width
            y1 = (self.y + size * 1.1) / self.height
            y0 = (self.y + (size - atom.size)) / self.height
            self.words[-1].append(
                Word(atom.text, x0, y0, x1, y1, 1.0, atom.size, atom.bold, self.cell)
            )
        self.y += size * 1.2

    def _text_box(self, box: Element, x0: float, x1: float, depth: int) -> None:
        """Set a text box at its own place; the text around it does not move."""
        content = next(box.iter(W + "txbxContent"), None)
        if content is None or depth > 3:
            return
        place = box_place(box, (self.left, self.y, self.top))
        before = self.y
        left, self.y, width = place.x, place.y, place.width or (x1 - x0)
        pages = len(self.words)
        self._blocks(content, left + 5, left + max(width, 60) - 5, depth + 1)
        bottom = self.y
        self.y = before if place.floating and len(self.words) == pages else bottom


def _belongs(table: Element, row: Element) -> bool:
    """Rows of nested tables are set with their own cell."""
    return any(row is child for child in table) or any(
        row is inner
        for child in table
        if child.tag in (W + "sdt", W + "ins")
        for inner in child.iter(W + "tr")
    )


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag == W + "sdt":
            yield from (c for c in child.iter(W + "tc"))


def _span(cell: Element) -> int:
    """How many columns of the grid a cell takes."""
    span = int(number_of(cell.find(W + "tcPr"), "gridSpan") or 1)
    return min(max(1, span), _WIDEST)


def _columns(cells: Sequence[Element]) -> int:
    return sum(_span(cell) for cell in cells)


def _widths(
    cells: Sequence[Element], grid: Sequence[float], available: float
) -> list[float]:
    """Cell widths: their own, else the grid's, else equal parts."""
    own, column = [], 0
    for cell in cells:
        properties = cell.find(W + "tcPr")
        span = _span(cell)
        width = (number_of(properties, "tcW", "w") or 0) / 20
        if properties is not None:
            kind = properties.find(W + "tcW")
            if kind is not None and kind.get(W + "type") in ("pct", "auto", "nil"):
                width = 0
        own.append(width or sum(grid[column : column + span]))
        column += span
    if not own or min(own) <= 1:
        return [available / max(len(cells), 1)] * len(cells)
    total = sum(own)
    return (
        [w * available * 1.25 / total for w in own] if total > 1.4 * available else own
    )


def _attribute(node: Element, name: str) -> float | None:
    text = node.get(W + name, "")
    return float(text) if re.fullmatch(r"-?\d{1,6}(\.\d+)?", text) else None


def _value(parent: Element, name: str) -> str | None:
    found = parent.find(W + name)
    return None if found is None else found.get(W + "val")


def _tab_stops(properties: Element | None) -> list[tuple[float, str]]:
    if properties is None:
        return []
    return sorted(
        ((_attribute(t, "pos") or 0) / 20, t.get(W + "val", "left"))
        for t in properties.findall(f"{W}tabs/{W}tab")
        if t.get(W + "val") != "clear"
    )


def _next_stop(x: float, stops: Sequence[tuple[float, str]]) -> tuple[float, str]:
    for position, kind in stops:
        if position > x + 1:
            return position, kind
    return (int(x // 36) + 1) * 36.0, "left"


def _drawn_back(x: float, pending: tuple[float, str, int] | None) -> float:
    """How far text that reaches x will move left under a centred or right stop."""
    if pending is None or pending[1] not in ("center", "right", "end"):
        return 0.0
    return (x - pending[0]) / (2 if pending[1] == "center" else 1)


def _tabbed(
    line: list[tuple[float, Atom]], pending: tuple[float, str, int] | None
) -> list[tuple[float, Atom]]:
    """Text after a centred or right-hand stop moves back under its stop."""
    if pending is None or pending[1] not in ("center", "right", "end"):
        return line
    _, kind, start = pending
    part = line[start:]
    if not part:
        return line
    width = part[-1][0] + part[-1][1].width - part[0][0]
    back = width / 2 if kind == "center" else width
    return line[:start] + [(x - back, atom) for x, atom in part]
