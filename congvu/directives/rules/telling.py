"""A piece that names somebody: the issuer tells them, or they have a duty."""

from __future__ import annotations

import re

from congvu.directives.rules import verbs
from congvu.directives.rules.actors import Actor, actor_at
from congvu.directives.rules.offices import PLURAL
from congvu.directives.rules.order import Order, Setting
from congvu.directives.rules.predicates import (
    NOUN_BEFORE,
    PAST,
    is_noun_use,
    is_verb,
    predicate_at,
)
from congvu.directives.rules.words import Phrases, Words, one_of

_LOOSE = frozenset(["chỉ", "nhắc", "kêu", "lưu"])


_PERSONS_ABOVE = ("thủ tướng", "phó thủ tướng", "chủ tịch", "phó chủ tịch", "bí thư")
"""Of them "chỉ đạo tăng cường …" tells others; an office's is its own duty."""


_PLACES_THAT_SPEAK = frozenset(["tỉnh", "huyện", "thành phố", "thị xã", "xã"])


_OWN_ACTS = Phrases(
    """
    ban hành|thông báo|nhận được|có văn bản|có công văn|có chỉ thị|
    có công điện|quyết định|phê duyệt|đồng ý|thống nhất|ghi nhận|đánh giá cao|
    biểu dương|hoan nghênh|cảm ơn|xin ý kiến|trả lời|kết luận|gửi lời|
    chia buồn|bày tỏ|công bố|gửi kèm|tổ chức họp|tổ chức hội nghị|chủ trì họp|
    chủ trì cuộc họp|chủ trì hội nghị|ký|bãi bỏ|xét|nhận thấy|khen|chúc|
    xây dựng kế hoạch|có báo cáo|có tờ trình|cơ bản thống nhất|cơ bản đồng ý|
    cơ bản nhất trí|nhất trí
    """
)


_ABOVE_ALL = (
    "chủ tịch thành phố", "chủ tịch tỉnh", "đồng chí chủ tịch", "đồng chí phó chủ tịch",
    "đồng chí bí thư", "đồng chí giám đốc", "đồng chí cũng",
    "thủ tướng", "phó thủ tướng", "chính phủ", "văn phòng chính phủ", "bộ trưởng",
    "ban bí thư", "ban chỉ đạo trung ương", "phó chủ tịch", "lãnh đạo",
    "chủ tịch ủy ban nhân dân", "ủy ban nhân dân", "thường trực", "ban thường vụ", "tp",
    "hội đồng nhân dân",
)  # fmt: skip


def of_a_share(words: Words, at: int, stop: int) -> Order | None:
    """ "100% các cơ sở y tế thực hiện …": a share of the actors is told."""
    low = words.low
    for place in range(at, min(stop, at + 12)):
        if low[place].endswith("%") or low[place] == "%":
            if place - at > 2 and low[place - 2 : place] != ["mục", "tiêu"]:
                return None
            actor = actor_at(words, place + 1, stop)
            if actor is None or actor.end >= stop:
                return None
            predicate = predicate_at(words, actor.end, stop, told=False)
            if predicate is None:
                return None
            return Order(predicate, (place, place + 1), actor)
        if low[place] in PAST or verbs.ACTIONS.at(low, place):
            return None
    return None


def by_place(words: Words, at: int, stop: int, setting: Setting) -> Order | None:
    """ "Vĩnh Phúc phải có …": a place stands for its offices."""
    end = at
    while end < min(stop, at + 5) and words.is_capital(end):
        end += 1
    if end - at < 2 or end >= stop or not setting.plain:
        return None
    if words.low[end] not in ("phải", "cần") or is_verb(words, at):
        return None
    return Order(end, (end, end + 1), Actor(at, end, ((at, end),)))


def told_by_issuer(words: Words, at: int, stop: int, setting: Setting) -> Order | None:
    """ "Giao Sở Y tế …", "Yêu cầu các đơn vị …", "Đề nghị tập trung …"."""
    low = words.low
    size = verbs.ORDERS.at(low, at)
    if not size or verbs.NOUNS.at(low, at) or is_noun_use(low, at):
        return None
    loose = low[at] in _LOOSE
    if loose and (setting.bare or not setting.plain):
        return None
    if setting.unit and low[at] != "giao":
        return None
    begin = at + size
    if begin < stop and low[begin] in ("cho", ":", "đến", "với", "đối"):
        begin += 2 if low[begin] == "đối" else 1
    actor = actor_at(words, begin, stop)
    if actor is None:
        if loose or low[at] in ("điện", "lệnh", "phân", "ủy") or low[at] == "giao":
            return None
        inner = begin
        if inner < stop and low[inner] in (",", ":"):
            inner += 1
        if is_verb(words, inner) or verbs.DUTIES.at(low, inner):
            return Order(inner, (at, at + size), None, bare=True, told=True)
        return told_after_setting(words, at, size, inner, stop)
    predicate = predicate_at(words, actor.end, stop, told=True)
    if predicate is None:
        return None
    return Order(predicate, (at, at + size), actor, told=True)


def told_after_setting(
    words: Words, at: int, size: int, inner: int, stop: int
) -> Order | None:
    """ "Đề nghị, trên cơ sở …, các đơn vị …"."""
    if inner < stop and verbs.SETTINGS.at(words.low, inner):
        for place in range(inner + 1, min(stop, inner + 60)):
            if words.low[place] == ",":
                actor = actor_at(words, place + 1, stop)
                if actor is not None:
                    predicate = predicate_at(words, actor.end, stop, told=True)
                    if predicate is not None:
                        return Order(predicate, (at, at + size), actor, told=True)
                if is_verb(words, place + 1):
                    return Order(place + 1, (at, at + size), None, bare=True, told=True)
    return None


_COURTEOUS = one_of("cũng|thống|nhất|đồng|ý|trân|trọng|kính|nghiêm|khắc|tiếp|tục")


def by_subject(words: Words, actor: Actor, stop: int, setting: Setting) -> Order | None:
    """ "UBND tỉnh yêu cầu Sở Y tế …", "Sở Y tế rà soát …"."""
    low = words.low
    at = _past_courtesies(low, actor.end, stop)
    if low[actor.end] == "nào" or _blames(low, actor.end, stop):
        return None
    plural = any(low[p] in ("các", "những") for p in range(actor.start, actor.end))
    if not plural and not setting.unit:
        size = verbs.ORDERS.at(low, at) if at < stop else 0
        if size and at + size >= stop:
            return None
        if size and (found := _issuer_tells(words, actor, at, size, stop, setting)):
            return found
        own = len(actor.names) == 1 and _OWN_ACTS.at(low, at)
        if own and is_issuer(words, actor, setting):
            return None
    return _has_a_duty(words, actor, stop, setting)


_BLAMES = Phrases(
    """
    có trách nhiệm liên đới|chịu trách nhiệm liên đới|chịu trách nhiệm chính về|
    chịu trách nhiệm về|có trách nhiệm đối với|chịu trách nhiệm đối với
    """
)
_WRONGS = Phrases(
    """
    thiếu sót|khuyết điểm|vi phạm|tồn tại|hạn chế|sai phạm|sai sót|yếu kém
    """
)


_NEAR = 8


def _blames(low: list[str], at: int, stop: int) -> bool:
    """ "chịu trách nhiệm về các thiếu sót nêu trên": whose fault it was."""
    for place in range(at, min(stop, at + _NEAR)):
        if not (size := _BLAMES.at(low, place)):
            continue
        first = place + size
        while first < stop and low[first] in ("các", "những", "một", "số", "mọi"):
            first += 1
        return low[first - 1] == "đới" or bool(_WRONGS.at(low, first))
    return False


def _past_courtesies(low: list[str], at: int, stop: int) -> int:
    """Past "cũng", "kính", "trân trọng" before an order word."""
    while at < stop and low[at] == ",":
        at += 1
    begin = at
    while at < stop and low[at] in _COURTEOUS and not verbs.ORDERS.at(low, at):
        at += 1
    return at if at < stop and verbs.ORDERS.at(low, at) else begin


_OWN_PEOPLE = Phrases("cán bộ|công chức|viên chức|nhân viên|lực lượng|thành viên")
"""Whom an office sends: "Trạm Y tế phường phân công cán bộ trực" tells the office."""


def _issuer_tells(
    words: Words, actor: Actor, at: int, size: int, stop: int, setting: Setting
) -> Order | None:
    low = words.low
    word = (at, at + size)
    loose = low[at] in _LOOSE and low[at : at + 2] != ["chỉ", "thị"]
    begin = at + size + (low[at + size] in ("cho", ":", ","))
    if begin >= stop:
        return None
    speaks = is_issuer(words, actor, setting)
    other = actor_at(words, begin, stop)
    if not speaks and low[at] in ("phân", "giao") and _OWN_PEOPLE.at(low, begin):
        return None
    if other is not None:
        predicate = predicate_at(words, other.end, stop, told=True)
        if predicate is not None and (
            speaks or not loose or low[predicate] in ("phải", "cần")
        ):
            return Order(predicate, word, other, told=True)
    above = words.said(actor.start, actor.end).startswith(_PERSONS_ABOVE)
    if other is None and speaks and (not loose or above):
        if is_verb(words, begin):
            return Order(begin, word, None, bare=True, told=True)
        return told_after_setting(words, at, size, begin, stop)
    return None


def _has_a_duty(
    words: Words, actor: Actor, stop: int, setting: Setting
) -> Order | None:
    low = words.low
    predicate = predicate_at(words, actor.end, stop, told=False)
    if predicate is None and setting.bare:
        predicate = _after_which(words, actor, stop)
        if predicate is None and (later := _after_what_they_have(words, actor, stop)):
            predicate, actor = later, _up_to(actor, later)
    if predicate is None or _only_tells(low, predicate, stop):
        return None
    if low[predicate - 1] == "," and told_by_issuer(words, predicate, stop, setting):
        return None
    duty = 0 if low[predicate] == "căn" else verbs.DUTIES.at(low, predicate)
    asked = any(verbs.ASKED.at(low, place) for place in range(actor.end, predicate))
    if not duty and not asked and not setting.plain:
        return None
    size = duty or verbs.MANNER.at(low, predicate) or verbs.ACTIONS.at(low, predicate)
    return Order(predicate, (predicate, predicate + max(size, 1)), actor)


_PETITIONERS = Phrases(
    """
    cử tri|ý kiến cử tri|công dân|các hộ dân|hộ dân|đại biểu|các đại biểu|
    nhân dân|người dân
    """
)
_FAR_ENOUGH = 14


def is_petition(words: Words, begin: int, stop: int) -> bool:
    """ "Cử tri xã X đề nghị UBND tỉnh …": what others ask for orders nothing."""
    low = words.low
    size = _PETITIONERS.at(low, begin)
    if not size:
        return False
    for place in range(begin + size, min(stop, begin + _FAR_ENOUGH)):
        asks = low[place : place + 2] in (["đề", "nghị"], ["kiến", "nghị"])
        if asks or low[place : place + 2] == ["phản", "ánh"]:
            return True
        if verbs.DUTIES.at(low, place) or verbs.MANNER.at(low, place):
            return False
    return False


_WHICH = one_of("có|chưa|đã|đang|được|bị|còn")
_FIRMLY = Phrases(
    """
    phải|cần|cần phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|
    chủ trì , phối hợp|tiến hành|khẩn trương|nghiêm túc
    """
)
_FARTHEST = 45


def _after_which(words: Words, actor: Actor, stop: int) -> int | None:
    """ "Các đơn vị chưa nộp báo cáo phải …": which of them is said before the duty."""
    low = words.low
    first = actor.start
    some = PLURAL.at(low, first) or low[first : first + 2] in (
        ["đơn", "vị"],
        ["cơ", "quan"],
        ["địa", "phương"],
    )
    if not some or actor.end >= stop or low[actor.end] not in _WHICH:
        return None
    for place in range(actor.end + 2, min(stop, actor.end + _FARTHEST)):
        if low[place] in (",", ";", ":") or verbs.ORDERS.at(low, place):
            return None
        if _FIRMLY.at(low, place) and low[place - 1] not in NOUN_BEFORE | {"nhu"}:
            return place
    return None


_NO_VERB_AFTER = NOUN_BEFORE | one_of(
    "nhu|việc|công|kết|tình|khả|điều|nhiệm|hoạt|quá|trình|hướng|chưa|không|đã|để|nhằm|tốt|"
    "quả|lệ|độ|mức|năng|cầu|kiện|tác"
)
_FAR_ENOUGH_TO_DO = 20
_THEIR_GOOD = one_of(
    "thể|quyền|phép|hưởng|hỗ|miễn|giảm|cấp|nhận|tạo|quan|bảo|đảm|khen|tặng|vay|ưu|chi"
)
"""What they may, or are given."""


def _after_what_they_have(words: Words, actor: Actor, stop: int) -> int | None:
    """ "Các xã có hồ chứa tổ chức trực canh …", "Các cơ quan được mời gửi danh sách …":
    the first verb behind what tells which of them; behind a verb that belongs to it
    ("do cấp xã quản lý", "được giám sát") the next one.
    """
    low, begin = words.low, actor.end
    many = any(PLURAL.at(low, place) for place in range(actor.start, begin))
    if not (many or _some_of_a_kind(words, actor)) or begin + 2 >= stop:
        return None
    if low[begin] not in ("có", "được") or low[begin + 1] in _THEIR_GOOD:
        return None
    place = begin + (2 if low[begin] == "được" else 1)
    owed = low[begin] == "được" and words.is_capital(begin + 1)
    while place < min(stop, begin + _FAR_ENOUGH_TO_DO):
        if low[place] in (";", ":", "là", "hơn", "%") or low[place] in PAST:
            return None
        if low[place] == "," and is_verb(words, place + 1):
            return None
        if low[place] in ("do", "được"):
            owed = True
        size = verbs.action_at(low, place) or verbs.MANNER.at(low, place)
        if (
            not size
            or low[place - 1] in _NO_VERB_AFTER - {"được"}
            or verbs.NOUNS.at(low, place)
        ):
            place += 1
            continue
        if not owed:
            return place if place + size + 1 < stop else None
        owed = False
        place += size
    return None


def _some_of_a_kind(words: Words, actor: Actor) -> bool:
    """ "Doanh nghiệp lữ hành …": a kind of actors without a name of its own."""
    inside = range(actor.start + 1, actor.end)
    return not any(words.is_capital(place) for place in inside)


def _up_to(actor: Actor, end: int) -> Actor:
    last = (actor.names[-1][0], end)
    return Actor(actor.start, end, (*actor.names[:-1], last))


def is_issuer(words: Words, actor: Actor, setting: Setting) -> bool:
    """Whether the subject is who issued the paper, or speaks for them."""
    said = _long_names(words.said(actor.start, actor.end))
    issuer = _long_names(setting.issuer)
    if said in _PLACES_THAT_SPEAK:
        return True
    office = re.sub(r"^(?:phó )?(?:chủ tịch|giám đốc|bộ trưởng|trưởng) ", "", said)
    if issuer and (issuer.startswith(office) or office.startswith(issuer)):
        return True
    if issuer.startswith(("thủ tướng", "văn phòng chính phủ", "bộ ")):
        return said.startswith(("thủ tướng", "phó thủ tướng", "văn phòng chính phủ"))
    return said.startswith(_ABOVE_ALL)


def _long_names(said: str) -> str:
    return said.replace("ubnd", "ủy ban nhân dân").replace(" tp ", " thành phố ")


def _only_tells(low: list[str], at: int, stop: int) -> bool:
    """ "thông báo để các cơ quan biết, thực hiện": a letter's last words."""
    tail = low[at:stop]
    return (
        tail[:3] == ["thông", "báo", "để"]
        or tail[:3] == ["thông", "báo", "đến"]
        or (tail[:2] == ["thông", "báo"] and "biết" in tail)
    )
