"""A Word file as a paper again: ours after it was edited, or a stranger's.

Elements are known by the style we gave them, else by their words and place. What was
printed in capitals comes back in capitals; the caller knows its own names better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docx.table import Table

from congvu.lib.numbering import SymbolUnreadable, clean_symbol, parse_symbol
from congvu.lib.text import clean, fold
from congvu.outgoing.formats.docx_blocks import (
    block_of,
    chart_block,
    joined_blocks,
    table_block,
)
from congvu.outgoing.formats.docx_looks import Look, looks_of
from congvu.outgoing.formats.docx_names import TYPE_CODES, element_by_style
from congvu.outgoing.formats.docx_opening import open_docx, readable
from congvu.outgoing.formats.docx_plain import accept_changes
from congvu.outgoing.formats.head_rows import TELEGRAM, URGENCY_STAMPS
from congvu.outgoing.rules.form_head import CIRCULATIONS
from congvu.outgoing.rules.paper import (
    POSSIBLE,
    Appendix,
    Block,
    Layout,
    Paper,
    Signer,
)

_NUMBER = re.compile(r"^Số\s*:?\s*(?P<number>\d*)\s*(?P<symbol>/.+)$", re.IGNORECASE)
_DATED = re.compile(r"ngày[\s.…\d]*tháng[\s.…\d]*năm", re.IGNORECASE)
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})")
_YEAR = re.compile(r"năm\s*(\d{4})")
_BASIS = re.compile(
    r"^(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét tờ trình)\b", re.IGNORECASE
)
_ENACTING = re.compile(r"^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT)\s*:$")
_APPENDIX = re.compile(r"^phụ lục(?:\s+(?:[ivxlc]+|\d+))?\s*\.?$", re.IGNORECASE)
_DRAFTER = re.compile(r"(?<=[.;])\s+([^\W\d_]{1,6})\.(?:\((\d+)\))?$")
_WIRES = re.compile(r"^(?!Kính gửi)(.{2,200}?)\s+điện\s*:", re.IGNORECASE)
_DRAFTER_ALONE = re.compile(r"^([^\W\d_]{1,6})\.(?:\((\d+)\))?$")
_LONGEST_DATE_LINE = 90
_STAMPS = {text: code for code, (text, _wide) in URGENCY_STAMPS.items()}
_AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b", re.IGNORECASE)


@dataclass
class ReadDocx:
    """The paper, and the looks of each element it was made of.

    ``tracked`` counts changes that were read as accepted.
    """

    paper: Paper
    document: Any
    tracked: int = 0
    looks: dict[str, list[Look]] = field(default_factory=dict)
    sections: list[Any] = field(default_factory=list)


def read_docx(data: bytes) -> ReadDocx:
    """Raises ``DocxRefused`` when the file cannot be read."""
    document = open_docx(data)
    with readable():
        tracked = accept_changes(document)
        found = Finder(list(looks_of(document))).find()
        paper = _paper(found, document)
    return ReadDocx(paper, document, tracked, found.elements, list(document.sections))


@dataclass
class Finder:
    """Walks the paragraphs once, from the head to the end."""

    items: Sequence[Look | Table]
    elements: dict[str, list[Look]] = field(default_factory=dict)
    body: list[Look | Table] = field(default_factory=list)
    appendices: list[list[Look | Table]] = field(default_factory=list)
    type_code: str = "CV"
    is_past_head: bool = False
    is_past_end: bool = False
    listing: str = ""

    def find(self) -> Finder:
        for item in self.items:
            if isinstance(item, Table):
                (self.appendices[-1] if self.appendices else self.body).append(item)
                self.is_past_head = True
            elif item.text:
                self._take(item)
            elif chart_block(item) is not None:
                (self.appendices[-1] if self.appendices else self.body).append(item)
        return self

    def _put(self, element: str, look: Look) -> None:
        self.elements.setdefault(element, []).append(look)

    def _take(self, look: Look) -> None:
        if self.appendices or _APPENDIX.match(look.text):
            self._appendix(look)
            return
        element = element_by_style(look.style) or self._by_words(look)
        if element == "stamp" and look.text.upper() not in _STAMPS:
            element = "body"
        if element == "body":
            self.is_past_head = True
            self.body.append(look)
        if element == "type":
            self.type_code = TYPE_CODES.get(fold(look.text), self.type_code)
        self._put(element, look)

    def _appendix(self, look: Look) -> None:
        if _APPENDIX.match(look.text):
            self.appendices.append([])
        elif self.appendices:
            self.appendices[-1].append(look)
        self._put("appendix", look)

    def _by_words(self, look: Look) -> str:
        folded = fold(look.text)
        fixed = {
            "nation": "cong hoa xa hoi chu nghia" in folded,
            "stamp": look.text in _STAMPS,
            "motto": re.match(r"doc lap\s*[-–]\s*tu do", folded) is not None,
            "recipients-label": folded.startswith("noi nhan"),
            "addressees-label": folded.startswith("kinh gui") or self._wires(look),
        }
        for element, is_it in fixed.items():
            if is_it:
                self.listing = element if element != "stamp" else self.listing
                return element
        if "recipients-label" in self.elements:
            return self._at_the_end(look)
        if not self.is_past_head:
            return self._in_the_head(look, folded)
        return self._signer(look) or "body"

    def _wires(self, look: Look) -> bool:
        """``BỘ TRƯỞNG ĐIỆN:`` says who wires, and to whom after it."""
        return self.type_code == TELEGRAM and bool(_WIRES.match(look.text))

    def _in_the_head(self, look: Look, folded: str) -> str:
        if _NUMBER.match(look.text):
            return "number"
        is_short = len(look.text) < _LONGEST_DATE_LINE
        if is_short and "date" not in self.elements and _DATED.search(look.text):
            return "date"
        if folded.startswith("v/v"):
            return "letter-summary"
        if self.listing == "addressees-label" and look.text.startswith("-"):
            return "addressees"
        if fold(look.text) in TYPE_CODES and look.text == look.text.upper():
            return "type"
        if "number" not in self.elements and look.text == look.text.upper():
            return "issuer" if look.bold else "parent"
        if _BASIS.match(look.text) and look.italic:
            return "bases"
        is_loud = look.text == look.text.upper() and look.bold
        if is_loud and look.align == "centre" and "type" in self.elements:
            return "enacting"
        if "type" in self.elements and look.bold and look.align == "centre":
            return "summary"
        return "body"

    def _at_the_end(self, look: Look) -> str:
        if look.text.startswith(("-", "–")):
            return "recipients"
        return self._signer(look) or "name"

    def _signer(self, look: Look) -> str:
        """Capitals, bold, in the middle, with "TM." or in a column of the end."""
        loud = look.text == look.text.upper() and look.bold
        if loud and (_AUTHORITY.match(look.text) or look.cell is not None):
            return "authority"
        return ""


def _paper(found: Finder, document: Any) -> Paper:
    said = {name: _joined(looks) for name, looks in found.elements.items()}
    number, symbol = _number(said.get("number", ""))
    date_line = said.get("date", "")
    is_letter = "type" not in found.elements
    summary = said.get("letter-summary" if is_letter else "summary", "")
    layout = layout_of(found, document)
    sections = list(document.sections)
    return Paper(
        type_code=found.type_code if not is_letter else "CV",
        type_name=said.get("type", "").capitalize(),
        parent_name=said.get("parent", ""),
        issuer_name=said.get("issuer", ""),
        symbol=symbol,
        place=_place(date_line),
        number=number,
        issued_on=_date(date_line),
        year=_year(date_line),
        summary=summary,
        authority_name=_authority(found.elements),
        addressees=addressees_of(found.elements),
        bases=tuple(
            look.text.rstrip(" ;.,") for look in found.elements.get("bases", [])
        ),
        body=blocks_of(found.body, layout.indent),
        signer=_signer(found.elements),
        **recipients_of(found.elements),
        urgency=_urgency(said.get("stamp", "")),
        **_margins(document),
        appendices=tuple(
            _appendix(part, layout.indent, landscape=_is_wide(sections, number))
            for number, part in enumerate(found.appendices, start=1)
        ),
        layout=layout,
    )


def _joined(looks: Sequence[Look]) -> str:
    return " ".join(look.text.replace("\n", " ") for look in looks)


def _number(text: str) -> tuple[int | None, str]:
    found = _NUMBER.match(text)
    if found is None:
        return None, ""
    symbol = clean_symbol(found["symbol"].lstrip("/ "))
    try:
        number = parse_symbol(f"{found['number']}/{symbol}").number
    except SymbolUnreadable:
        number = 0
    return number or None, symbol


def _place(text: str) -> str:
    before = re.split(r"\bngày\b", text, maxsplit=1, flags=re.IGNORECASE)[0]
    return before.strip(" ,")


def _date(text: str) -> date | None:
    found = _DATE.search(text)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found and _date(text) is None else None


def _urgency(stamp: str) -> str:
    return _STAMPS.get(stamp.upper(), "normal")


def _margins(document: Any) -> dict[str, Any]:
    """What stands in the margins of page 1: circulation above, address below."""
    section = document.sections[0]
    if not section.different_first_page_header_footer:
        return {}
    above = clean(" ".join(p.text for p in section.first_page_header.paragraphs))
    below = clean("\n".join(p.text for p in section.first_page_footer.paragraphs))
    shown = above.upper() in CIRCULATIONS
    return {"circulation": above if shown else "", "address": below}


def _authority(elements: dict[str, list[Look]]) -> str:
    for look in elements.get("addressees-label", []):
        wires = _WIRES.match(look.text)
        if wires:
            return wires[1]
    looks = elements.get("enacting", [])
    return next((k.text for k in looks if not _ENACTING.match(k.text)), "")


def addressees_of(elements: dict[str, list[Look]]) -> tuple[str, ...]:
    label = _joined(elements.get("addressees-label", []))
    alone = label.partition(":")[2].strip(" .;")
    listed = [
        k.text.lstrip("-– ").rstrip(" ;.") for k in elements.get("addressees", [])
    ]
    return (alone, *listed) if alone else tuple(listed)


def recipients_of(elements: dict[str, list[Look]]) -> dict[str, Any]:
    names: list[str] = []
    filed = mark = ""
    copies = None
    for look in elements.get("recipients", []):
        text = " ".join(look.text.lstrip("-– ").split())
        alone = _DRAFTER_ALONE.match(text)
        is_last = fold(text).startswith("luu")
        found = _DRAFTER.search(text) if is_last else alone
        if found:
            mark = found[1]
            copies = int(found[2]) if found[2] else None
            text = text[: found.start()]
        if alone:
            continue
        if is_last:
            filed = re.sub(r"^Lưu\s*:?\s*", "", text, flags=re.IGNORECASE).strip(" .;")
        else:
            names.append(text.rstrip(" ;."))
    return {
        "recipients": tuple(names),
        "filed": filed,
        "drafter_mark": mark,
        "copies": copies,
    }


def _signer(elements: dict[str, list[Look]]) -> Signer:
    lines = [part for k in elements.get("authority", []) for part in k.text.split("\n")]
    names = [look.text for look in elements.get("name", [])]
    return Signer(
        authority=tuple(lines),
        other_post=" ".join(names[:-1]),
        name=names[-1] if names else "",
    )


def blocks_of(items: Sequence[Look | Table], indent: float) -> tuple[Block, ...]:
    made = [
        table_block(item)
        if isinstance(item, Table)
        else (chart_block(item) or block_of(item, indent))
        for item in items
    ]
    return tuple(joined_blocks(made))


def _appendix(
    items: Sequence[Look | Table], indent: float, *, landscape: bool
) -> Appendix:
    """The title is what stands in the middle, up to where it says what it goes with."""
    title: list[str] = []
    rest = list(items)
    while rest:
        first = rest[0]
        if not isinstance(first, Look) or first.align != "centre":
            break
        text = first.text.replace("\n", " ")
        rest.pop(0)
        if text.startswith("("):
            break
        title.append(text)
    name = " ".join(title)
    return Appendix(
        title=name.capitalize() if name == name.upper() else name,
        body=blocks_of(rest, indent),
        landscape=landscape,
    )


def _is_wide(sections: Sequence[Any], number: int) -> bool:
    """Whether the section of an appendix lies across; in ours each has its own."""
    if number >= len(sections):
        return False
    section = sections[number]
    return (section.page_width or 0) > (section.page_height or 0)


def layout_of(found: Finder, document: Any) -> Layout:
    """The measures most of the content has, within what a page can hold."""
    section = document.sections[0]
    texts = [k for k in found.elements.get("body", []) if k.align == "justified"]
    usual = Layout()
    read = {
        **{
            side: round(margin.mm, 1)
            for side in ("top", "bottom", "left", "right")
            if (margin := getattr(section, f"{side}_margin"))
        },
        "size": _usual([k.size for k in texts], usual.size),
        "head_size": _usual(
            [k.size for k in found.elements.get("nation", [])], usual.head_size
        ),
        "spacing": _usual([k.spacing for k in texts], usual.spacing),
        "indent": _usual([k.first for k in texts], usual.indent),
        "gap": _usual([max(k.before, k.after) for k in texts], usual.gap),
    }
    return Layout(
        **{
            name: min(max(round(value, 2), POSSIBLE[name][0]), POSSIBLE[name][1])
            for name, value in read.items()
        }
    )


def _usual(values: Sequence[float | None], otherwise: float) -> float:
    known = [value for value in values if value is not None]
    return Counter(known).most_common(1)[0][0] if known else otherwise
