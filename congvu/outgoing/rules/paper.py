"""A paper as its parts of form: what is stored of a draft, laid out and checked.

NĐ 30/2020/NĐ-CP Điều 8, Phụ lục I. The parts are kept, never the look: the look is made
from them each time, so it cannot be wrong in one copy. ``Layout`` may hold what the law
does not allow, for a form check to find it; what no page can hold is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import IntEnum
from typing import Any

from congvu.lib.text import clean

PARAGRAPH, HEADING, ARTICLE, ITEM = "paragraph", "heading", "article", "item"
CENTRED, TABLE, CHART = "centred", "table", "chart"
BLOCK_KINDS = (PARAGRAPH, HEADING, ARTICLE, ITEM, CENTRED, TABLE, CHART)
IN_ROWS = (TABLE, CHART)
"""What is made of rows; no words close the content after one."""

OFFICIAL_LETTER = "CV"
"""The one type whose name is not printed and whose summary stands under its number."""

URGENCIES = ("normal", "urgent", "very_urgent", "express", "timed_express")


class HeadingLevel(IntEnum):
    """Phần … Điều carry word and number on a line of their own, the title below it;
    the last two are the headings of papers in parts (``I. KẾT QUẢ``, ``1. Phạm vi``).
    """

    PART = 1
    CHAPTER = 2
    SECTION = 3
    SUBSECTION = 4
    ARTICLE = 5
    ROMAN = 6
    CLAUSE = 7


# What may be broken into lines by hand; everything else is one line.
_OF_SEVERAL_LINES = frozenset({"parent_name", "issuer_name", "summary", "address"})


def _cleaned(name: str, value: Any) -> Any:
    if isinstance(value, str):
        lines = clean(value)
        return lines if name in _OF_SEVERAL_LINES else lines.replace("\n", " ")
    if isinstance(value, list | tuple):
        kept = tuple(_cleaned("", v) for v in value)
        return tuple(v for v in kept if v != "")
    return value


class _Cleaned:
    """Whoever makes a part of a paper, its texts are clean from the start."""

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            value = getattr(self, each.name)
            object.__setattr__(self, each.name, _cleaned(each.name, value))


@dataclass(frozen=True)
class Block(_Cleaned):
    """A piece of the content (ô số 6).

    ``heading`` has its level, and its title on the second line; ``article`` is an Điều
    that goes on in running text; ``item`` is a khoản (1), điểm (2) or dash (3), written
    with its own sign; ``centred`` is bold at level 0, plain at 1; ``table`` has rows,
    the first of them its head, and its text above them; ``chart`` has the same rows,
    drawn (``rules/charts.py``), its level the kind of chart. ``indent`` (cm) and
    ``justified`` are set only where a person departed from the layout of the whole.
    """

    kind: str = PARAGRAPH
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    indent: float | None = None
    justified: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))
        object.__setattr__(self, "level", int(self.level))
        kept = self.rows if self.kind in IN_ROWS else ()
        rows = tuple(tuple(clean(cell) for cell in row) for row in kept)
        object.__setattr__(self, "rows", rows)

    @property
    def words(self) -> str:
        """Every word of it, the cells of a table one after another."""
        cells = " ".join(cell for row in self.rows for cell in row)
        return f"{self.text} {cells}".strip() if cells else self.text


@dataclass(frozen=True)
class Signer(_Cleaned):
    """Ô số 7a and 7b: lines of authority and post in their order, then the name."""

    authority: tuple[str, ...] = ()
    other_post: str = ""
    name: str = ""


@dataclass(frozen=True)
class Appendix(_Cleaned):
    title: str = ""
    body: tuple[Block, ...] = ()
    landscape: bool = False


@dataclass(frozen=True)
class Layout:
    """Measures of the page (mm), of letters (pt), of paragraphs (cm, pt, lines)."""

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    size: float = 14
    head_size: float = 12
    spacing: float = 1.15
    indent: float = 1.27
    gap: float = 6


# Phụ lục I, Phần I, mục I.3, II.1, II.6e: what the law allows.
LAWFUL: Mapping[str, tuple[float, float]] = {
    "top": (20, 25),
    "bottom": (20, 25),
    "left": (30, 35),
    "right": (15, 20),
    "size": (13, 14),
    "head_size": (12, 13),
    "spacing": (1.0, 1.5),
    "gap": (6, 24),
}
LAWFUL_INDENTS = (1.0, 1.27)

# What a page can hold at all; beyond it the number is a slip of the finger.
POSSIBLE: Mapping[str, tuple[float, float]] = {
    "top": (10, 45),
    "bottom": (10, 45),
    "left": (10, 45),
    "right": (10, 45),
    "size": (8, 20),
    "head_size": (8, 16),
    "spacing": (0.8, 3.0),
    "indent": (0, 5),
    "gap": (0, 60),
}


@dataclass(frozen=True)
class Paper(_Cleaned):
    """Every word of one paper. ``number`` and ``issued_on`` are None until it is
    signed: their places are left open; ``year`` is what stands after "năm" until then.

    ``authority_name`` is who decides, printed above the legal bases of a quyết định or
    nghị quyết, and who wires in a công điện.
    """

    type_code: str = ""
    type_name: str = ""
    parent_name: str = ""
    issuer_name: str = ""
    symbol: str = ""
    place: str = ""
    number: int | None = None
    issued_on: date | None = None
    year: int | None = None
    summary: str = ""
    authority_name: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    signer: Signer = field(default_factory=Signer)
    recipients: tuple[str, ...] = ()
    filed: str = ""
    urgency: str = "normal"
    circulation: str = ""
    drafter_mark: str = ""
    copies: int | None = None
    address: str = ""
    appendices: tuple[Appendix, ...] = ()
    layout: Layout = field(default_factory=Layout)

    @property
    def is_letter(self) -> bool:
        return self.type_code == OFFICIAL_LETTER

    @property
    def year_shown(self) -> int | None:
        return self.issued_on.year if self.issued_on else self.year

    def as_json(self) -> dict[str, Any]:
        """Plain data; ``paper_json.from_json`` reads it."""
        plain: dict[str, Any] = _plain(self)
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
