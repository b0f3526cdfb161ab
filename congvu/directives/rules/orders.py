"""Whether a piece of text orders something, and whom.

A piece is a sentence or what stands between two semicolons. It orders when the issuer
tells somebody ("Giao Sở Y tế …"), when somebody has a duty ("Sở Y tế có trách nhiệm …",
"Sở Y tế rà soát …"), or, where orders are expected, when it begins with a verb.
"""

from __future__ import annotations

from dataclasses import replace

from congvu.directives.rules import verbs
from congvu.directives.rules.actors import Actor, actor_at
from congvu.directives.rules.bare import bare_order
from congvu.directives.rules.offices import HEADS, PLURAL
from congvu.directives.rules.order import Order, Setting
from congvu.directives.rules.predicates import (
    NOUN_BEFORE,
    PAST,
    is_noun_use,
    is_strong,
    is_verb,
)
from congvu.directives.rules.telling import (
    by_place,
    by_subject,
    of_a_share,
    told_by_issuer,
)
from congvu.directives.rules.words import Phrases, Words, one_of

_MOST_COMMAS = 10


_REACH = 120


def order_in(words: Words, start: int, stop: int, setting: Setting) -> Order | None:
    """The order of the piece ``start`` to ``stop``; None when it only tells."""
    at = start
    while at < stop and words.low[at] == '"':
        at += 1
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
    if words.low[at : at + 3] == ["trên", "đây", "là"]:
        # The paper's last words: an order only where its giver tells somebody.
        found = _after_setting(words, at, stop, replace(setting, bare=False))
        return found if found and found.told else None
    if found := of_a_share(words, at, stop):
        return found
    low = words.low
    if found := _core(words, at, stop, setting):
        if later := _named_later(words, at, stop, setting, found):
            return later
        return None if found.bare and _is_a_basis(words, at, stop) else found
    found = _after_setting(words, at, stop, setting)
    if verbs.SETTINGS.at(low, at) or low[at][:1].isdigit():
        return found
    # After anything else only the issuer's own word is an order.
    return found if found and found.told and found.actor else None


_PAPERS = Phrases(
    """
    kế hoạch|công điện|chỉ thị|công văn|quyết định|nghị quyết|ý kiến|thông báo|
    văn bản|kết luận|chương trình|luật|nghị định|thông tư|đề án|quy chế
    """
)


def _named_later(
    words: Words, at: int, stop: int, setting: Setting, found: Order
) -> Order | None:
    """ "Thực hiện Công điện số …, UBND tỉnh yêu cầu Sở Y tế …", "Hằng năm, Sở …"."""
    low = words.low
    if not found.bare or found.told:
        return None
    comma = at + verbs.MANNER.at(low, at)
    if comma > at and low[comma : comma + 1] == [","]:
        later = _core(words, comma + 1, stop, setting)
        return later if later and later.actor else None
    if low[at : at + 2] != ["thực", "hiện"]:
        return None
    later = _after_setting(words, at, stop, setting, named=True)
    if later and not later.told and not _PAPERS.at(low, at + 2):
        return None
    return later


def _is_a_basis(words: Words, at: int, stop: int) -> bool:
    """ "Thực hiện Kế hoạch số …, Sở Nội vụ đã có công văn …": what was done."""
    low = words.low
    if low[at : at + 2] != ["thực", "hiện"] or not _PAPERS.at(low, at + 2):
        return False
    return any(
        low[place] == "," and _has_subject(words, place + 1, stop)
        for place in range(at + 2, min(stop, at + _REACH))
    )


_NATURALLY_PAST = one_of(
    "căn|thực|theo|trên|để|nhằm|nếu|đối|trường|khi|sau|với|kết|về|qua|hiện"
)


_PLACES = frozenset(["tỉnh", "huyện", "xã", "thành", "thị", "phường", "quận", "thôn"])


def _after_setting(
    words: Words, at: int, stop: int, setting: Setting, *, named: bool = False
) -> Order | None:
    """ "Để …, UBND tỉnh yêu cầu …", "Trong thời gian tới cần …".

    ``named``: only what names somebody.
    """
    low = words.low
    commas = depth = 0
    past = passed = tells = False
    weak: Order | None = None
    meant = _whose(words, at, stop)
    for place in range(at + 1, min(stop, at + _REACH)):
        word = low[place]
        depth = max(0, depth + (word == "(") - (word == ")"))
        if depth:
            continue
        past = past or word in PAST
        found = None
        topic = word == ":" and low[at] in ("về", "đối", "riêng")
        if word in (",", ";") or topic:
            passed, past = passed or past, False
            commas += 1
            if commas > _MOST_COMMAS:
                return None
            begin = _past_links(words, place + 1, stop)
            if begin < stop:
                found = _core(words, begin, stop, setting)
                if found and not _may_be_told(words, begin, found):
                    found = None
                bare = found is not None and found.bare and not found.told
                if bare and _in_a_list(words, place, at):
                    found = None
                if found is None and commas and _has_subject(words, begin, stop):
                    tells = True
        elif word in ("cần", "phải", "yêu", "đề", "giao"):
            if not _is_a_thing(low, place):
                found = _core(words, place, stop, setting)
        elif place - at >= 2 and _may_begin(words, place):
            found = _core(words, place, stop, setting)
            if found and not found.told and not (found.actor and is_strong(low, found)):
                found = None
        if found is None or (tells and not _is_told_anew(words, found)):
            continue
        if named and found.actor is None:
            continue
        if past and found.told:
            continue
        sure = found.actor is not None and (found.told or is_strong(low, found))
        if (past or passed) and low[at] not in _NATURALLY_PAST and not sure:
            continue
        if weak is not None and not _outweighs(words, at, found):
            continue
        if found.actor is None and not found.told and meant is None:
            weak = found
            continue
        if found.actor is None and meant is not None:
            return replace(found, actor=meant)
        return found
    return weak


def _is_a_thing(low: list[str], place: int) -> bool:
    """ "về việc giao nhiệm vụ", "theo yêu cầu", "nhu cầu"."""
    named = low[place - 1] == "việc" and low[place] not in ("cần", "phải")
    return named or low[place - 1] in NOUN_BEFORE or is_noun_use(low, place)


_CASES = one_of("khi|nếu|trường|trong")


def _outweighs(words: Words, at: int, found: Order) -> bool:
    """ "Để khắc phục tồn tại, hạn chế, UBND tỉnh yêu cầu Sở Y tế …": a verb inside the
    setting gives way to who is told after it."""
    if found.actor is None:
        return False
    case = words.low[at] in _CASES and words.low[found.actor.start - 1] == ","
    return found.told or case


def _is_told_anew(words: Words, found: Order) -> bool:
    """After "Sở Nội vụ đã có công văn hướng dẫn các đơn vị xây dựng …"."""
    sure = found.told or is_strong(words.low, found)
    return found.actor is not None and sure


def _may_be_told(words: Words, begin: int, found: Order) -> bool:
    """Not "UBND huyện, thị xã tổ chức" nor "tại đảo X, tỉnh Y hoàn thành"."""
    low = words.low
    if low[begin] not in _PLACES or words.is_capital(begin):
        return True
    after = begin + max(HEADS.at(low, begin), 1)
    named = after < len(words) and words.is_capital(after)
    told = found.actor is not None and found.predicate == found.actor.end
    return named and told and is_strong(low, found)


def _has_subject(words: Words, begin: int, stop: int) -> bool:
    """Whether a clause begins that tells of somebody: "…, Bộ Y tế đã trình …"."""
    actor = actor_at(words, begin, stop)
    return (
        actor is not None
        and actor.end < stop
        and bool(verbs.STATES.at(words.low, actor.end))
    )


def _whose(words: Words, at: int, stop: int) -> Actor | None:
    """ "Về phía Sở Y tế, …": the actor of the setting."""
    low = words.low
    if low[at : at + 2] not in (["về", "phía"], ["đối", "với"]):
        if low[at] != "riêng":
            return None
        at += 1 if low[at + 1 : at + 3] == ["đối", "với"] else -1
    actor = actor_at(words, at + 2, stop)
    if actor is None or actor.end >= stop:
        return None
    if low[actor.end] in (",", ":"):
        return actor
    if len(actor.names) > 1 and verbs.ORDERS.at(low, actor.end):
        # "Về phía Sở Y tế, UBND tỉnh giao …": the last is who tells the others.
        names = actor.names[:-1]
        return Actor(actor.start, names[-1][1], names)
    return None


def _past_links(words: Words, begin: int, stop: int) -> int:
    low = words.low
    skipped = verbs.LINKS.at(low, begin) if begin < stop else 0
    if skipped and begin + skipped < stop and low[begin + skipped] in (",", ":"):
        return begin + skipped + 1
    return begin


def _may_begin(words: Words, place: int) -> bool:
    """Whether an actor may begin here though no comma stands before it."""
    low = words.low
    if low[place - 1] in (
        "của",
        "cho",
        "với",
        "do",
        "tại",
        "về",
        "và",
        "theo",
        "bởi",
        ",",
        "cùng",
    ):
        return False
    return bool(PLURAL.at(low, place)) or (
        words.is_capital(place) and bool(HEADS.at(low, place))
    )


def _in_a_list(words: Words, comma: int, at: int) -> bool:
    """A verb after a comma in "Để kiểm tra, rà soát, …" goes on with the setting."""
    low = words.low
    first = low[at]
    if first not in (
        "để",
        "nhằm",
        "đối",
        "tại",
        "từ",
        "trong",
        "về",
        "với",
        "căn",
        "theo",
        "trên",
        "khi",
        "nếu",
        "trường",
        "thực",
        "phối",
        "qua",
        "do",
    ):
        return False
    if first in (
        "căn",
        "theo",
        "trên",
        "trong",
        "khi",
        "đối",
        "nếu",
        "trường",
        "tại",
        "với",
        "do",
    ):
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


def _core(words: Words, at: int, stop: int, setting: Setting) -> Order | None:
    """The order that begins at ``at`` itself, without any setting before it."""
    if at >= stop or words.low[at] in PAST:
        return None
    low = words.low
    if found := told_by_issuer(words, at, stop, setting):
        return found
    actor = actor_at(words, at, stop)
    if actor is not None and actor.end < stop:
        found = by_subject(words, actor, stop, setting)
        if found is not None or not is_verb(words, at):
            return found
    if actor is not None and actor.end >= stop:
        return None
    if actor is None and (found := by_place(words, at, stop, setting)):
        return found
    if setting.bare:
        return bare_order(words, at, stop)
    if verbs.DUTIES.at(low, at) and low[at] in ("nghiêm", "không", "tuyệt"):
        return bare_order(words, at, stop)
    if setting.plain and words.is_capital(at) and _forbids(low, at):
        return bare_order(words, at, stop)
    return None


def _forbids(low: list[str], at: int) -> bool:
    """ "Không sử dụng xe công đi lễ hội"; "Không phát hiện sai phạm" only tells."""
    told = low[at + 1 : at + 2]
    return (
        low[at] == "không"
        and bool(told)
        and bool(verbs.ACTIONS.at(low, at + 1))
        and not _FOUND_OUT.at(low, at + 1)
    )


_FOUND_OUT = Phrases(
    """
    phát hiện|ghi nhận|đạt|hoàn thành|bảo đảm|đảm bảo|đáp ứng|thực hiện được|
    thực hiện đúng|thực hiện đầy đủ|giải quyết|xác định|phân bổ|cập nhật
    """
)
