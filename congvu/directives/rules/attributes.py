"""Lines that order nothing themselves and say who or by when of what stands above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from congvu.directives.rules.actors import actor_at
from congvu.directives.rules.deadlines import deadline_in, recurs_in
from congvu.directives.rules.duties import Said
from congvu.directives.rules.naming import said as one_line
from congvu.directives.rules.naming import said_names
from congvu.directives.rules.proposals import Role, Span
from congvu.directives.rules.words import Words


@dataclass(frozen=True)
class Attribute:
    """``single``, and a product always: of the duty before it alone."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    day: date | None = None
    day_words: str = ""
    recurs: str | None = None
    span: Span | None = None
    product: str = ""
    single: bool = False


_LEAD = re.compile(
    r"(?:cơ quan|đơn vị|cơ quan , đơn vị|sở , ngành|lãnh đạo|cấp"
    r"|bộ phận)? ?(?:chủ trì|chịu trách nhiệm|thực hiện|chủ trì thực hiện|đầu mối"
    r"|phụ trách)(?: thực hiện| tham mưu| tổ chức)? :"
)
_SUPPORT = re.compile(
    r"(?:cơ quan|đơn vị|các đơn vị|cơ quan , đơn vị"
    r"|các cơ quan)? ?phối hợp(?: thực hiện)? :"
)
_TIME = re.compile(
    r"^(?:\( )?(?:thời gian|thời hạn|hạn|tiến độ|thời điểm|lộ trình)(?: hoàn thành"
    r"| thực hiện| báo cáo| gửi báo cáo| triển khai| xong)*(?: :| là| trước| xong"
    r"| chậm| trong| từ| đến)"
    r"|^(?:\( )?hoàn thành :"
    r"|^(?:\( )?(?:hoàn thành|xong|thực hiện xong|hoàn thành xong"
    r"|phải hoàn thành)(?: \w+){0,2} (?:trước|trong|chậm nhất|vào|xong|quý|tháng)"
)
_OTHER = re.compile(
    r"^(?:gửi về|nơi nhận|sản phẩm|kết quả|kinh phí|nguồn kinh phí|địa điểm"
    r"|thành phần|đối tượng|số lượng|hình thức|chủ trì|người)(?: \w+){0,3} :"
)
_PRODUCT = re.compile(r"^sản phẩm(?: \w+){0,3} :")
_MOST = 26
_CARRIES_OUT = (["chủ", "trì"], ["thực", "hiện"])


def attribute_in(
    words: Words,
    text: str,
    issued: date | None,
    begin: int = 0,
    stop: int | None = None,
) -> Attribute | None:
    """What such a line says; None where it is something else."""
    end = len(words) if stop is None else stop
    while begin < end and words.low[begin] in ("(", "-", "+", "*"):
        begin += 1
    said = Said(words, begin, end)
    aside = begin > 0 and words.low[begin - 1] == "("
    if aside and (named := _does(words, text, begin, end)):
        return Attribute(lead=named)
    lead = _named(words, text, said.text, begin, end, _LEAD)
    support = _named(words, text, said.text, begin, end, _SUPPORT)
    timed = bool(_TIME.match(said.text)) and end - begin <= _MOST
    product = _product(words, text, said.text, begin, end)
    if not lead and not support and not timed:
        other = _OTHER.match(said.text) and end - begin <= 60
        return Attribute(product=product) if other else None
    when = deadline_in(said.text, issued=issued)
    again = recurs_in(said.text)
    return Attribute(
        lead,
        support,
        when.day if when else None,
        when.words if when else "",
        again.duration if again else None,
        said.span(when.start, when.end, Role.DEADLINE) if when else None,
        product,
        single=timed and not lead,
    )


def lead_in_brackets(words: Words, text: str, begin: int, stop: int) -> tuple[str, ...]:
    """ "(Sở Y tế chủ trì, …)" behind what is to be done."""
    for place in range(begin, stop - 2):
        if words.low[place] == "(" and (names := _does(words, text, place + 1, stop)):
            return names
    return ()


def _does(words: Words, text: str, begin: int, stop: int) -> tuple[str, ...]:
    actor = actor_at(words, begin, stop)
    if actor and words.low[actor.end : actor.end + 2] in _CARRIES_OUT:
        return said_names(words, text, actor)
    return ()


def only_by_when(words: Words, begin: int, end: int) -> bool:
    """ "hoàn thành trước ngày 30/6": says by when of what stands before it."""
    return end - begin <= _MOST and bool(_TIME.match(words.said(begin, end)))


def _named(
    words: Words, text: str, said: str, begin: int, end: int, pattern: re.Pattern[str]
) -> tuple[str, ...]:
    hit = pattern.search(said)
    labelled = _OTHER.match(said) or _TIME.match(said)
    if hit is None or hit.start() > (60 if labelled else 12):
        return ()
    place = begin + said[: hit.end()].count(" ") + 1
    actor = actor_at(words, place, end)
    return said_names(words, text, actor) if actor else ()


def _product(words: Words, text: str, said: str, begin: int, end: int) -> str:
    """ "Sản phẩm: Quy chế được ban hành; …": up to where something else is said."""
    hit = _PRODUCT.match(said)
    if hit is None:
        return ""
    place = begin + said[: hit.end()].count(" ") + 1
    stop = next((p for p in range(place, end) if words.low[p] == ";"), end)
    return one_line(words, text, place, stop).strip(" .,)") if place < stop else ""
