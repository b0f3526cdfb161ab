"""With whom a duty is to be done."""

from __future__ import annotations

from congvu.directives.rules.actors import Actor, actor_at
from congvu.directives.rules.order import Order
from congvu.directives.rules.words import Phrases, Words

_WITH = Phrases(
    """
    phối hợp với|phối hợp chặt chẽ với|phối hợp cùng với|phối hợp cùng|
    phối hợp , thống nhất với|phối hợp chặt chẽ cùng|phối hợp tốt với|
    phối hợp kịp thời với|phối hợp hiệu quả với|phối , kết hợp với|cùng với|
    phối hợp , hỗ trợ|chủ động phối hợp với|phối hợp đồng bộ với|
    phối hợp thường xuyên với|với sự phối hợp của|với sự tham gia của|phối hợp
    """
)


def support_in(words: Words, order: Order, stop: int) -> Actor | None:
    """With whom: "phối hợp với …", "cùng với …"."""
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
