"""With whom a duty is to be done."""

from __future__ import annotations

from congvu.directives.rules.actors import Actor, actor_at
from congvu.directives.rules.chains import chained, helpers_named_after
from congvu.directives.rules.order import Order
from congvu.directives.rules.sentences import parts
from congvu.directives.rules.words import Phrases, Words, one_of

_WITH = Phrases(
    """
    phối hợp với|phối hợp chặt chẽ với|phối hợp cùng với|phối hợp cùng|
    phối hợp , thống nhất với|phối hợp chặt chẽ cùng|phối hợp tốt với|
    phối hợp kịp thời với|phối hợp hiệu quả với|phối , kết hợp với|cùng với|
    phối hợp , hỗ trợ|chủ động phối hợp với|phối hợp đồng bộ với|
    phối hợp thường xuyên với|với sự phối hợp của|với sự tham gia của|phối hợp|
    chủ trì , cùng với|chủ trì , cùng|chủ trì cùng với|chủ trì cùng
    """
)


def support_in(words: Words, order: Order, stop: int) -> Actor | None:
    """With whom: "phối hợp với …", "cùng với …"."""
    if (named := helpers_named_after(words, order, stop)) is not None:
        return named
    start = order.actor.end if order.actor else order.word[0]
    for place in range(start, stop):
        size = _WITH.at(words.low, place)
        if not size:
            continue
        after = words.low[place + size : place + size + 1]
        if after in (["giữa"], ["liên"]):
            continue
        actor = actor_at(words, place + size, stop)
        if actor is not None:
            return actor
    return None


_LEADS = one_of("chủ|trì|động|có|trách|nhiệm|,|là|cơ|quan|đầu|mối")


def whole_parts(words: Words, begin: int, stop: int) -> list[tuple[int, int]]:
    """The parts of a sentence; a list of supporters with ";" in it is not cut, a
    sentence that tells one office after the other is.
    """
    found: list[tuple[int, int]] = []
    for a, b in parts(words, begin, stop):
        if found and _lists_supporters(words, *found[-1]):
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return [piece for a, b in found for piece in chained(words, a, b)]


def _lists_supporters(words: Words, begin: int, stop: int) -> bool:
    """Whether nothing is said yet of what to do: "… chủ trì, phối hợp với Sở X;"."""
    low = words.low
    if low[stop - 1] != ";":
        return False
    for place in range(begin, stop):
        if not (size := _WITH.at(low, place)):
            continue
        back = place
        while back > begin and low[back - 1] in _LEADS:
            back -= 1
        helper = actor_at(words, place + size, stop)
        told = actor_at(words, begin, back) or actor_at(words, begin + 1, back)
        return (
            helper is not None
            and helper.end >= stop - 1
            and (back == begin or (told is not None and told.end == back))
        )
    return False
