"""A line of an estimate as text, typed or out of a sheet, and back. Pure.

Numbers as people here write them: 1.250.000 is a million, 2,5 two and a half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from congvu.investment.rules.estimates import Item, Pricing, Quoted
from congvu.lib.text import fold, nfc
from congvu.lib.text import gettext_noop as _

COLUMNS: dict[str, str] = {
    "part": _("Thành phần"),
    "name": _("Nội dung"),
    "source": _("Nguồn"),
    "year": _("Năm"),
    "quantity": _("Số lượng"),
    "unit": _("Đơn vị"),
    "pricing": _("Cách định giá"),
    "price": _("Đơn giá, đồng"),
    "rate": _("Tỷ lệ, %"),
    "base": _("Trên thành phần"),
    "money": _("Thành tiền, đồng"),
    "basis": _("Căn cứ giá"),
    "priced_on": _("Giá ngày"),
    "quotes": _("Báo giá"),
    "security": _("An toàn thông tin"),
}
NUMBERS = ("year", "quantity", "price", "rate", "money")
YES = "x"
_MOST_DIGITS = 16
_GROUPED = re.compile(r"-?\d{1,3}([. ]\d{3})+|-?\d{1,3}(,\d{3})+|-?\d+")
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?|(\d+)\.(\d{1,2})")
_DAY_WRITTEN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Names:
    """What may be written for a part, a source, a way of pricing; folded → key."""

    parts: Mapping[str, str]
    sources: Mapping[str, str]
    pricings: Mapping[str, str]

    @classmethod
    def of(
        cls,
        parts: Iterable[tuple[str, str]],
        sources: Iterable[tuple[str, str]],
        pricings: Iterable[tuple[str, str]],
    ) -> Names:
        return cls(_both(parts), _both(sources), _both(pricings))


def _both(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    found = {}
    for key, label in named:
        found[fold(label)] = found[fold(key)] = key
    return found


@dataclass(frozen=True)
class RowFault:
    """``column`` a key of COLUMNS; ``words`` a message, ``said`` what stood there."""

    line: int
    column: str
    words: str
    said: str = ""


_NUMBER = _("“%(said)s” không phải số.")
_WHOLE = _("“%(said)s” không phải số nguyên đồng.")
_DAY = _("“%(said)s” không phải ngày; ghi như 14/11/2026.")
_LISTED = _("“%(said)s” không có trong danh mục.")
_QUOTED = _("“%(said)s”: mỗi báo giá ghi như Công ty A | 14/11/2026 | 1.250.000.")


class _Reader:
    def __init__(self, line: int, texts: Mapping[str, str]) -> None:
        self.line, self.faults = line, list[RowFault]()
        self.texts = texts

    def wrong(self, column: str, words: str, said: str) -> None:
        self.faults.append(RowFault(self.line, column, words, said[:60]))

    def words(self, column: str) -> str:
        return nfc(self.texts.get(column, ""))

    def listed(self, column: str, names: Mapping[str, str]) -> str:
        text = self.words(column)
        found = names.get(fold(text), "")
        if text and not found:
            self.wrong(column, _LISTED, text)
        return found

    def whole(self, column: str) -> int | None:
        text = self.words(column)
        found = whole_or_none(text)
        if text and found is None:
            self.wrong(column, _WHOLE if column != "year" else _NUMBER, text)
        return found

    def number(self, column: str) -> Decimal | None:
        text = self.words(column)
        found = number_or_none(text)
        if text and found is None:
            self.wrong(column, _NUMBER, text)
        return found

    def day(self, column: str) -> date | None:
        text = self.words(column)
        found = day_or_none(text)
        if text and found is None:
            self.wrong(column, _DAY, text)
        return found

    def quotes(self) -> tuple[Quoted, ...]:
        found = []
        for one in re.split(r"[;\r\n]", self.texts.get("quotes", "")):
            supplier, *rest = map(nfc, one.split("|"))
            if not supplier and not rest:
                continue
            on = day_or_none(rest[0]) if len(rest) == 2 else None
            price = whole_or_none(rest[1]) if len(rest) == 2 else None
            if not supplier or on is None or price is None:
                self.wrong("quotes", _QUOTED, one.strip())
            else:
                found.append(Quoted(supplier, on, price))
        return tuple(found)

    def base(self, names: Mapping[str, str]) -> tuple[str, ...]:
        found = []
        for one in filter(None, map(str.strip, self.words("base").split(";"))):
            if key := names.get(fold(one)):
                found.append(key)
            else:
                self.wrong("base", _LISTED, one)
        return tuple(dict.fromkeys(found))


def read_row(
    line: int, texts: Mapping[str, str], names: Names
) -> tuple[Item, list[RowFault]]:
    """What can be read of it, and what cannot, each with its column."""
    row = _Reader(line, texts)
    item = Item(
        part=row.listed("part", names.parts),
        name=row.words("name"),
        pricing=row.listed("pricing", names.pricings) or Pricing.PRICE,
        source=row.listed("source", names.sources),
        year=row.whole("year"),
        quantity=row.number("quantity"),
        unit=row.words("unit"),
        price=row.whole("price"),
        rate=row.number("rate"),
        base=row.base(names.parts),
        money=row.whole("money"),
        basis=row.words("basis"),
        priced_on=row.day("priced_on"),
        quotes=row.quotes(),
        security=bool(row.words("security")),
    )
    return item, row.faults


def whole_or_none(text: str) -> int | None:
    """Grouped as people group; never so long that reading it takes time."""
    if len(text) > 2 * _MOST_DIGITS or not text.isascii():
        return None
    if not _GROUPED.fullmatch(text):
        return None
    digits = re.sub(r"[., ]", "", text)
    return int(digits) if len(digits.lstrip("-")) <= _MOST_DIGITS else None


def day_or_none(text: str) -> date | None:
    """Day, month, year; or as programs write it."""
    written, iso = _DAY_WRITTEN.fullmatch(text), _ISO_DAY.fullmatch(text)
    parts = written.groups()[::-1] if written else iso.groups() if iso else None
    if parts is None or not text.isascii():
        return None
    year, month, day = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number_or_none(text: str) -> Decimal | None:
    if len(text) > 2 * _MOST_DIGITS or not text.isascii():
        return None
    found = _DECIMAL.fullmatch(text)
    if found is None:
        return None
    if found[3]:
        return Decimal(f"{found[3]}.{found[4]}")
    return Decimal(f"{found[1].replace('.', '')}.{found[2] or '0'}")


def row_texts(item: Item, money: int, price: int | None) -> dict[str, str]:
    """A line as `read_row` reads it, of keys."""
    quotes = (f"{q.supplier} | {q.on:%d/%m/%Y} | {q.price}" for q in item.quotes)
    return {
        "part": item.part,
        "name": item.name,
        "source": item.source,
        "year": str(item.year or ""),
        "quantity": decimal_words(item.quantity),
        "unit": item.unit,
        "pricing": item.pricing,
        "price": "" if price is None else str(price),
        "rate": decimal_words(item.rate),
        "base": "; ".join(item.base),
        "money": str(money),
        "basis": item.basis,
        "priced_on": f"{item.priced_on:%d/%m/%Y}" if item.priced_on else "",
        "quotes": "\n".join(quotes),
        "security": YES if item.security else "",
    }


def decimal_words(number: Decimal | None) -> str:
    """2,5: no zeros behind, no groups."""
    if number is None:
        return ""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")
