"""Whether a piece of text orders something, and whom.

A piece is a sentence or what stands between two semicolons. It orders when the issuer
tells somebody ("Giao Sở Y tế …"), when somebody has a duty ("Sở Y tế có trách nhiệm …",
"Sở Y tế rà soát …"), or, where orders are expected, when it begins with a verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from congvu.directives.rules import verbs
from congvu.directives.rules.actors import (
    HEADS,
    PLURAL,
    Actor,
    actor_at,
    said_names,
)
from congvu.directives.rules.words import Phrases, Words


@dataclass(frozen=True)
class Order:
    """Word places. ``bare``: nobody is named, whoever the text told before is meant."""

    predicate: int
    word: tuple[int, int]
    actor: Actor | None = None
    bare: bool = False
    told: bool = False


@dataclass(frozen=True)
class Setting:
    """What a piece may lean on: whether bare verbs order here, and whether the unit of a
    heading speaks."""

    bare: bool = False
    plain: bool = True
    unit: bool = False
    issuer: str = ""


_PAST = frozenset(["đã", "đang", "vừa", "từng", "vẫn"])
_LOOSE = frozenset(["chỉ", "nhắc", "kêu", "lưu"])
_OWN_ACTS = Phrases(
    """ban hành|thông báo|nhận được|có văn bản|có công văn|có chỉ thị|có công điện|quyết định
    |phê duyệt|đồng ý|thống nhất|ghi nhận|đánh giá cao|biểu dương|hoan nghênh|cảm ơn|xin ý kiến
    |trả lời|kết luận|gửi lời|chia buồn|bày tỏ|công bố|gửi kèm|tổ chức họp|tổ chức hội nghị|chủ trì họp|chủ trì cuộc họp
    |chủ trì hội nghị|ký|bãi bỏ|xét|nhận thấy|khen|chúc|xây dựng kế hoạch|có báo cáo|có tờ trình"""
)
_PURE_ACTS = Phrases(
    """phê duyệt|ban hành kèm theo|ban hành|bãi bỏ|phê chuẩn|công nhận|bổ nhiệm|miễn nhiệm|thành lập
    |sửa đổi|thay thế|công bố|nay công bố|nay thành lập|nay ban hành|nay phê duyệt|đính chính|thu hồi quyết định
    |cho phép|quyết định này|thông tư này|đồng ý|thống nhất|nhất trí|ghi nhận|biểu dương|chấp thuận
    |đánh giá cao|hoan nghênh|chuẩn y|điều động|khen thưởng|tặng thưởng|tặng|truy tặng|xét"""
)
"""What the issuer does by the paper itself; no duty at the head of a point of a decision."""
_RESULTS = Phrases(
    "kết quả|báo cáo|kế hoạch|danh sách|hồ sơ|ý kiến|văn bản|mọi thông tin|thông tin|các báo cáo|mọi vướng mắc|số liệu|file"
)
_HEADS_NOT_VERBS = Phrases(
    """cấp trên|cấp dưới|thông tin chung|thực hiện :|công tác|chương trình|kế hoạch|nội dung|hình thức
    |phòng họp|thi hành án|thông báo số|quyết định số|quyết định này|báo cáo số|kết luận số|đề án|dự án
    |chỉ đạo của|hướng dẫn của|hướng dẫn số|kiến nghị của|đề nghị của|yêu cầu của|quy định của|quy định tại
    |quy định về|đầu tư công|tổng hợp chung|cấp ủy|tổ chức thực hiện :|thanh tra chính phủ|thực hiện chỉ thị này
    |cho ý kiến|xây dựng nông thôn mới là|thực hiện :|ứng dụng công nghệ thông tin là"""
)
_MOST_COMMAS = 10
_REACH = 120


def order_in(words: Words, start: int, stop: int, setting: Setting) -> Order | None:
    """The order of the piece ``start`` to ``stop``; None when it only tells."""
    at = start
    for _round in range(3):
        skipped = verbs.LINKS.at(words.low, at) if at < stop else 0
        if not skipped:
            break
        after = at + skipped
        if after < stop and words.low[after] == "là":
            return None
        if after < stop and words.low[after] in (",", ":"):
            at = after + 1
        elif _core(words, after, stop, setting):
            at = after
        else:
            break
    if at >= stop or _is_figure(words, at, stop):
        return None
    if found := _share(words, at, stop):
        return found
    if found := _core(words, at, stop, setting):
        return found
    low = words.low
    found = _after_setting(words, at, stop, setting)
    if verbs.SETTINGS.at(low, at) or low[at][:1].isdigit():
        return found
    # After anything else only the issuer's own word is an order.
    return found if found and found.told and found.actor else None


_NATURALLY_PAST = frozenset(
    "căn thực theo trên để nhằm nếu đối trường khi sau với kết về qua hiện".split()
)
_PLACES = frozenset(["tỉnh", "huyện", "xã", "thành", "thị", "phường", "quận", "thôn"])
_NOUN_BEFORE = frozenset(
    "theo nhu các những của được số và xét về một này tại mọi đáp nêu với có đúng".split()
)


def _after_setting(words: Words, at: int, stop: int, setting: Setting) -> Order | None:
    """ "Để …, UBND tỉnh yêu cầu …", "Trong thời gian tới cần …"."""
    low = words.low
    commas = depth = 0
    past = passed = tells = False
    meant = _whose(words, at, stop)
    for place in range(at + 1, min(stop, at + _REACH)):
        word = low[place]
        depth = max(0, depth + (word == "(") - (word == ")"))
        if depth:
            continue
        past = past or word in _PAST
        found = None
        if word in (",", ";"):
            passed, past = passed or past, False
            commas += 1
            if commas > _MOST_COMMAS:
                return None
            begin = _past_links(words, place + 1, stop)
            if begin < stop and not (low[begin] in _PLACES and not words.is_capital(begin)):
                found = _core(words, begin, stop, setting)
                if found and found.bare and not found.told and _in_a_list(words, place, at):
                    found = None
                if found is None and commas and _has_subject(words, begin, stop):
                    tells = True
        elif word in ("cần", "phải", "yêu", "đề", "giao"):
            if low[place - 1] not in _NOUN_BEFORE and not _is_noun_use(low, place):
                found = _core(words, place, stop, setting)
        elif place - at >= 2 and _may_begin(words, place):
            found = _core(words, place, stop, setting)
            if found and not found.told and not (found.actor and _is_strong(low, found)):
                found = None
        if found is None or (tells and found.actor is None):
            continue
        if past and found.told:
            continue
        if (past or passed) and low[at] not in _NATURALLY_PAST:
            if not (found.actor and (found.told or _is_strong(low, found))):
                continue
        if found.actor is None and meant is not None:
            return replace(found, actor=meant)
        return found
    return None


def _has_subject(words: Words, begin: int, stop: int) -> bool:
    """Whether a clause begins that tells of somebody: "…, Bộ Y tế đã trình …"."""
    actor = actor_at(words, begin, stop)
    return actor is not None and actor.end < stop and bool(
        verbs.STATES.at(words.low, actor.end)
    )


def _whose(words: Words, at: int, stop: int) -> Actor | None:
    """ "Về phía Sở Y tế, …": the actor of the setting."""
    low = words.low
    if low[at : at + 2] not in (["về", "phía"], ["đối", "với"]):
        if low[at] != "riêng":
            return None
        at -= 1
    actor = actor_at(words, at + 2, stop)
    if actor is not None and actor.end < stop and low[actor.end] in (",", ":"):
        return actor
    return None


def _past_links(words: Words, begin: int, stop: int) -> int:
    low = words.low
    skipped = verbs.LINKS.at(low, begin) if begin < stop else 0
    if skipped and begin + skipped < stop and low[begin + skipped] in (",", ":"):
        return begin + skipped + 1
    return begin


def _is_strong(low: list[str], order: Order) -> bool:
    return bool(verbs.DUTIES.at(low, order.predicate)) and low[order.predicate] != "căn"


def _may_begin(words: Words, place: int) -> bool:
    """Whether an actor may begin here though no comma stands before it."""
    low = words.low
    if low[place - 1] in ("của", "cho", "với", "do", "tại", "về", "và", "theo", "bởi", ",", "cùng"):
        return False
    return bool(PLURAL.at(low, place)) or (
        words.is_capital(place) and bool(HEADS.at(low, place))
    )


def _is_noun_use(low: list[str], place: int) -> bool:
    """ "yêu cầu của …", "đề nghị của …"."""
    return low[place : place + 3][-1:] in (["của"], ["tại"], ["về"], ["trên"]) and low[place] in ("yêu", "đề")


def _in_a_list(words: Words, comma: int, at: int) -> bool:
    """A verb after a comma in "Để kiểm tra, rà soát, …" goes on with the setting."""
    low = words.low
    first = low[at]
    if first not in ("để", "nhằm", "đối", "tại", "từ", "trong", "về", "với", "căn", "theo", "trên", "khi", "nếu", "trường", "thực", "phối", "qua", "do"):
        return False
    if first in ("căn", "theo", "trên", "trong", "khi", "đối", "nếu", "trường", "tại", "với", "do"):
        before = low[comma - 1]
        span = low[at + 1 : comma]
        return before in ("kiểm", "tra") or not span
    previous = [p for p in range(at, comma) if low[p] == ","]
    begin = (previous[-1] if previous else at) + 1
    short = comma - begin <= 3
    return short and bool(verbs.ACTIONS.at(low, begin))


def _is_figure(words: Words, at: int, stop: int) -> bool:
    """ "Lãnh đạo: 04", "Dự kiến: Tháng 7"."""
    for place in range(at, min(stop - 1, at + 6)):
        if words.low[place] == ":":
            after = words.low[place + 1]
            return after[:1].isdigit() or after in ("tháng", "ngày", "quý", "từ")
    return False


def _share(words: Words, at: int, stop: int) -> Order | None:
    """ "100% các cơ sở y tế thực hiện …": a share of the actors is told."""
    low = words.low
    for place in range(at, min(stop, at + 12)):
        if low[place].endswith("%") or low[place] == "%":
            if place - at > 2 and low[place - 2 : place] != ["mục", "tiêu"]:
                return None
            actor = actor_at(words, place + 1, stop)
            if actor is None or actor.end >= stop:
                return None
            predicate = _predicate(words, actor.end, stop, told=False)
            if predicate is None:
                return None
            return Order(predicate, (place, place + 1), actor)
        if low[place] in _PAST or verbs.ACTIONS.at(low, place):
            return None
    return None


def _core(words: Words, at: int, stop: int, setting: Setting) -> Order | None:
    """The order that begins at ``at`` itself, without any setting before it."""
    if at >= stop or words.low[at] in _PAST:
        return None
    low = words.low
    if found := _told(words, at, stop, setting):
        return found
    actor = actor_at(words, at, stop)
    if actor is not None and actor.end < stop:
        found = _by_subject(words, actor, stop, setting)
        if found is not None or not _is_verb(words, at):
            return found
    if actor is not None and actor.end >= stop:
        return None
    if actor is None and (found := _by_place(words, at, stop, setting)):
        return found
    if setting.bare:
        return _bare(words, at, stop)
    if verbs.DUTIES.at(low, at) and low[at] in ("nghiêm", "không", "tuyệt"):
        return _bare(words, at, stop)
    return None


def _by_place(words: Words, at: int, stop: int, setting: Setting) -> Order | None:
    """ "Vĩnh Phúc phải có …": a place stands for its offices."""
    end = at
    while end < min(stop, at + 5) and words.is_capital(end):
        end += 1
    if end - at < 2 or end >= stop or not setting.plain:
        return None
    if words.low[end] not in ("phải", "cần") or _is_verb(words, at):
        return None
    return Order(end, (end, end + 1), Actor(at, end, ((at, end),)))


def _told(words: Words, at: int, stop: int, setting: Setting) -> Order | None:
    """ "Giao Sở Y tế …", "Yêu cầu các đơn vị …", "Đề nghị tập trung …"."""
    low = words.low
    size = verbs.ORDERS.at(low, at)
    if not size or verbs.NOUNS.at(low, at) or _is_noun_use(low, at):
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
        if _is_verb(words, inner) or verbs.DUTIES.at(low, inner):
            return Order(inner, (at, at + size), None, bare=True, told=True)
        return _told_after_setting(words, at, size, inner, stop)
    predicate = _predicate(words, actor.end, stop, told=True)
    if predicate is None:
        return None
    return Order(predicate, (at, at + size), actor, told=True)


def _told_after_setting(words: Words, at: int, size: int, inner: int, stop: int) -> Order | None:
    """ "Đề nghị, trên cơ sở …, các đơn vị …"."""
    if inner < stop and verbs.SETTINGS.at(words.low, inner):
        for place in range(inner + 1, min(stop, inner + 60)):
            if words.low[place] == ",":
                actor = actor_at(words, place + 1, stop)
                if actor is not None:
                    predicate = _predicate(words, actor.end, stop, told=True)
                    if predicate is not None:
                        return Order(predicate, (at, at + size), actor, told=True)
                if _is_verb(words, place + 1):
                    return Order(place + 1, (at, at + size), None, bare=True, told=True)
    return None


def _by_subject(words: Words, actor: Actor, stop: int, setting: Setting) -> Order | None:
    low = words.low
    at = actor.end
    if low[at] == "nào":
        return None
    while at < stop and low[at] in (",",):
        at += 1
    while at < stop and low[at] in ("cũng", "thống", "nhất", "đồng", "ý", "trân", "trọng", "kính", "nghiêm", "khắc", "tiếp", "tục") and not verbs.ORDERS.at(low, at):
        if not verbs.ORDERS.at(low, at + 1) and not verbs.ORDERS.at(low, at + 2):
            break
        at += 1
    size = verbs.ORDERS.at(low, at) if at < stop else 0
    plural = any(low[p] in ("các", "những") for p in range(actor.start, actor.end))
    if size and not plural and not setting.unit:
        begin = at + size + (at + size < stop and low[at + size] in ("cho", ":"))
        loose = low[at] in _LOOSE and low[at : at + 2] != ["chỉ", "thị"]
        other = actor_at(words, begin, stop)
        issues = not loose or is_issuer(words, actor, setting)
        if other is not None and issues:
            predicate = _predicate(words, other.end, stop, told=True)
            if predicate is not None:
                return Order(predicate, (at, at + size), other, told=True)
        if begin >= stop:
            return None
        if other is None and not loose and is_issuer(words, actor, setting):
            if _is_verb(words, begin):
                return Order(begin, (at, at + size), None, bare=True, told=True)
            return _told_after_setting(words, at, size, begin, stop)
    if len(actor.names) == 1 and not plural and _OWN_ACTS.at(low, at) and not setting.unit:
        if is_issuer(words, actor, setting) or _only_tells(low, at, stop):
            return None
    predicate = _predicate(words, actor.end, stop, told=False)
    if predicate is None:
        return None
    if _only_tells(low, predicate, stop):
        return None
    strong = verbs.DUTIES.at(low, predicate) and low[predicate] != "căn"
    strong = strong or any(
        verbs.ASKED.at(low, place) for place in range(actor.end, predicate)
    )
    if not strong and not setting.plain:
        return None
    word = verbs.DUTIES.at(low, predicate) or verbs.MANNER.at(low, predicate) or verbs.ACTIONS.at(low, predicate) or 1
    return Order(predicate, (predicate, predicate + word), actor)


_ABOVE_ALL = (
    "chủ tịch thành phố", "chủ tịch tỉnh",
    "thủ tướng", "phó thủ tướng", "chính phủ", "văn phòng chính phủ", "bộ trưởng",
    "ban bí thư", "ban chỉ đạo trung ương", "phó chủ tịch", "đồng chí", "lãnh đạo",
    "chủ tịch ủy ban nhân dân", "ủy ban nhân dân", "thường trực", "ban thường vụ", "tp",
)  # fmt: skip


def is_issuer(words: Words, actor: Actor, setting: Setting) -> bool:
    """Whether the subject is who issued the paper, or speaks for them."""
    said = _long_names(words.said(actor.start, actor.end))
    issuer = _long_names(setting.issuer)
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
    return tail[:3] == ["thông", "báo", "để"] or tail[:3] == ["thông", "báo", "đến"] or (
        tail[:2] == ["thông", "báo"] and "biết" in tail
    )


_NEEDS_VERB = Phrases(
    """đặc biệt|trước mắt|chậm nhất|cơ bản|định kỳ|hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng
    |hàng tháng|hằng tuần|hàng tuần|hằng ngày|hàng ngày|nên|tự|ngay|nghiêm|luôn|trước hết|nhất là|cụ thể
    |một cách|gấp|khẩn cấp|cùng|đồng thời|sớm|chính xác|công khai|minh bạch|hiệu quả|toàn diện|đầy đủ
    |thật sự|thực sự|chặt chẽ|cấp bách|phải|cần|cần phải|hết sức|tuyệt đối|từng bước"""
)


def _is_verb(words: Words, at: int) -> bool:
    low = words.low
    if at >= len(low) or _HEADS_NOT_VERBS.at(low, at) or verbs.NOUNS.at(low, at):
        return False
    if verbs.ACTIONS.at(low, at) or verbs.OPENING.at(low, at):
        return True
    size = verbs.MANNER.at(low, at)
    if not size or low[at + size : at + size + 1] == ["là"]:
        return False
    if not _NEEDS_VERB.at(low, at):
        return True
    return any(
        verbs.action_at(low, place) or verbs.OPENING.at(low, place)
        for place in range(at + size, min(len(low), at + size + 6))
    )


def _predicate(words: Words, at: int, stop: int, *, told: bool) -> int | None:
    """Where what is to be done begins, after the actor; None when something is told."""
    low = words.low
    place = at
    setting = False
    depth = 0
    while place < stop:
        word = low[place]
        if word == "(":
            depth += 1
        elif word == ")":
            depth = max(0, depth - 1)
        if depth or word in (",", ")", ":", "-", '"', "cũng") or not word[:1].isalpha():
            place += 1
            continue
        if verbs.DUTIES.at(low, place):
            if low[place] == "căn" and not setting:
                setting = True
                if "thi" in low[place : place + 8] or "thực" in low[place:stop]:
                    return place
                place += 2
                continue
            return place
        if asked := verbs.ASKED.at(low, place):
            place += asked
            setting = True
            continue
        if verbs.STATES.at(low, place) and not setting:
            return None
        if verbs.MANNER.at(low, place) or verbs.action_at(low, place) or word == "làm":
            return _stronger(low, place, stop) if setting else place
        if verbs.SETTINGS.at(low, place):
            setting = True
            place += 1
            continue
        if told and not setting and (verbs.OPENING.at(low, place) or verbs.ORDERS.at(low, place)):
            return place
        if not setting and place - at > 6:
            return None
        if setting and place - at > 60:
            return None
        if not setting and verbs.OPENING.at(low, place):
            return place
        place += 1
    return None


def _stronger(low: list[str], place: int, stop: int) -> int:
    """ "khi đầu tư ứng dụng CNTT cần quan tâm": the verb of the sentence comes later."""
    for later in range(place, min(stop, place + 14)):
        if low[later] in (",", ";", "."):
            break
        if low[later] in ("cần", "phải") or low[later : later + 3] == ["có", "trách", "nhiệm"]:
            if low[later - 1] not in ("nhu", "yêu"):
                return later
    return place


def _bare(words: Words, at: int, stop: int) -> Order | None:
    """A verb at the head of a piece: whoever was told before is to do it."""
    low = words.low
    if _PURE_ACTS.at(low, at) and low[at] in ("đồng", "thống", "nhất", "ghi", "biểu", "đánh", "hoan", "quyết", "thông"):
        if low[at : at + 2] != ["thống", "nhất"] or words.is_capital(at):
            return None
    size = verbs.DUTIES.at(low, at)
    if size and low[at] in ("cần", "phải", "không", "tuyệt", "nghiêm", "chủ", "chịu", "có", "là", "làm"):
        return Order(at, (at, at + size), None, bare=True)
    if _is_verb(words, at):
        size = verbs.MANNER.at(low, at) or verbs.ACTIONS.at(low, at) or verbs.OPENING.at(low, at)
        if _told_as_done(low, at + size, stop):
            return None
        return Order(at, (at, at + size), None, bare=True)
    if low[at : at + 2] == ["công", "tác"]:
        for place in range(at + 2, min(stop, at + 40)):
            if low[place] in ("cần", "phải") and low[place - 1] not in _NOUN_BEFORE:
                return Order(place, (place, place + 1), None, bare=True)
    if _RESULTS.at(low, at):
        return _result(words, at, stop)
    return _in_that_case(words, at, stop)


def _in_that_case(words: Words, at: int, stop: int) -> Order | None:
    """ "các vấn đề vượt thẩm quyền thì báo cáo …"."""
    low = words.low
    for place in range(at + 1, min(stop - 1, at + 24)):
        if low[place] in (",", ":", ";") or low[place] in _PAST:
            return None
        if low[place] == "thì" and _is_verb(words, place + 1):
            return Order(place + 1, (place, place + 2), None, bare=True)
    return None


def _told_as_done(low: list[str], at: int, stop: int) -> bool:
    """ "Công tác tuyên truyền được quan tâm", "… đã hoàn thành"."""
    for place in range(at, min(stop, at + 8)):
        if low[place] in (",", ";", "để", "nhằm", "theo", "các", "những", "về", "cho", "đối"):
            return False
        if low[place] == "đã":
            return True
    return False


def _result(words: Words, at: int, stop: int) -> Order | None:
    """ "Kết quả thực hiện báo cáo về UBND tỉnh trước ngày …"."""
    low = words.low
    for place in range(at + 1, stop):
        if low[place] in ("đã", "đạt", "cho", "được"):
            return None
        if low[place] == "gửi" or low[place : place + 2] in (["báo", "cáo"], ["đề", "nghị"], ["yêu", "cầu"]):
            if low[place : place + 3] == ["báo", "cáo", "kết"]:
                continue
            return Order(place, (place, place + (1 if low[place] == "gửi" else 2)), None, bare=True)
    return None


_WITH = Phrases(
    """phối hợp với|phối hợp chặt chẽ với|phối hợp cùng với|phối hợp cùng|phối hợp , thống nhất với
    |phối hợp chặt chẽ cùng|phối hợp tốt với|phối hợp kịp thời với|phối hợp hiệu quả với|phối , kết hợp với
    |cùng với|phối hợp , hỗ trợ|chủ động phối hợp với|phối hợp đồng bộ với|phối hợp thường xuyên với
    |với sự phối hợp của|với sự tham gia của|phối hợp"""
)


def support_in(words: Words, order: Order, stop: int) -> Actor | None:
    """With whom: "phối hợp với …", "cùng với …"."""
    start = order.actor.end if order.actor else order.word[0]
    for place in range(start, stop):
        size = _WITH.at(words.low, place)
        if not size:
            continue
        if size == 2 and words.low[place : place + 2] == ["phối", "hợp"] and place + 2 < stop:
            if words.low[place + 2] in ("giữa", "liên"):
                continue
        actor = actor_at(words, place + size, stop)
        if actor is not None:
            return actor
    return None


def names(words: Words, text: str, actor: Actor | None) -> tuple[str, ...]:
    return said_names(words, text, actor) if actor else ()


def is_pure_act(words: Words, at: int) -> bool:
    """ "Phê duyệt …", "Ban hành kèm theo …": done by the paper itself."""
    return bool(_PURE_ACTS.at(words.low, at))
