"""Where what is to be done begins, and whether it is told as done already."""

from __future__ import annotations

from congvu.directives.rules import verbs
from congvu.directives.rules.actors import actor_at
from congvu.directives.rules.offices import TITLES
from congvu.directives.rules.order import Order
from congvu.directives.rules.words import Phrases, Words, one_of

PAST = frozenset(["đã", "đang", "vừa", "từng", "vẫn"])


NOUN_BEFORE = one_of(
    "theo|nhu|các|những|của|được|số|và|xét|về|một|này|tại|mọi|đáp|nêu|với|có|đúng"
)


_HEADS_NOT_VERBS = Phrases(
    """
    cấp trên|cấp dưới|thông tin chung|thực hiện :|công tác|chương trình|
    kế hoạch|nội dung|hình thức|phòng họp|thi hành án|thông báo số|
    quyết định số|quyết định này|quyết định có hiệu lực|báo cáo số|
    kết luận số|đề án|dự án|
    chỉ đạo của|hướng dẫn của|hướng dẫn số|kiến nghị của|đề nghị của|
    yêu cầu của|quy định của|quy định tại|quy định về|đầu tư công|
    tổng hợp chung|cấp ủy|tổ chức thực hiện :|thanh tra chính phủ|
    thực hiện chỉ thị này|tổ chức , cá nhân|tổ chức và cá nhân|cho ý kiến|
    xây dựng nông thôn mới là|
    ứng dụng công nghệ thông tin là
    """
)


_NEEDS_VERB = Phrases(
    """
    đặc biệt|trước mắt|chậm nhất|cơ bản|định kỳ|hằng năm|hàng năm|hằng quý|
    hàng quý|hằng tháng|hàng tháng|hằng tuần|hàng tuần|hằng ngày|hàng ngày|
    nên|tự|ngay|nghiêm|luôn|trước hết|nhất là|cụ thể|một cách|gấp|
    khẩn cấp|cùng|đồng thời|sớm|chính xác|công khai|minh bạch|hiệu quả|
    toàn diện|đầy đủ|thật sự|thực sự|chặt chẽ|cấp bách|phải|cần|cần phải|
    hết sức|tuyệt đối|từng bước|đồng loạt
    """
)


def is_noun_use(low: list[str], place: int) -> bool:
    """ "yêu cầu của …", "đề nghị của …"."""
    return low[place : place + 3][-1:] in (["của"], ["tại"], ["về"], ["trên"]) and low[
        place
    ] in ("yêu", "đề")


def is_verb(words: Words, at: int) -> bool:
    low = words.low
    if at >= len(low) or _HEADS_NOT_VERBS.at(low, at):
        return False
    if verbs.NOUNS.at(low, at) and verbs.ACTIONS.at(low, at) <= verbs.NOUNS.at(low, at):
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


def is_done(words: Words, at: int, stop: int) -> bool:
    """ "Sở đã ban hành …;": what stands after the semicolon was done, too."""
    actor = actor_at(words, at, stop)
    return actor is not None and words.low[actor.end : actor.end + 1] == ["đã"]


def is_strong(low: list[str], order: Order) -> bool:
    return bool(verbs.DUTIES.at(low, order.predicate)) and low[order.predicate] != "căn"


def predicate_at(words: Words, at: int, stop: int, *, told: bool) -> int | None:
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
        if low[place : place + 2] == ["nhất", "là"] and not setting:
            most = actor_at(words, place + 2, stop)
            if most is None or low[most.end : most.end + 1] != [","]:
                return None
            place = at = most.end + 1
            continue
        if not told and verbs.MEETINGS.at(low, place):
            return None
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
        if verbs.state_at(low, place) and not setting:
            return None
        if verbs.MANNER.at(low, place) or verbs.action_at(low, place) or word == "làm":
            return _stronger(low, place, stop) if setting else place
        if verbs.SETTINGS.at(low, place):
            setting = True
            place += 1
            continue
        if (
            told
            and not setting
            and (verbs.OPENING.at(low, place) or verbs.ORDERS.at(low, place))
        ):
            return place
        if not setting and place - at > 6:
            return None
        if setting and place - at > 60:
            return None
        if not setting and verbs.OPENING.at(low, place):
            return place
        place += 1
    return None


_POSTS = one_of("tổ|trưởng|phó|thành|ủy|thư")


def seats_somebody(words: Words, at: int, stop: int) -> bool:
    """ "Bà Vi Thị Lan, Giám đốc Sở …: Tổ phó thường trực": who sits in a body."""
    low = words.low
    return bool(TITLES.at(low, at)) and any(
        low[place] in (":", "-", ";")
        and words.is_capital(place + 1)
        and low[place + 1] in _POSTS
        and low[place + 2] in ("phó", "trưởng", "viên", "ký", "ban", "tổ", "đoàn")
        and ":" not in low[place + 1 : stop]
        for place in range(at + 2, stop - 2)
    )


def _stronger(low: list[str], place: int, stop: int) -> int:
    """ "khi đầu tư ứng dụng CNTT cần quan tâm": the verb that orders comes later."""
    for later in range(place, min(stop, place + 14)):
        if low[later] in (",", ";", "."):
            break
        if low[later] in ("cần", "phải") and low[later - 1] not in ("nhu", "yêu"):
            return later
        if low[later : later + 3] == ["có", "trách", "nhiệm"]:
            return later
    return place
