"""Numbers and days as papers write them: 1.234; 45,6 %; 30/9/2026. Pure."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_TENTH = Decimal("0.1")


def whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def tenth(share: Fraction) -> Decimal:
    """A share of one as per cent with one decimal, rounded half up."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return exact.quantize(_TENTH, ROUND_HALF_UP)


def decimal(number: Decimal) -> str:
    """As short as it can be said: 12,5 and 12, with dots by thousands."""
    text = f"{number.normalize():,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def percent(share: Fraction | None) -> str:
    if share is None:
        return ""
    return f"{tenth(share):,.1f} %".replace(".", ",")


def fraction(done: int, of: int) -> str:
    return f"{whole(done)}/{whole(of)}"


def points(now: Fraction, then: Fraction) -> str:
    """How far apart the two shares are as they are shown."""
    moved = tenth(now) - tenth(then)
    if not moved:
        return "không đổi"
    way = "tăng" if moved > 0 else "giảm"
    return f"{way} {f'{abs(moved):.1f}'.replace('.', ',')} điểm phần trăm"


def moved(now: int, then: int) -> str:
    if now == then:
        return "không đổi"
    way = "tăng" if now > then else "giảm"
    return f"{way} {whole(abs(now - then))}"


def signed(number: Decimal) -> str:
    if not number:
        return "0"
    return f"{'+' if number > 0 else '-'}{decimal(abs(number))}"


def short_day(day: date) -> str:
    """In tables: 30/9/2026, the month as papers write it."""
    month = f"0{day.month}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
