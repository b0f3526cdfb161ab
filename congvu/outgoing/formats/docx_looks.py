"""How each paragraph of a Word file looks: what it says itself, its styles, the file.

Word keeps a look in four layers; a check of form needs what is seen in the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from congvu.lib.text import clean
from congvu.outgoing.formats.docx_numbering import Numbering

# Office programs write more words for it than the library knows.
_ALIGNS = {
    "center": "centre",
    "right": "right",
    "end": "right",
    "both": "justified",
    "distribute": "justified",
}
_WORDS_DEFAULT_SIZE = 10.0
_MOST_DEEP = 6


@dataclass(frozen=True)
class Look:
    """One paragraph as it is seen. ``cell`` numbers the cell of the table it is in;
    ``table`` is the table itself where nothing of form was found in it.
    """

    number: int
    text: str
    style: str
    font: str
    size: float
    bold: bool
    italic: bool
    align: str
    first: float  # cm
    before: float  # pt
    after: float  # pt
    spacing: float | None  # lines; None: an exact distance
    cell: tuple[int, int, int] | None = None
    element: Any = field(default=None, compare=False, repr=False)


def looks_of(document: Any) -> Iterator[Look | Table]:
    """Paragraphs in their order; cells of a table one after another, row by row."""
    resolver = _Resolver(document)
    numbered = iter(range(1, 10**9))
    for place, item in enumerate(document.iter_inner_content()):
        if isinstance(item, Paragraph):
            yield resolver.look(item, next(numbered), None)
        elif _is_frame(item):
            yield from _cells(item, resolver, numbered, place, 0)
        else:
            yield item


def _is_frame(table: Table) -> bool:
    """Whether a table only holds columns of head or end: it says so by its words."""
    said = table._tbl.xpath("string()").casefold()
    return any(
        mark in said for mark in ("độc lập - tự do", "độc lập – tự do", "nơi nhận:")
    )


def _cells(
    table: Table, resolver: _Resolver, numbered: Iterator[int], place: int, depth: int
) -> Iterator[Look]:
    seen = set()
    for row_number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if cell._tc in seen or depth > _MOST_DEEP:
                continue
            seen.add(cell._tc)
            for item in cell.iter_inner_content():
                if isinstance(item, Paragraph):
                    at = (place, row_number, column)
                    yield resolver.look(item, next(numbered), at)
                else:
                    yield from _cells(item, resolver, numbered, place, depth + 1)


class _Resolver:
    def __init__(self, document: Any) -> None:
        self.document = document
        defaults = document.styles.element.find(qn("w:docDefaults"))
        self.defaults = (
            defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
            if defaults is not None
            else None
        )
        self.theme = _theme_font(document)
        self.numbering = Numbering(document)
        self.chains: dict[str | None, list[Any]] = {}

    def look(
        self, paragraph: Paragraph, number: int, cell: tuple[int, int, int] | None
    ) -> Look:
        styles = self._styles(paragraph, paragraph._p.style)
        form = [paragraph.paragraph_format, *(s.paragraph_format for s in styles)]
        align = _first(alignment(layer) for layer in (paragraph, *styles))
        first = _first(f.first_line_indent for f in form)
        before = _first(f.space_before for f in form)
        after = _first(f.space_after for f in form)
        return Look(
            number=number,
            text=clean(f"{self._number(paragraph, styles)}{paragraph.text}"),
            style=str(styles[0].name) if styles else "",
            font=self._most(paragraph, styles, self._font) or "",
            size=self._most(paragraph, styles, self._size) or _WORDS_DEFAULT_SIZE,
            bold=bool(self._most(paragraph, styles, _bold)),
            italic=bool(self._most(paragraph, styles, _italic)),
            align=_ALIGNS.get(align or "", "left"),
            first=round(first.cm, 2) if first is not None else 0.0,
            before=before.pt if before is not None else 0.0,
            after=after.pt if after is not None else 0.0,
            spacing=_spacing(form),
            cell=cell,
            element=paragraph._p,
        )

    def _number(self, paragraph: Paragraph, styles: list[Any]) -> str:
        """What Word counted before the text, as it stands on the page."""
        layers = (paragraph._p.pPr, *(style.element.pPr for style in styles))
        found = [layer.numPr for layer in layers if layer is not None]
        marked = next((numbers for numbers in found if numbers is not None), None)
        if marked is None or marked.numId is None or not paragraph.text.strip():
            return ""
        level = marked.ilvl.val if marked.ilvl is not None else 0
        label = self.numbering.label(str(marked.numId.val), level)
        return f"{label} " if label else ""

    def _styles(self, piece: Any, key: str | None) -> list[Any]:
        """The styles of a paragraph or run; the search for them is slow."""
        if key not in self.chains:
            self.chains[key] = list(chain(piece.style))
        return self.chains[key]

    def _most(
        self, paragraph: Paragraph, styles: list[Any], ask: Callable[[Any], Any]
    ) -> Any:
        """What most letters of the paragraph have."""
        votes: Counter[Any] = Counter()
        inherited = _first(ask(style.font) for style in styles)
        if inherited is None:
            inherited = self._default(ask)
        for run in paragraph.runs:
            own = ask(run.font)
            if own is None and run._r.style is not None:
                styles_of_run = self._styles(run, f"run {run._r.style}")
                own = _first(ask(style.font) for style in styles_of_run)
            votes[inherited if own is None else own] += len(run.text.strip())
        return votes.most_common(1)[0][0] if votes else inherited

    def _default(self, ask: Callable[[Any], Any]) -> Any:
        if self.defaults is None:
            return None
        if ask == self._size:
            size = self.defaults.find(qn("w:sz"))
            return int(size.get(qn("w:val"))) / 2 if size is not None else None
        if ask == self._font:
            fonts = self.defaults.find(qn("w:rFonts"))
            return self._face(fonts) if fonts is not None else None
        return None

    def _size(self, font: Any) -> float | None:
        return font.size.pt if font.size is not None else None

    def _font(self, font: Any) -> str | None:
        properties = font._element.rPr
        fonts = properties.find(qn("w:rFonts")) if properties is not None else None
        return self._face(fonts) if fonts is not None else None

    def _face(self, fonts: Any) -> str | None:
        for script in ("w:ascii", "w:hAnsi"):
            if fonts.get(qn(script)):
                return str(fonts.get(qn(script)))
        named = fonts.get(qn("w:asciiTheme")) or fonts.get(qn("w:hAnsiTheme"))
        return self.theme if named else None


def _bold(font: Any) -> bool | None:
    value: bool | None = font.bold
    return value


def _italic(font: Any) -> bool | None:
    value: bool | None = font.italic
    return value


def alignment(layer: Any) -> str | None:
    properties = layer._element.pPr
    found = properties.find(qn("w:jc")) if properties is not None else None
    return str(found.get(qn("w:val"))) if found is not None else None


def chain(style: Any) -> Iterator[Any]:
    """A style and what it is based on; a ring of styles ends."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _first(values: Iterator[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _spacing(form: list[Any]) -> float | None:
    for layer in form:
        rule, value = layer.line_spacing_rule, layer.line_spacing
        if value is None:
            continue
        if rule in {WD_LINE_SPACING.EXACTLY, WD_LINE_SPACING.AT_LEAST}:
            return None
        return float(value)
    return 1.0


def _theme_font(document: Any) -> str | None:
    """The typeface a theme gives to running text."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/theme") and not relation.is_external:
            blob = relation.target_part.blob.decode("utf-8", "ignore")
            minor = blob.partition("minorFont")[2]
            name = minor.partition('latin typeface="')[2].partition('"')[0]
            return name or None
    return None
