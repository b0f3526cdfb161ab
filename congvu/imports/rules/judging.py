"""A row of an old register, read and judged: what it says, and all against it. Pure.

A register is a record: what is odd in it (a day after the arrival, a symbol nobody can
read) is taken over as it stands and pointed out; only what makes a line impossible
keeps it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from congvu.documents.rules import URGENCY_NAMES, first_mark, is_open, is_secret
from congvu.imports.rules.cells import day_of, names_of, number_of
from congvu.imports.rules.columns import COLUMN_NAMES
from congvu.imports.rules.said import Said
from congvu.imports.rules.states import BookKind
from congvu.lib.dates import EARLIEST
from congvu.lib.numbering import ParsedSymbol, SymbolUnreadable, parse_symbol
from congvu.lib.text import fold, nfc
from congvu.lib.text import gettext_noop as _

LONGEST = {
    "issuer": 200,
    "subject": 500,
    "signer": 80,
    "copy_holder": 200,
    "note": 500,
    "recipient": 2000,
}
SECRET = Said(
    _("Văn bản mật không được đưa vào hệ thống này; không giữ lại gì của dòng này.")
)
_URGENCY = {fold(name): key for key, name in URGENCY_NAMES.items()} | {
    "hoa toc": "express",
    "khong": "normal",
    "": "normal",
}


@dataclass(frozen=True)
class Type:
    code: str
    name: str
    abbreviation: str
    normative: bool

    @cached_property
    def folded(self) -> str:
        """Once for all rows of a register."""
        return fold(self.name)


@dataclass(frozen=True)
class Facts:
    """What a row is judged by: the day, the types, how its sheet writes days."""

    today: date
    types: Sequence[Type]
    year: int | None = None
    from_1904: bool = False

    @cached_property
    def longest_first(self) -> list[Type]:
        return sorted(self.types, key=lambda t: -len(t.name))


@dataclass
class Judged:
    """``values`` is JSON; a secret row says nothing but that."""

    values: dict[str, Any] = field(default_factory=dict)
    reasons: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    is_secret: bool = False


def judge(book: BookKind, cells: Mapping[str, str], facts: Facts) -> Judged:
    """Everything about one row, at once."""
    found = Judged()
    subject = nfc(cells.get("subject", ""))
    if is_secret(cells.get("secrecy", "")) or _marked(cells):
        return Judged(reasons=[SECRET], is_secret=True)
    if not is_open(cells.get("secrecy", "")):
        _against(found, _("Độ mật “%(cell)s” không rõ."), cell=cells["secrecy"][:60])
    _words(found, cells)
    _days(found, book, cells, facts)
    parsed = _symbol(found, book, cells)
    _type(found, subject, cells.get("type", ""), parsed, facts)
    _figures(found, book, cells, parsed)
    found.values["files"] = names_of(cells.get("file", ""))
    return found


def _marked(cells: Mapping[str, str]) -> bool:
    """A mark of state secrets in any cell; most rows have not even the word."""
    texts = [nfc(text) for key, text in cells.items() if key != "secrecy"]
    if all("mật" not in text.lower() for text in texts):
        return False
    return bool(first_mark(texts))


def _against(found: Judged, message: str, **given: str) -> None:
    found.reasons.append(Said(message, given))


def _note(found: Judged, message: str, **given: str) -> None:
    found.notes.append(Said(message, given))


def _words(found: Judged, cells: Mapping[str, str]) -> None:
    for key, most in LONGEST.items():
        value = nfc(cells.get(key, ""))
        if len(value) > most:
            words = _("“%(column)s” dài quá %(most)s ký tự.")
            _against(found, words, column=COLUMN_NAMES[key], most=str(most))
        found.values[key] = value
    urgency = _URGENCY.get(fold(cells.get("urgency", "")))
    if urgency is None:
        words = _("Độ khẩn “%(cell)s” không có trong danh mục; ghi là Thường.")
        _note(found, words, cell=cells["urgency"][:60])
    found.values["urgency"] = urgency or "normal"


def _days(
    found: Judged, book: BookKind, cells: Mapping[str, str], facts: Facts
) -> None:
    needed = "arrived_on" if book == BookKind.INCOMING else "issued_on"
    days: dict[str, date] = {}
    for key in ("arrived_on", "issued_on", "transferred_on"):
        text = cells.get(key, "").strip()
        day = day_of(
            text, today=facts.today, year=facts.year, from_1904=facts.from_1904
        )
        title = COLUMN_NAMES[key]
        if text and day is None:
            words = _("“%(column)s” không đọc được: “%(cell)s”; cần dạng 05/03/2019.")
            _against(found, words, column=title, cell=text[:40])
        elif day is not None and day > facts.today:
            _against(found, _("“%(column)s” ở tương lai."), column=title)
        elif day is not None and day < EARLIEST:
            _against(found, _("“%(column)s” trước năm 1945."), column=title)
        elif day is not None:
            days[key] = day
        elif key == needed:
            _against(found, _("Chưa có “%(column)s”."), column=title)
        found.values[key] = day.isoformat() if day else None
    on = days.get(needed)
    found.values["year"] = on.year if on else None
    if on and facts.year and on.year != facts.year:
        words = _("Ngày thuộc năm %(year)s, khác năm của bảng (%(sheet)s).")
        _note(found, words, year=str(on.year), sheet=str(facts.year))
    issued, arrived = days.get("issued_on"), days.get("arrived_on")
    if issued and arrived and issued > arrived:
        _note(found, _("Ngày văn bản sau ngày đến; giữ như sổ cũ ghi."))


def _symbol(
    found: Judged, book: BookKind, cells: Mapping[str, str]
) -> ParsedSymbol | None:
    text = nfc(cells.get("symbol", ""))
    number = number_of(cells.get("number", ""))
    if book == BookKind.OUTGOING and text and not text[0].isdigit() and number:
        text = f"{number:02d}/{text.lstrip('/')}"
    found.values["symbol"] = text[:60]
    if len(text) > 60:
        _against(found, _("“%(column)s” dài quá %(most)s ký tự."), **_SYMBOL)
    try:
        parsed = parse_symbol(text)
    except SymbolUnreadable as why:
        if book == BookKind.OUTGOING:
            _against(found, _("Số, ký hiệu “%(cell)s” không đọc được."), cell=text[:40])
            found.reasons += [Said(reason.message) for reason in why.reasons]
        elif text:
            words = _("Số, ký hiệu “%(cell)s” không theo mẫu; giữ như sổ cũ ghi.")
            _note(found, words, cell=text[:40])
        return None
    found.values["symbol"] = parsed.text[:60]
    return parsed


_SYMBOL = {"column": COLUMN_NAMES["symbol"], "most": "60"}


def _figures(
    found: Judged,
    book: BookKind,
    cells: Mapping[str, str],
    parsed: ParsedSymbol | None,
) -> None:
    text = cells.get("number", "").strip()
    number = number_of(text)
    if text and number is None and (book == BookKind.INCOMING or parsed is None):
        words = _("Số “%(cell)s” không phải số nguyên từ 1.")
        _against(found, words, cell=text[:40])
    if book == BookKind.INCOMING:
        if not text:
            _against(found, _("Chưa có số đến."))
        if not found.values["issuer"]:
            _against(found, _("Chưa có tác giả (cơ quan ban hành)."))
        found.values["number"] = number
        return
    found.values["number"] = parsed.number if parsed else None
    if parsed and parsed.suffix:
        words = _("Số có chữ kèm (%(cell)s): sổ đi chỉ giữ số nguyên.")
        _against(found, words, cell=parsed.number_text)
    if parsed and number and number != parsed.number:
        words = _("Cột số ghi %(number)s, số, ký hiệu ghi %(symbol)s.")
        _against(found, words, number=str(number), symbol=parsed.text)
    copies = number_of(cells.get("copies", ""))
    if cells.get("copies", "").strip() and copies is None:
        _note(found, _("Số lượng bản không phải số; để trống."))
    found.values["copies"] = copies


def _type(
    found: Judged,
    subject: str,
    named: str,
    parsed: ParsedSymbol | None,
    facts: Facts,
) -> None:
    """By its own column, else by the symbol, else by how the summary begins."""
    chosen = _by_name(named, facts.types)
    if named and chosen is None:
        words = _("Loại văn bản “%(cell)s” không có trong danh mục; đoán theo ký hiệu.")
        _note(found, words, cell=named[:60])
    begins, rest = _beginning(subject, facts)
    if chosen is None and parsed is not None and parsed.type_abbreviation:
        marked = parsed.type_abbreviation
        chosen = next((t for t in facts.types if t.abbreviation == marked), None)
    chosen = chosen or begins or next(t for t in facts.types if t.code == "CV")
    if begins is not None and begins == chosen and rest:
        subject = rest
    found.values["subject"] = subject
    found.values["type"], found.values["type_name"] = chosen.code, chosen.name
    found.values["normative"] = bool(parsed and parsed.year)
    if not subject:
        _against(found, _("Chưa có trích yếu."))


def _by_name(text: str, types: Sequence[Type]) -> Type | None:
    folded = fold(text)
    return next(
        (t for t in types if folded and folded in (t.folded, fold(t.code))), None
    )


def _beginning(subject: str, facts: Facts) -> tuple[Type | None, str]:
    """The type that a summary begins with, and what follows it."""
    folded = f"{fold(subject)} "
    for kind in facts.longest_first:
        if folded.startswith(f"{kind.folded} "):
            return kind, subject[len(nfc(kind.name)) :].strip(" :,.-–")
    return None, subject
