"""A paragraph or table of a Word file as a block of content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docx.oxml.ns import qn
from docx.table import Table

from congvu.outgoing.formats.body_rows import END
from congvu.outgoing.formats.docx_looks import Look
from congvu.outgoing.rules.charts import from_lines
from congvu.outgoing.rules.paper import (
    ARTICLE,
    CENTRED,
    CHART,
    HEADING,
    ITEM,
    PARAGRAPH,
    TABLE,
    Block,
    HeadingLevel,
)

_WORDED = {
    "phần": HeadingLevel.PART,
    "chương": HeadingLevel.CHAPTER,
    "mục": HeadingLevel.SECTION,
    "tiểu mục": HeadingLevel.SUBSECTION,
}
_HEADED = re.compile(r"^(Phần|Chương|Mục|Tiểu mục)\s+(?:[IVXLC]+|\d+)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^Điều\s+\d+", re.IGNORECASE)
_ROMAN = re.compile(r"^[IVXLC]+\s*[.)]\s+\S")
_SIGNS = (
    (re.compile(r"^\d{1,3}\s*[.)/]\s+"), 1),
    (re.compile(r"^[a-zđ]\s*[.)/]\s+"), 2),
    (re.compile(r"^[-–+•]\s*"), 3),
)
_NEAR = 0.02
_ABOUT_PICTURE = qn("wp:docPr")


def block_of(look: Look, indent: float) -> Block:
    """``indent`` is what most paragraphs of the file have; only another is kept."""
    text = look.text
    if look.align == "centre":
        found = _HEADED.match(text)
        if found:
            worded = _WORDED[found[1].lower()]
            return Block(kind=HEADING, text=text, level=worded)
        return Block(kind=CENTRED, text=text, level=0 if look.bold else 1)
    if look.bold and _ARTICLE.match(text):
        return Block(kind=HEADING, text=text, level=HeadingLevel.ARTICLE)
    if look.bold and _ROMAN.match(text):
        return Block(kind=HEADING, text=text, level=HeadingLevel.ROMAN)
    if look.bold and _SIGNS[0][0].match(text):
        return Block(kind=HEADING, text=text, level=HeadingLevel.CLAUSE)
    own = None if abs(look.first - indent) <= _NEAR else max(look.first, 0.0)
    justified = look.align == "justified"
    if _ARTICLE.match(text):
        return Block(kind=ARTICLE, text=text, indent=own, justified=justified)
    for sign, level in _SIGNS:
        if sign.match(text):
            return Block(ITEM, text, level, indent=own, justified=justified)
    return Block(kind=PARAGRAPH, text=text, indent=own, justified=justified)


def table_block(table: Table) -> Block:
    """Cells as text; a cell over several columns is said once."""
    rows = []
    for row in table.rows:
        cells, before = [], None
        for cell in row.cells:
            cells.append("" if cell._tc is before else cell.text)
            before = cell._tc
        rows.append(tuple(cells))
    return Block(kind=TABLE, rows=tuple(rows))


def chart_block(look: Look) -> Block | None:
    """The chart that a picture in the paragraph says it is."""
    if look.element is None:
        return None
    for about in look.element.iter(_ABOUT_PICTURE):
        found = from_lines(about.get("descr", ""))
        if found is not None:
            return found
    return None


def joined_blocks(blocks: Sequence[Block]) -> list[Block]:
    """A heading with the title below it as one; "./." taken off the end."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else None
        if block.kind == CHART and above == Block(CENTRED, block.text):
            # The words above its picture are its own.
            found[-1] = block
            continue
        if (
            block.kind == CENTRED
            and not block.level
            and above is not None
            and above.kind == HEADING
            and above.level <= HeadingLevel.SUBSECTION
            and "\n" not in above.text
        ):
            title = block.text.replace("\n", " ").capitalize()
            found[-1] = replace(above, text=f"{above.text}\n{title}")
            continue
        found.append(block)
    if found and found[-1].text.endswith(END):
        found[-1] = replace(found[-1], text=found[-1].text.removesuffix(END) + ".")
    return found
