"""The place and day of a paper: "Bắc Kạn, ngày 28 tháng 9 năm 2009"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from congvu.documents.formats.paper_words import flat

_PLACE = r"(?P<place>[^\d:;()/\"“”]{0,45}?)"
_GAP = r"[\s.,;…_'`]*"
_WRITTEN = re.compile(
    rf"^[^\w(]{{0,3}}{_PLACE}\bng[a-z]{{1,3}}{_GAP}(?P<day>\d(?:\s?\d)?){_GAP}"
    rf"th[a-z]{{1,4}}{_GAP}(?P<month>\d(?:\s?\d)?){_GAP}"
    rf"n[a-z]{{1,2}}{_GAP}(?P<year>\d\s?\d\s?\d\s?\d)[\s.,;|)_'*]*$"
)
_NUMERIC = re.compile(
    rf"^[^\w(]{{0,3}}{_PLACE}\bngay{_GAP}(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})"
    rf"\s?[/.-]\s?(?P<year>\d{{4}})[\s.,;|)]*$"
)
_BLANK = re.compile(
    rf"^[^\w(]{{0,3}}{_PLACE}\bngay{_GAP}(?:\d{{0,2}}){_GAP}thang{_GAP}(?:\d{{0,2}}){_GAP}"
    r"nam"
)
_BLANK_NUMERIC = re.compile(rf"^[^\w(]{{0,3}}{_PLACE}\bngay[\s.…_]*/[\s.…_\d]*/?")
# Words that open a sentence about another paper, never the name of a place.
_OTHER_PAPER = re.compile(
    r"\b(so|luat|nghi dinh|nghi quyet|quyet dinh|thong tu|chi thi|to trinh|cong van"
    r"|ban hanh|hieu luc|cong bao|can cu|thoi gian)\b"
)
# "từ ngày …" is no place, but Từ Sơn, Kỳ Anh and Cửa Lò are.
_SMALL_WORD = re.compile(
    r"\b(của|từ|đến|trước|sau|kể|theo|vào|hết|trong|giờ|ký|sinh|là|cho)\b"
)
_ALONE = re.compile(rf"({_SMALL_WORD.pattern}\W*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A day line; ``value`` is None when it is there but not (wholly) filled in."""

    value: date | None
    place: str


def parse_day_line(text: str) -> Day | None:
    """The day in a text that is nothing but place and day, or None."""
    text = re.sub(r"\s+", " ", text).strip(" |")
    plain = flat(text)
    for pattern in (_WRITTEN, _NUMERIC):
        found = pattern.match(plain)
        if found is None:
            continue
        place = text[found.start("place") : found.end("place")].strip(" ,.")
        if _is_no_place(place):
            return None
        return Day(_to_date(found), place)
    blank = _BLANK.match(plain) or _BLANK_NUMERIC.match(plain)
    if blank is None:
        return None
    place = text[blank.start("place") : blank.end("place")].strip(" ,.")
    if _is_no_place(place) or len(plain) > blank.end() + 12:
        return None
    return Day(None, place)


def _is_no_place(text: str) -> bool:
    return bool(
        _OTHER_PAPER.search(flat(text))
        or _SMALL_WORD.search(text)
        or _ALONE.fullmatch(text)
    )


def looks_like_place(place: str) -> bool:
    """A place name begins with a capital and is short; "CCHC" is part of a symbol."""
    words = place.split()
    letters = len(words) == 1 and place.isupper() and place.isascii()
    return bool(place) and place[0].isupper() and len(words) <= 7 and not letters


def _to_date(found: re.Match[str]) -> date | None:
    day, month, year = (
        int(found[name].replace(" ", "")) for name in ("day", "month", "year")
    )
    if not 1945 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
