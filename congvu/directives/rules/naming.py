"""The names of actors as a proposal says them: the smallest full ones, on one line."""

from __future__ import annotations

from congvu.directives.rules.actors import Actor
from congvu.directives.rules.offices import LINKS_TAIL, PAIRS, TITLES
from congvu.directives.rules.words import Words


def said_names(words: Words, text: str, actor: Actor) -> tuple[str, ...]:
    """The names as the paper has them; lists of names of one kind are told apart."""
    said: list[str] = []
    for start, end in actor.names:
        while end > start + 1 and _tail(words, start, end):
            end -= _tail(words, start, end)
        while end > start + 1 and words.low[end - 1] in (",", "và", "-", ":"):
            end -= 1
        begin = start
        while skipped := TITLES.at(words.low, begin):
            if begin + skipped >= end:
                break
            begin += skipped
        said += _spread(words, text, begin, end)
    return tuple(dict.fromkeys(s for s in said if s))


def _tail(words: Words, start: int, end: int) -> int:
    for size in range(5, 1, -1):
        if end - size > start and LINKS_TAIL.at(words.low, end - size) == size:
            return size
    return 0


def _spread(words: Words, text: str, start: int, end: int) -> list[str]:
    low = words.low
    if ":" in low[start:end]:
        colon = low.index(":", start, end)
        kind = " ".join(
            words.seen[p]
            for p in range(start, colon)
            if low[p] not in ("các", "những", "tất", "cả")
        )
        names: list[str] = []
        begin = colon + 1
        for place in range(colon + 1, end + 1):
            if place < end and low[place] == "và" and not _ampersand(words, place):
                pass
            elif place < end and low[place] not in (",", ";"):
                continue
            if place > begin:
                name = said(words, text, begin, place)
                named = kind.lower() == "ngành"
                names.append(name if named else f"{kind[:1].upper()}{kind[1:]} {name}")
            begin = place + 1
        return names
    return [said(words, text, start, end)]


def _ampersand(words: Words, place: int) -> bool:
    """ "Nông nghiệp và Môi trường": an "và" inside a name, when another comes later."""
    pair = " ".join(words.low[place - 1 : place + 3])
    return pair in PAIRS


def said(words: Words, text: str, start: int, end: int) -> str:
    """A piece of the text on one line."""
    piece = text[words.starts[start] : words.ends[end - 1]]
    if "\n" in piece or "\f" in piece:
        piece = " ".join(words.seen[start:end])
        for sign in (",", ".", ";", ")"):
            piece = piece.replace(f" {sign}", sign)
        piece = piece.replace("( ", "(")
    return " ".join(piece.split())
