"""Numbers as people here write them: 1.234,5. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

MOST_DIGITS = 15
_WRITTEN = re.compile(r"-?(\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+)(?:,(\d+))?", re.ASCII)
# A point before one, two or four digits can be no thousand: a tenth, as machines write.
_POINTED = re.compile(r"-?(\d+)\.(\d{1,2}|\d{4,})", re.ASCII)


def number_of(text: str) -> Decimal | None:
    """None for what is no number; "1.234" is a thousand, "1,5" one and a half."""
    text = text.strip()
    found = _WRITTEN.fullmatch(text)
    if found is not None:
        whole = re.sub(r"\D", "", found[1])
        part = found[2] or ""
    else:
        found = _POINTED.fullmatch(text)
        if found is None:
            return None
        whole, part = found[1], found[2]
    if len(whole) > MOST_DIGITS or len(part) > MOST_DIGITS:
        return None
    value = Decimal(f"{whole}.{part}" if part else whole)
    return -value if text.startswith("-") else value


def written(value: Decimal | int) -> str:
    """1234567.5 → "1.234.567,5"; no noughts at the end."""
    text = f"{Decimal(value):,f}"
    whole, point, part = text.partition(".")
    part = part.rstrip("0")
    whole = whole.replace(",", ".")
    return f"{whole},{part}" if point and part else whole


def rounded_to(value: Fraction, places: int = 1) -> Decimal:
    """Half away from nought, as people round."""
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    if 2 * rest >= scaled.denominator:
        whole += 1
    sign = -1 if value < 0 else 1
    return Decimal(sign * whole).scaleb(-places)


def percent(value: Fraction) -> str:
    """A share as people read it: "82,5 %"."""
    return f"{written(rounded_to(value * 100))} %"
