"""The number and symbol of a paper (NĐ 30/2020, Phụ lục I, II.3), read strictly.

A text counts only when it *is* the number line of a head: it starts with "Số" and
nothing follows but the place and day, or the summary. So no cited law is ever taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from congvu.documents.formats.paper_words import (
    SYMBOL_TYPES,
    flat,
    is_upper,
    mend_group,
)

_PREFIX = re.compile(
    r"^[^a-z0-9]{0,3}(?P<kind>(?:bo luat|luat|nghi quyet|phap lenh|lenh|quyet dinh"
    r"|nghi dinh|thong tu|cong dien|chi thi|thong bao|ke hoach|bao cao|ban an)\s+)?"
    r"(?:so|s6|s0|se)(?:\s*(?:hieu|va ky hieu|,? ky hieu))?"
    r"(?P<stop>\s*[:;.…_]+[\s:;.…_]*|\s+|(?=\d))"
)
_GROUP = r"[A-ZĐÂĂÊÔƠƯ][\wĐđ&()+]*"
_SYMBOL = re.compile(
    rf"^(?P<year>(?:19|20)\d\d\s*[/-]\s*)?"
    rf"(?P<groups>{_GROUP}(?:\s?[-/.,_]\s?[\wĐđ&()+]+)*)"
)
_NUMBER = re.compile(r"^(?P<number>\d(?:[\d ]*\d)?)(?P<letter>[a-hA-H](?=\s*[/-]))?")
_SEPARATOR = re.compile(r"^[\s.…_]*(?P<sign>[/-])\s*")
_AFTER = re.compile(r"^\s*(?:$|[|.;:,]*\s*$|v\s?/\s?v\b|ve viec\b)")


@dataclass(frozen=True)
class Symbol:
    """A number line taken apart. ``number`` is empty when it is not written there."""

    number: str
    sign: str
    symbol: str
    rest: str

    @property
    def code(self) -> str:
        """Number and symbol as the paper joins them."""
        return f"{self.number}{self.sign}{self.symbol}" if self.number else ""

    @property
    def year(self) -> int | None:
        found = re.match(r"((?:19|20)\d\d)/", self.symbol)
        return int(found[1]) if found else None

    @property
    def type_code(self) -> str | None:
        """The type its groups name; none for a công văn, which has none to name."""
        bare = re.sub(r"^\d{4}/", "", self.symbol)
        groups = [g for g in re.split(r"[-/._,]", bare) if g]
        if groups and re.fullmatch(r"QH\d{2}", groups[0]):
            return None
        first = groups[0] if groups else ""
        if first in SYMBOL_TYPES:
            return first
        # "QD" for QĐ, but never "HD" for HĐ: an exact code has gone first.
        near = [c for c in SYMBOL_TYPES if is_upper(first) and flat(first) == flat(c)]
        return near[0] if len(near) == 1 else None


def starts_number(text: str) -> bool:
    """True when a text opens as a number line does."""
    found = _PREFIX.match(flat(text))
    return bool(found) and _opens_properly(text, found, recognised=True)


def _opens_properly(
    text: str, found: re.Match[str] | None, *, recognised: bool
) -> bool:
    """A number line opens with a capital; recognition may lose it, not the colon."""
    if found is None:
        return False
    stop = found["stop"]
    word = text[: found.start("stop")].rstrip()[-1:]
    if word in "ởỞơƠờỜợỢ" and ":" not in stop:
        return False  # "SỞ NỘI VỤ" is an issuer
    first = next((c for c in text if c.isalpha()), "")
    return first.isupper() or (recognised and (bool(found["kind"]) or ":" in stop))


def parse_number_line(text: str, *, recognised: bool = False) -> Symbol | None:
    """The number and symbol in a line that is nothing but them, or None."""
    text = re.sub(r"\s+", " ", text.replace("–", "-").replace("—", "-")).strip()
    found = _PREFIX.match(flat(text))
    if found is None or not _opens_properly(text, found, recognised=recognised):
        return None
    rest = text[found.end() :]
    number, rest, junk = _take_number(rest)
    separator = _SEPARATOR.match(rest)
    sign = separator["sign"] if separator else ""
    body = rest[separator.end() :] if separator else rest.lstrip()
    symbol = _SYMBOL.match(body)
    if symbol is None or not _is_symbol(symbol["groups"], sign=sign):
        return None
    if not sign and not found["stop"].strip():
        return None
    if not sign and recognised and number:
        # Recognition reads "15/QĐ" as "151QĐ": without its sign no number is safe.
        return None
    if not sign and not number and not recognised:
        return None
    after = body[symbol.end() :]
    if not (_AFTER.match(flat(after)) or is_place_and_day(after)):
        return None
    groups = _mended(symbol["groups"], recognised=recognised)
    year = re.sub(r"\D", "", symbol["year"] or "")
    whole = f"{year}/{groups}" if year else groups
    return Symbol("" if junk else number, sign or " ", whole, after.strip(" |.;,"))


def _take_number(rest: str) -> tuple[str, str, bool]:
    """The digits before the sign; other marks make the number unreadable."""
    found = _NUMBER.match(rest)
    if found:
        after = rest[found.end() :]
        digits = found["number"]
        # "4 5 3" are spread digits; "12 34" is two numbers, and neither is trusted.
        parts = digits.split()
        spread = len(parts) > 1 and any(len(p) > 1 for p in parts)
        if len(digits.replace(" ", "")) > 7:
            spread = True
        tail = re.match(r"^(\s*[^\s/A-ZĐ-]{1,4}|[A-Z])(?=\s*[/-])", after)
        if tail:
            return "", after[tail.end() :], True
        number = digits.replace(" ", "") + (found["letter"] or "")
        return ("", after, True) if spread else (number, after, False)
    # The strokes of a pen before "/" are no sign; before a group "-" is the Party's.
    blank = re.match(r"^[\s.…_,:;'‘’\"-]*(?=/)|^[\s.…_,:;']*(?=-)", rest)
    if blank:
        return "", rest[blank.end() :], False
    # Handwriting or a stamp read as letters: skip to the sign, keep no number.
    noise = re.match(r"^[^/]{1,14}?(?=\s*/)", rest)
    if noise and not re.search(r":|[^\W\d_]{4}", noise[0]):
        return "", rest[noise.end() :], True
    return "", rest, False


def is_place_and_day(text: str) -> bool:
    """True for "Bắc Kạn, ngày 28 tháng 9 năm 2009", blanks allowed."""
    plain = flat(text)
    begins = re.match(r"^[\s|]*[a-z .'-]{0,40}[,;.]?\s*ng[a-z]{1,2}[\s.…_\d/-]", plain)
    # "… ngày 3 tháng 4 năm 2020 của" goes on: it speaks of another paper.
    return bool(begins) and not re.search(r"\bn[a-z]{1,2}\W{0,3}\d{4}\W+[a-z]", plain)


def _is_symbol(groups: str, *, sign: str) -> bool:
    if len(groups) > 60:
        return False
    parts = re.split(r"\s?[-/.,_]\s?", groups)
    capital = sum(1 for p in parts if p and p[0].isupper())
    if not sign and len(parts) < 2:
        return False
    long_words = [p for p in parts if len(p) > 2 and p[1:].islower()]
    return capital >= 1 and not long_words


def _mended(groups: str, *, recognised: bool) -> str:
    pieces = re.split(r"(\s?[-/.,_]\s?)", groups.rstrip(" .,-/_"))
    out = []
    for i, piece in enumerate(pieces):
        if i % 2:
            out.append(piece.strip())
        else:
            out.append(mend_group(piece, recognised=recognised))
    return "".join(out)
