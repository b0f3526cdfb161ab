"""One sentence that tells several offices, with commas between: "Sở A rà soát …, Sở B
thẩm định …"; and those who help, named after who leads."""

from __future__ import annotations

from congvu.directives.rules import orders, verbs
from congvu.directives.rules.actors import Actor, actor_at
from congvu.directives.rules.offices import HEADS
from congvu.directives.rules.order import Order, Setting
from congvu.directives.rules.predicates import is_verb
from congvu.directives.rules.words import Words

_LONGEST_NAMES = 24
_FEWEST_WORDS, _FEWEST_BARE = 4, 6


def chained(words: Words, begin: int, stop: int) -> list[tuple[int, int]]:
    """The pieces of a part, one for each office that is told something of its own."""
    found: list[tuple[int, int]] = []
    depth, first = 0, begin
    for place in range(begin + 1, stop - 1):
        sign = words.low[place]
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if sign == "," and not depth and _tells_another(words, first, place, stop):
            found.append((first, place + 1))
            first = place + 1
    return [*found, (first, stop)]


def _tells_another(words: Words, begin: int, comma: int, stop: int) -> bool:
    at = comma + 1
    if not words.is_capital(at) or not HEADS.at(words.low, at):
        return False
    actor = actor_at(words, at, stop)
    if actor is None or not _has_verb(words, actor.end, stop):
        return False
    if any(_spans(words, place, comma, stop) for place in _before(begin, comma)):
        return False
    # Below an office and its colon the first piece begins with its verb.
    bare = is_verb(words, begin) and not verbs.SETTINGS.at(words.low, begin)
    told = orders.order_in(words, begin, comma, Setting(plain=True, bare=bare))
    if told is None or (told.actor is None and not bare):
        return False
    return comma - told.predicate >= (_FEWEST_BARE if bare else _FEWEST_WORDS)


def _has_verb(words: Words, at: int, stop: int) -> bool:
    low = words.low
    if at >= stop - 1 or verbs.NOUNS.at(low, at):
        return False
    return bool(
        verbs.DUTIES.at(low, at) or verbs.MANNER.at(low, at) or verbs.action_at(low, at)
    )


def _before(begin: int, comma: int) -> range:
    return range(max(begin, comma - _LONGEST_NAMES), comma)


def _spans(words: Words, place: int, comma: int, stop: int) -> bool:
    """Whether the comma stands in a list of names: "với Sở A, Sở B rà soát"."""
    if not (words.is_capital(place) or words.low[place] in ("các", "những")):
        return False
    actor = actor_at(words, place, stop)
    return actor is not None and actor.end > comma


def helpers_named_after(words: Words, order: Order, stop: int) -> Actor | None:
    """ "Sở A chủ trì, Sở B, Sở C phối hợp, …": who stands before "phối hợp"."""
    low, at = words.low, order.predicate
    if low[at : at + 3] != ["chủ", "trì", ","] or at + 3 >= stop:
        return None
    actor = actor_at(words, at + 3, stop)
    helps = actor is not None and low[actor.end : actor.end + 2] == ["phối", "hợp"]
    return actor if helps else None
