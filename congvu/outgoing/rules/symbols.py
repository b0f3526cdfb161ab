"""The symbol and the date of a paper as they are written (NĐ 30/2020 Điều 15).

Phụ lục I, II.3 and II.4; Phụ lục III. The abbreviations themselves are rows of the law
of the day and are handed in.
"""

from __future__ import annotations

import re
from datetime import date

from congvu.lib.numbering import KNOWN_TYPES, ParsedSymbol, format_number, parse_symbol
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

COPIES = ("SY", "TrS", "SL")
"""Bản sao y, trích sao, sao lục (Phụ lục III, mục I.2)."""

_GROUP = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*(?:-[^\W_]+(?:[.&][^\W_]+)*)*")
_FEW = 10
_LAST_MONTH_WITH_ZERO = 2


class SymbolRefused(Refused):
    """What was given cannot stand in a symbol."""


def symbol_of(
    *, abbreviation: str, issuer: str, unit: str = "", year: int | None = None
) -> str:
    """What stands after the number and its slash.

    A named type ``QĐ-UBND``: who drafted it is not said. A type without abbreviation,
    công văn, says it: ``UBND-NNTNMT``. A normative act carries its year:
    ``2009/CT-UBND``.
    """
    abbreviation, issuer, unit = nfc(abbreviation), nfc(issuer), nfc(unit)
    reasons = [
        Reason(_("Viết tắt trong ký hiệu chỉ gồm chữ, số và gạch nối."), field=name)
        for name, group in (
            ("abbreviation", abbreviation),
            ("issuer", issuer),
            ("unit", unit),
        )
        if group and not _GROUP.fullmatch(group)
    ]
    if not issuer:
        reasons.append(Reason(_("Chưa có viết tắt tên cơ quan."), field="issuer"))
    if reasons:
        raise SymbolRefused(reasons)
    groups = [abbreviation, issuer] if abbreviation else [issuer, unit]
    said = "-".join(group for group in groups if group)
    return f"{year}/{said}" if year else said


def copy_symbol(*, kind: str, issuer: str) -> str:
    """``SY-UBND``: copies of every kind share one sequence of the body."""
    if kind not in COPIES:
        raise SymbolRefused(
            [Reason(_("Hình thức sao là SY, TrS hoặc SL."), field="kind")]
        )
    return symbol_of(abbreviation=kind, issuer=issuer)


def numbered(number: int, symbol: str) -> str:
    """``05/UBND-VX``: numbers under 10 with a zero, no space anywhere."""
    return f"{format_number(number)}/{symbol}"


def read_symbol(text: str, *, types: frozenset[str] = KNOWN_TYPES) -> ParsedSymbol:
    """Takes apart what was issued: with a year or without, and the copies."""
    return parse_symbol(text, types=types | frozenset(COPIES))


def day_word(day: int) -> str:
    """Days under 10 have a zero before them."""
    return f"0{day}" if day < _FEW else str(day)


def month_word(month: int) -> str:
    """Of the months only 1 and 2 have a zero: nobody makes 11 or 12 of the others."""
    return f"0{month}" if month <= _LAST_MONTH_WITH_ZERO else str(month)


def date_words(on: date) -> str:
    """``ngày 05 tháng 01 năm 2026``."""
    words = _("ngày %(day)s tháng %(month)s năm %(year)s")
    return words % {
        "day": day_word(on.day),
        "month": month_word(on.month),
        "year": on.year,
    }


def place_and_date(place: str, on: date) -> str:
    return f"{place}, {date_words(on)}"
