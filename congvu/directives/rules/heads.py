"""What the top of a paper says about it: kind, day, issuer, to whom it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from congvu.directives.rules.actors import actor_at
from congvu.directives.rules.lines import Paragraph
from congvu.directives.rules.naming import said as said_of
from congvu.directives.rules.naming import said_names
from congvu.directives.rules.offices import HEADS
from congvu.directives.rules.words import Words

_KINDS = (
    "chỉ thị",
    "quyết định",
    "kế hoạch",
    "thông báo kết luận",
    "thông báo",
    "công điện",
    "thông tư liên tịch",
    "thông tư",
    "nghị quyết",
    "nghị định",
    "hướng dẫn",
    "chương trình",
    "đề án",
    "phương án",
    "quy chế",
    "quy định",
    "kết luận",
    "công văn",
    "báo cáo",
    "tờ trình",
    "giấy mời",
)
_SYMBOLS = {
    "CT": "chỉ thị", "QĐ": "quyết định", "KH": "kế hoạch", "TB": "thông báo",
    "CĐ": "công điện", "TT": "thông tư", "NQ": "nghị quyết", "NĐ": "nghị định",
    "HD": "hướng dẫn", "CTr": "chương trình", "KL": "kết luận", "TTr": "tờ trình",
    "TTLT": "thông tư liên tịch", "BC": "báo cáo",
}  # fmt: skip
_NUMBER = re.compile(
    r"(?:\bsố\s*:"
    r"|^(?:số\b)?)\s*\d{1,5}\s*/(?:\s*\d{4}\s*/)?\s*(?P<kind>[A-ZĐ][A-Za-zĐr]{1,3})\s*[-–]",
    re.I | re.M,
)
_LETTER = re.compile(
    r"(?:\bsố\s*:|^)\s*\d{1,5}\s*/\s*(?:UBND|VPCP|[A-ZĐ]{2,8})\s*[-–]", re.M
)
_TOLD = re.compile(
    r"\b(công điện|chỉ thị|kế hoạch|quyết định|thông báo|công văn"
    r"|văn bản)\s+(?:khẩn\s+)?số\b",
    re.I,
)
_DAY = (
    r"(\d{1,2})\s*(?:[/.\-]|\s+tháng\s+)\s*(\d{1,2})\s*(?:[/.\-]|,?\s+năm\s+)\s*(\d{4})"
)
_PLACE_DAY = re.compile(
    r"^(?!\s*(?:căn|theo|thực))[^\n"
    r"|]{0,90}?,\s*ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})\s*\|?\s*$",
    re.I | re.M,
)
_SAID_DAY = re.compile(rf"ngày\s+(?:ban\s+hành|ký)\s*:\s*\|?\s*{_DAY}", re.I)
_NEWS_DAY = re.compile(
    rf"\bngày\s+{_DAY}[^.\n]{{0,120}}?(?:có|ban hành|ký|ra)\s+(?:công điện|chỉ thị"
    rf"|kế hoạch|công văn|văn bản|quyết định)",
    re.I,
)
_TOP = 6_000
_NEWS = 1_500
_TO = ("kính gửi", "điện :", "điện", "gửi :")


@dataclass(frozen=True)
class Head:
    kind: str | None
    issued: date | None
    issuer: str
    receivers: tuple[str, ...]


def read_head(
    text: str,
    found: list[Paragraph],
    *,
    issued: date | None,
    kind: str | None,
) -> Head:
    top = text[:_TOP]
    of_kind = kind.lower() if kind else _kind(top, found)
    concludes = (of_kind or "kết luận").startswith(("thông báo", "kết luận"))
    receivers = _receivers(text, found)
    if not receivers and concludes:
        receivers = _visited(text, found)
    return Head(
        kind=of_kind,
        issued=issued or _issued(top),
        issuer=_issuer(text, found),
        receivers=receivers,
    )


def _kind(top: str, found: list[Paragraph]) -> str | None:
    for place, paragraph in enumerate(found[:40]):
        said = paragraph.words.said(0, min(4, len(paragraph.words)))
        shown = top[paragraph.start : paragraph.end]
        for kind in _KINDS:
            is_title = said == kind or shown[: len(kind)].isupper()
            if said.startswith(kind) and is_title:
                after = found[place + 1].words.low[:2] if place + 1 < len(found) else []
                told = kind == "thông báo" and after == ["kết", "luận"]
                return "thông báo kết luận" if told else kind
    if stated := re.search(r"loại\s+văn\s+bản\s*:\s*\|?\s*([^|\n]{4,24})", top, re.I):
        said = " ".join(stated[1].lower().split())
        if said in _KINDS:
            return said
    bases = re.search(r"căn\s+cứ", top, re.I)
    number = _NUMBER.search(top[: bases.start()] if bases else top)
    if number and (by_symbol := _by_symbol(number["kind"])):
        return by_symbol
    first = found[0].words.said(0, 4) if found else ""
    for kind in _KINDS:
        if first.startswith(f"{kind} "):
            return kind
    if re.search(r"kính\s+gửi", top, re.I) or _LETTER.search(top):
        return "công văn"
    news = _TOLD.search(top[:_NEWS])
    if news:
        named = " ".join(news[1].lower().split())
        return "công văn" if named == "văn bản" else named
    return None


def _by_symbol(letters: str) -> str | None:
    for symbol, kind in _SYMBOLS.items():
        if symbol.lower() == letters.lower():
            return kind
    return None


def _issued(top: str) -> date | None:
    """The day beside the place, or the one a law database or a newspaper gives; any
    other day may be another paper's."""
    for pattern in (_PLACE_DAY, _SAID_DAY, _NEWS_DAY):
        for hit in pattern.finditer(top):
            try:
                return date(int(hit[3]), int(hit[2]), int(hit[1]))
            except ValueError:
                continue
    return None


_PLACE = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU)\b")


def _issuer(text: str, found: list[Paragraph]) -> str:
    """The last heading in capitals before the number that names an office."""
    issuer = ""
    for paragraph in found[:12]:
        shown = " ".join(text[paragraph.start : paragraph.end].split()).strip(" |")
        shown = re.split(r"CỘNG H[ÒO][ÀA]?\s?A?|ĐỘC LẬP|Độc lập", shown)[0].strip()
        if not shown:
            continue
        if not shown.isupper() or paragraph.marker:
            if issuer:
                break
            continue
        if issuer and _PLACE.match(shown):
            issuer = f"{issuer} {shown}"
        elif actor_at(paragraph.words, 0, len(paragraph.words)):
            issuer = shown
        elif issuer:
            break
    return issuer[:120]


def _receivers(text: str, found: list[Paragraph]) -> tuple[str, ...]:
    for number, paragraph in enumerate(found[:60]):
        raw = text[paragraph.start : paragraph.end]
        words = paragraph.words
        if paragraph.table:
            words = Words()
            words.add(text, paragraph.start, paragraph.end)
        said = words.said(0, min(3, len(words)))
        ordered = words.said(max(0, len(words) - 2), len(words)) == "điện :"
        if not (said.startswith(_TO) or ordered) or (
            said.startswith("điện")
            and not raw.isupper()
            and ":" not in said
            and not ordered
        ):
            continue
        names = [] if ordered else list(_names(text, words))
        for following in found[number + 1 : number + 30]:
            listed = following.marker and following.marker.kind.startswith("bullet")
            plain = ordered and not names and len(following.words) <= 40
            if not listed and not plain:
                break
            names += _names(text, following.words)
        return tuple(dict.fromkeys(names))
    return ()


_VISITS = re.compile(
    r"(?:làm việc (?:với|tại)|kiểm tra(?: [^.;:]{0,80}?)? tại|thăm(?: và làm việc)?"
    r"(?: với| tại)?) "
    r"(?:(?:tập thể |các đồng chí )?(?:ban thường vụ|lãnh đạo|cán bộ chủ chốt"
    r"|cấp ủy|thường trực)[^.;:]{0,40}? )?"
    r"(?=(?:tỉnh|huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu) )"
)
_NAMED = 8


def _visited(text: str, found: list[Paragraph]) -> tuple[str, ...]:
    """The place whose affairs a conclusion is about: "làm việc với tỉnh …"."""
    for paragraph in found[:_NAMED]:
        words = paragraph.words
        said = words.said(0, len(words))
        if "kết luận" not in said and not said.startswith("về "):
            continue
        if hit := _VISITS.search(said):
            begin = said[: hit.end()].count(" ")
            end = begin + HEADS.at(words.low, begin)
            first = end
            while end < len(words) and words.is_capital(end):
                end += 1
            if end > first:
                return (said_of(words, text, begin, end),)
    return ()


def _names(text: str, words: Words) -> list[str]:
    names: list[str] = []
    at = 0
    while at < len(words):
        actor = actor_at(words, at, len(words))
        if actor is None:
            at += 1
            continue
        names += said_names(words, text, actor)
        at = max(actor.end, at + 1)
    return names
