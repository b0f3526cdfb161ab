"""The day of a paper as it is written (NĐ 30/2020 Phụ lục I, II.4)."""

from __future__ import annotations

from datetime import date

from congvu.lib.text import gettext_noop as _

_FEW = 10
_LAST_MONTH_WITH_ZERO = 2


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
