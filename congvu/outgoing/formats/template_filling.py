"""A paper written into a template of the staff.

A line keeps the look its field has in the template; a heading or a table of the content
and the appendices look as Phụ lục I asks, by the styles of our own Word files.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from congvu.outgoing.formats.body_rows import closed
from congvu.outgoing.formats.compose_docx import add_appendix, styles_of
from congvu.outgoing.formats.docx_body import DocxBody
from congvu.outgoing.formats.docx_opening import DocxRefused, open_docx, readable
from congvu.outgoing.formats.docx_parts import Bookmarks, add_paragraph_styles, packed
from congvu.outgoing.formats.rows import MM
from congvu.outgoing.formats.template import (
    names_of,
    paragraphs_of,
    put,
    texts_of,
    values_of,
)
from congvu.outgoing.formats.template_start import begun_by
from congvu.outgoing.rules.paper import ARTICLE, ITEM, PARAGRAPH, Block, Paper
from congvu.outgoing.rules.template_fields import FIELD

_ACROSS = 210.0
_LABEL = re.compile(r"^\s*Kính gửi\s*:?\s*$", re.IGNORECASE)
_PLAIN = (PARAGRAPH, ITEM, ARTICLE)


def fill_template(data: bytes, paper: Paper) -> bytes:
    """The template with the words of a paper. What a value holds is never a field."""
    document = open_docx(data, as_template=True)
    with readable():
        names, wrong = names_of(document)
        if wrong:
            raise DocxRefused(wrong)
        _take_out_start(document, names)
        _Filling(document, paper).fill()
        return packed(document)


def _take_out_start(document: Any, names: Sequence[str]) -> None:
    """What a draft began with is in its own words by now."""
    start = begun_by(document)
    items: list[Any] = list(start.body) if "noi_dung" in names else []
    for field, element in (
        ("kinh_gui", "addressees"),
        ("can_cu", "bases"),
        ("noi_nhan", "recipients"),
    ):
        items += start.elements[element] if field in names else []
    for item in items:
        _drop(item._tbl if hasattr(item, "_tbl") else item.element)


def _drop(element: Any) -> None:
    """Out of the file; a cell or a header keeps one paragraph, as Word asks."""
    parent = element.getparent()
    if parent is None:
        return
    paragraphs = parent.findall(qn("w:p"))
    if len(paragraphs) > 1 or element.tag != qn("w:p"):
        parent.remove(element)
        return
    for text in texts_of(element):
        text.text = ""
    properties = element.find(qn("w:pPr"))
    edges = properties.find(qn("w:pBdr")) if properties is not None else None
    if edges is not None:
        properties.remove(edges)


class _Filling:
    def __init__(self, document: Any, paper: Paper) -> None:
        self.document, self.paper = document, paper
        self.values = values_of(paper)
        self.ids: dict[str, str] = {}

    def fill(self) -> None:
        self._add_styles()
        for paragraph in list(paragraphs_of(self.document)):
            self._paragraph(paragraph)
        for number, appendix in enumerate(self.paper.appendices, start=1):
            add_appendix(self.document, self.paper, appendix, number, Bookmarks())
        self._name_styles(self.document.element.body)

    def _paragraph(self, paragraph: Any) -> None:
        text = "".join(t.text or "" for t in texts_of(paragraph))
        found = FIELD.search(text)
        if found is None:
            return
        name = found[1]
        if name == "noi_dung":
            self._content(paragraph)
        elif isinstance(value := self.values[name], str):
            if value or FIELD.sub("", text, count=1).strip():
                put(paragraph, self.values)
            else:
                _drop(paragraph)
        else:
            self._lines(paragraph, name, value)

    def _lines(self, paragraph: Any, name: str, lines: Sequence[str]) -> None:
        for line in lines:
            self._line(paragraph, name, line)
        above = paragraph.getprevious()
        if name == "kinh_gui" and not lines and _is_label(above):
            _drop(above)
        if lines or paragraph.getparent().findall(qn("w:p"))[1:]:
            paragraph.getparent().remove(paragraph)
        else:
            put(paragraph, {name: ""})

    def _line(self, paragraph: Any, name: str, line: str) -> None:
        again = copy.deepcopy(paragraph)
        paragraph.addprevious(again)
        put(again, {name: line})

    def _content(self, paragraph: Any) -> None:
        body = DocxBody(self.document, self.paper, self._room(), Bookmarks())
        blocks = closed(self.paper.body)
        for block in blocks:
            if block.kind in _PLAIN:
                for line in block.text.split("\n"):
                    self._line(paragraph, "noi_dung", line)
            else:
                for made in self._made(body, block):
                    paragraph.addprevious(made)
        if blocks:
            paragraph.getparent().remove(paragraph)
        else:
            put(paragraph, {"noi_dung": ""})

    def _made(self, body: DocxBody, block: Block) -> Iterator[Any]:
        root = self.document.element.body
        before = set(root)
        body.block(block)
        yield from [element for element in root if element not in before]

    def _room(self) -> float:
        layout = self.paper.layout
        return (_ACROSS - layout.left - layout.right) * MM

    def _add_styles(self) -> None:
        """Our styles where the template has none of that name; its own stay."""
        styles = self.document.styles
        have = {style.name for style in styles}
        missing = [s for s in styles_of(self.paper.layout) if s.name not in have]
        add_paragraph_styles(self.document, missing)
        if "Table Grid" not in have:
            grid = styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)
            grid.element.append(parse_xml(_GRID))
        self.ids = {
            style.name.replace(" ", ""): style.style_id
            for style in styles
            if style.name
        }

    def _name_styles(self, root: Any) -> None:
        """Office programs give styles ids of their own; ours are asked for by name."""
        known = set(self.ids.values())
        for used in root.iter(qn("w:pStyle")):
            asked = used.get(qn("w:val"))
            if asked not in known and asked in self.ids:
                used.set(qn("w:val"), self.ids[asked])


def _is_label(element: Any) -> bool:
    return (
        element is not None
        and element.tag == qn("w:p")
        and bool(_LABEL.match("".join(t.text or "" for t in texts_of(element))))
    )


_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_GRID = f"<w:tblPr {nsdecls('w')}><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr>"
