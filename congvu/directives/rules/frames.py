"""What says who must do the points below it: "Sở Y tế có trách nhiệm:"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from congvu.directives.rules import orders, telling, verbs
from congvu.directives.rules.actors import Actor, actor_at
from congvu.directives.rules.naming import said_names
from congvu.directives.rules.order import Setting
from congvu.directives.rules.predicates import is_verb
from congvu.directives.rules.proposals import Role, Span
from congvu.directives.rules.words import Phrases, Words, one_of


@dataclass(frozen=True)
class Frame:
    """``unit``: the heading is an office, and its points speak for it. ``orders``:
    whether bare verbs below it order. ``announces``: the points are the duties, not the
    sentence."""

    leads: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    unit: bool = False
    orders: bool = True
    announces: bool = True


_BEFORE = Phrases(
    """
    trách nhiệm của|nhiệm vụ của|nhiệm vụ cụ thể của|đối với|về phía|phân công|
    phân công cho|giao cho|giao|giao nhiệm vụ cho|giao nhiệm vụ|
    giao trách nhiệm cho|yêu cầu|đề nghị|trách nhiệm|nhiệm vụ|riêng|
    riêng đối với|kiến nghị|trách nhiệm thi hành của|tổ chức thực hiện của|
    kiến nghị với|trân trọng đề nghị
    """
)
_RESTS = re.compile(
    r"^(?:(?:,|khẩn trương|quan tâm|chỉ đạo|chủ động|nghiêm túc|tập trung|trực tiếp"
    r"|cần|phải"
    r"|theo chức năng , nhiệm vụ(?: được giao)?"
    r"|căn cứ chức năng , nhiệm vụ(?: được giao)?|tiếp tục|ngay) )*"
    r"(?:có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|chủ trì|thực hiện|triển khai"
    r"|làm tốt|tổ chức|cần|phải|tập trung(?: chỉ đạo| triển khai| làm tốt)*|"
    r"(?:cần |phải )?(?:tập trung |triển khai |tổ chức "
    r"|khẩn trương )*thực hiện(?: tốt| nghiêm| ngay| nghiêm túc)?)"
    r"(?: (?:các|một số|những|tốt|ngay|nghiêm túc))*(?: (?:nội dung|nhiệm vụ"
    r"|công việc|việc|biện pháp|giải pháp|công tác|vấn đề"
    r"|yêu cầu)(?: \w+){0,6})?(?: sau(?: đây)?)?$"
)
_BY_THE_WAY = re.compile(
    r"^(?:, )?(?:theo|căn cứ|trên cơ sở|trong phạm vi|tùy theo) "
    r"(?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|lĩnh vực|phạm vi)"
    r"(?: ,| và| \w+){0,16}$"
)
_ANNOUNCES = re.compile(
    r"(?:sau|sau đây|như sau|nhiệm vụ(?: trọng tâm| cụ thể| chủ yếu| sau)?"
    r"|nội dung(?: sau| trọng tâm)?|chỉ thị|yêu cầu|chỉ đạo|kết luận|cụ thể|trọng tâm"
    r"|giải pháp|biện pháp|việc) :$"
)
_SPEAKS = re.compile(
    r"(?:ý kiến(?: chỉ đạo| kết luận)?|kết luận|chỉ đạo|chỉ thị|yêu cầu|đề nghị|giao"
    r"|giao nhiệm vụ|quyết nghị|nội dung|nhiệm vụ|biện pháp|giải pháp|công việc"
    r"|thống nhất)\b[^:]{0,60}:$"
)
_DECIDES = re.compile(r"(?:quyết định|quyết nghị) :$")
_LISTS = re.compile(
    r"(?:hồ sơ|gồm|bao gồm|thành phần|như sau gồm|tiêu chí|căn cứ|nguyên tắc"
    r"|danh sách|đối tượng|mức|sau khi)\b[^:]{0,40}:$"
)
_GIVES_OPINION = re.compile(
    r"(?:có ý kiến|cho ý kiến|kết luận|phát biểu|chỉ đạo|thông báo|hướng dẫn|thông tin"
    r"|trả lời|đề ra)[^:,]{0,50}(?:như sau|sau|sau đây) :$"
)
_BY_THE_PAPER = Phrases(
    """
    thành lập|phê duyệt|ban hành|kiện toàn|công bố|công nhận|sửa đổi|bổ sung|
    phê chuẩn
    """
)
"""What a decision does itself: the points below are its contents."""
_LONGEST_UNIT = 16


def frame_in(
    words: Words,
    begin: int,
    stop: int,
    text: str,
    setting: Setting,
    *,
    heading: bool,
) -> Frame | None:
    """The frame that a heading or the words up to a colon are, if they are one."""
    end = stop
    while end > begin and words.low[end - 1] in (":", ".", ";", ",", "-"):
        end -= 1
    if end <= begin:
        return None
    said = words.said(begin, stop)
    if _DECIDES.search(said):
        return Frame(orders=False)
    if said.endswith(("điện :", "kính gửi :")):
        return None
    if heading and not setting.bare and _BY_THE_PAPER.at(words.low, begin):
        return Frame(orders=False)
    if frame := _unit(words, begin, end, text, colon=words.low[stop - 1] == ":"):
        return frame
    if words.low[stop - 1] != ":":
        return None
    announces = bool(_ANNOUNCES.search(said))
    asked = replace(setting, bare=True, plain=True)
    order = orders.order_in(words, begin, end, asked)
    speaks = not heading and _GIVES_OPINION.search(said)
    if speaks and (order is None or not order.told):
        return Frame()
    by_issuer = (
        order is not None
        and order.actor is not None
        and not order.told
        and telling.is_issuer(words, order.actor, setting)
    )
    asks = not heading or order is None or order.actor is None
    if asks and (told := _told_at_the_end(words, begin, end, sure=not by_issuer)):
        return Frame(said_names(words, text, told), (_lead_span(words, told),))
    if order is not None and order.actor is not None:
        if by_issuer and not heading:
            return Frame(announces=announces)
        leads = said_names(words, text, order.actor)
        span = _lead_span(words, order.actor)
        return Frame(leads, (span,), unit=not order.told, announces=announces)
    if order is not None and (announces or heading):
        return Frame(announces=announces)
    if _SPEAKS.search(said) and not _LISTS.search(said):
        return Frame()
    return None


def _lead_span(words: Words, actor: Actor) -> Span:
    return Span(words.starts[actor.start], words.ends[actor.end - 1], Role.LEAD)


def _told_at_the_end(words: Words, begin: int, end: int, *, sure: bool) -> Actor | None:
    """ "Để …, UBND tỉnh yêu cầu các xã, phường:"; what they do is said below.

    ``sure``: by a word that only asks others, for who asks may have a duty themselves.
    """
    low = words.low
    for place in range(begin, end):
        size = verbs.ORDERS.at(low, place)
        if not size or verbs.NOUNS.at(low, place):
            continue
        if sure and not {"yêu", "đề"} & set(low[place : place + size]):
            continue
        actor = actor_at(words, place + size, end)
        if actor is not None and actor.end == end:
            return actor
    return None


def _unit(
    words: Words, begin: int, end: int, text: str, *, colon: bool
) -> Frame | None:
    """A heading that is an office: "Sở Y tế", "Trách nhiệm của Sở Y tế"."""
    at = begin
    told = False
    for _round in range(2):
        size = _BEFORE.at(words.low, at)
        if size and at + size < end:
            told = True
            at += size
    actor = actor_at(words, at, end)
    whose = told and words.low[begin : begin + 3] == ["trách", "nhiệm", "của"]
    if whose and end - at <= _LONGEST_UNIT and not _goes_on(words, actor, end):
        # "Trách nhiệm của công chức tiếp công dân": all of it says who.
        actor = Actor(at, end, ((at, end),))
    if actor is None:
        return None
    rest = words.said(actor.end, end).strip()
    rest = re.sub(r"^\([^)]*\) ?", "", rest)
    if _BY_THE_WAY.match(rest):
        rest = ""
    if rest and not _RESTS.match(rest):
        if end - begin > _LONGEST_UNIT or not _is_description(words, actor.end, end):
            return None
        actor = Actor(actor.start, end, (*actor.names[:-1], (actor.names[-1][0], end)))
        rest = ""
    if rest.startswith(("tổ chức", "thực hiện", "triển khai")) and not colon:
        return None
    leads = said_names(words, text, actor)
    span = _lead_span(words, actor)
    announces = not rest or "sau" in rest.split() or "nhiệm vụ" in rest
    return Frame(
        leads,
        (span,),
        unit=True,
        announces=(announces and not colon) or "sau" in rest.split(),
    )


def _goes_on(words: Words, actor: Actor | None, end: int) -> bool:
    """Whether what stands after the name is no part of it."""
    if actor is None:
        return False
    rest = words.said(actor.end, end)
    by_the_way = rest[:1] in "(,:" or _BY_THE_WAY.match(rest) or _RESTS.match(rest)
    return bool(by_the_way) or words.low[actor.end] in _BESIDE


_BESIDE = one_of("trong|đối|về|khi|tại|theo|với|là|và")


def _is_description(words: Words, begin: int, end: int) -> bool:
    """What goes on after a name and orders nothing: "Giáo viên các lớp có …:"."""
    low = words.low
    if "nơi" in low[begin - 1 : begin + 1]:
        return not any(
            verbs.DUTIES.at(low, place) or low[place] in (",", "sau")
            for place in range(begin, end)
        )
    return not any(
        verbs.DUTIES.at(low, place)
        or verbs.ORDERS.at(low, place)
        or verbs.action_at(low, place)
        or verbs.OPENING.at(low, place)
        or (verbs.state_at(low, place) and low[place] != "có")
        or low[place] == "trân"
        or low[place] in (",", "như", "sau")
        for place in range(begin, end)
    )


def with_leads(frame: Frame, leads: tuple[str, ...]) -> Frame:
    return replace(frame, leads=leads)


def inner_colon(words: Words, begin: int, stop: int) -> int | None:
    """A colon in the middle of a sentence, with orders after it."""
    depth = 0
    for place in range(begin + 1, stop - 2):
        word = words.low[place]
        depth += (word == "(") - (word == ")")
        if word != ":" or depth > 0:
            continue
        after = place + 1
        while after < stop - 1 and words.low[after] in ("-", "+", '"'):
            after += 1
        if words.low[place - 1] in ("bộ", "sở", "ngành", "số"):
            # "các Sở: Tài chính, Xây dựng" goes on; "các sở, ngành: Rà soát" does not.
            if is_verb(words, after):
                return place
            continue
        return place if _orders_begin(words, after, stop) else None
    return None


def _orders_begin(words: Words, at: int, stop: int) -> bool:
    low = words.low
    return bool(
        is_verb(words, at)
        or low[at] == "("
        or verbs.DUTIES.at(low, at)
        or verbs.SETTINGS.at(low, at)
        or actor_at(words, at, stop)
    )
