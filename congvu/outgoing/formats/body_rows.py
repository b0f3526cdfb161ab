"""The content of a paper and of its appendices (ô số 6; Phụ lục I, II.6 and III.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from congvu.lib.numbering import format_number
from congvu.lib.text import roman
from congvu.outgoing.formats.chart_rows import chart_rows
from congvu.outgoing.formats.faces import Face, Run
from congvu.outgoing.formats.head_rows import ENACTING
from congvu.outgoing.formats.rows import CM, Row, Rule, Type, centred, paragraph
from congvu.outgoing.formats.table_rows import table_rows
from congvu.outgoing.rules.paper import (
    ARTICLE,
    CENTRED,
    CHART,
    HEADING,
    IN_ROWS,
    TABLE,
    Appendix,
    Block,
    HeadingLevel,
    Layout,
    Paper,
)
from congvu.outgoing.rules.symbols import day_word, month_word

END = "./."
_ARTICLE = re.compile(r"^(Điều\s+\d+[a-zđ]?\s*[.:])\s*", re.IGNORECASE)


def basis_rows(paper: Paper, room: float) -> list[Row]:
    """Who decides, on what grounds, and the words that enact."""
    kind = _kind(paper.layout)
    gap = paper.layout.gap
    rows = _middle(paper.authority_name.upper(), kind, room, 12.0)
    if paper.type_code not in ENACTING:
        rows = []
    for number, line in enumerate(ended(paper.bases)):
        rows += paragraph(
            [Run(line, Face.ITALIC)],
            kind,
            room,
            first=paper.layout.indent * CM,
            above=max(gap, 12.0) if not number else gap,
        )
    if paper.type_code in ENACTING and (paper.bases or paper.authority_name):
        rows += _middle(ENACTING[paper.type_code], kind, room, 10.0)
    return rows


def ended(lines: Sequence[str]) -> list[str]:
    """Each ends with a semicolon, the last with a full stop (II.6a)."""
    bare = [line.rstrip(" ;.,") for line in lines]
    bare = [line for line in bare if line]
    return [
        f"{line}{'.' if n == len(bare) - 1 else ';'}" for n, line in enumerate(bare)
    ]


def content_rows(body: Sequence[Block], layout: Layout, room: float) -> list[Row]:
    """All blocks; the last words are closed with "./."."""
    rows: list[Row] = []
    blocks = closed(body)
    for number, block in enumerate(blocks):
        made = _MAKERS.get(block.kind, _text)(block, layout, room)
        if made and not number:
            made[0] = replace(made[0], above=max(made[0].above, 12.0))
        rows += made
    return rows


def closed(body: Sequence[Block]) -> list[Block]:
    """The same blocks, "./." after the last words unless a table is last."""
    blocks = [block for block in body if block.words]
    if not blocks or blocks[-1].kind in IN_ROWS:
        return blocks
    last = blocks[-1]
    return [*blocks[:-1], replace(last, text=last.text.rstrip(" ;./") + END)]


def _text(block: Block, layout: Layout, room: float) -> list[Row]:
    """Running text: a paragraph, a khoản, a điểm, a dash, an Điều that goes on."""
    kind = _kind(layout)
    indent = layout.indent if block.indent is None else block.indent
    rows: list[Row] = []
    for line in block.text.split("\n"):
        rows += paragraph(
            article_runs(line) if block.kind == ARTICLE else [Run(line)],
            kind,
            room,
            first=indent * CM,
            above=layout.gap,
            justified=block.justified,
        )
    return rows


def article_runs(line: str) -> list[Run]:
    found = _ARTICLE.match(line)
    if found is None:
        return [Run(line)]
    return [Run(found[1], Face.BOLD), Run(line[found.end() :])]


def _heading(block: Block, layout: Layout, room: float) -> list[Row]:
    """Phần to tiểu mục stand in the middle; Điều and what follows are indented."""
    kind = _kind(layout)
    name, _newline, title = block.text.partition("\n")
    if block.level <= HeadingLevel.SUBSECTION:
        rows = _middle(name, kind, room, layout.gap + 4)
        return rows + _middle(title.upper(), kind, room, 2.0)
    text = block.text.replace("\n", " ")
    if block.level == HeadingLevel.ROMAN:
        text = text.upper()
    return paragraph(
        [Run(text, Face.BOLD)],
        kind,
        room,
        first=layout.indent * CM,
        above=layout.gap,
        keep=True,
    )


def _centred(block: Block, layout: Layout, room: float) -> list[Row]:
    face = Face.REGULAR if block.level else Face.BOLD
    kind = _kind(layout)
    return centred(
        block.text, face, kind, room / 2, room, above=layout.gap, keep=not block.level
    )


def _table(block: Block, layout: Layout, room: float) -> list[Row]:
    caption = centred(
        block.text, Face.BOLD, _kind(layout), room / 2, room, above=layout.gap
    )
    return caption + table_rows(block.rows, layout, room)


def _chart(block: Block, layout: Layout, room: float) -> list[Row]:
    caption = centred(
        block.text, Face.BOLD, _kind(layout), room / 2, room, above=layout.gap
    )
    drawn = chart_rows(block, room, above=layout.gap)
    # What no chart can show is still read: as the table it is.
    return caption + (drawn or table_rows(block.rows, layout, room))


_MAKERS: dict[str, Callable[[Block, Layout, float], list[Row]]] = {
    HEADING: _heading,
    CENTRED: _centred,
    TABLE: _table,
    CHART: _chart,
}


def appendix_rows(
    paper: Paper, appendix: Appendix, number: int, room: float
) -> list[Row]:
    """An appendix from its word and number; several are counted in Roman (III.1a)."""
    kind, large = Type(paper.layout.size), Type(14)
    middle = room / 2
    rows = centred(
        appendix_name(paper, number), Face.BOLD, large, middle, room, above=0.0
    )
    title = appendix.title.upper()
    rows += centred(title, Face.BOLD, kind, middle, room * 0.9, above=2.0)
    rows += centred(
        attached_to(paper), Face.ITALIC, kind, middle, room * 0.95, above=2.0
    )
    rows.append(Row(4.0, (Rule(middle - 40, 3.0, 80),), keep=True))
    return rows + content_rows(appendix.body, paper.layout, room)


def appendix_name(paper: Paper, number: int) -> str:
    alone = len(paper.appendices) == 1
    return "Phụ lục" if alone else f"Phụ lục {roman(number)}"


def attached_to(paper: Paper) -> str:
    """ "(Kèm theo …)": what is not known is left open and, in an electronic paper,
    stays so (III.1c).
    """
    name = paper.type_name or "Công văn"
    number = format_number(paper.number) if paper.number else "……"
    on = paper.issued_on
    day = day_word(on.day) if on else "…"
    month = month_word(on.month) if on else "…"
    year = paper.year_shown or "…"
    return (
        f"(Kèm theo {name} số {number}/{paper.symbol} ngày {day} tháng {month} "
        f"năm {year} của {paper.issuer_name.replace(chr(10), ' ')})"
    )


def _kind(layout: Layout) -> Type:
    return Type(layout.size, layout.spacing)


def _middle(text: str, kind: Type, room: float, above: float) -> list[Row]:
    return centred(text, Face.BOLD, kind, room / 2, room, above=above) if text else []
