"""The names of actors as a proposal says them: the smallest full ones, on one line."""

from __future__ import annotations

from congvu.directives.rules.actors import Actor
from congvu.directives.rules.offices import HEADS, SECTORS, TITLES
from congvu.directives.rules.words import Words


def said_names(words: Words, text: str, actor: Actor) -> tuple[str, ...]:
    """The names as the paper has them; lists of names of one kind are told apart."""
    said: list[str] = []
    for start, end in actor.names:
        while end > start + 1 and words.low[end - 1] in (",", "và", "-", ":"):
            end -= 1
        begin = start
        while skipped := TITLES.at(words.low, begin):
            if begin + skipped >= end:
                break
            begin += skipped
        said += _spread(words, text, begin, end)
    return tuple(dict.fromkeys(s for s in said if s))


def _spread(words: Words, text: str, start: int, end: int) -> list[str]:
    low = words.low
    first = _list_opens(words, start, end)
    if first is not None:
        kind = " ".join(
            words.seen[p]
            for p in range(start, first)
            if low[p] not in (":", "các", "những", "tất", "cả")
        )
        names: list[str] = []
        begin = place = first
        while place <= end:
            whole = SECTORS.at(low, place)
            if whole and place + whole <= end:
                place += whole
                continue
            if place == end or low[place] in (",", ";", "và"):
                if place > begin:
                    name = said(words, text, begin, place)
                    names.append(
                        name
                        if kind.lower() == "ngành"
                        else f"{kind[:1].upper()}{kind[1:]} {name}"
                    )
                begin = place + 1
            place += 1
        return names
    return [said(words, text, start, end)]


def _list_opens(words: Words, start: int, end: int) -> int | None:
    """Where the names of a list begin: "các Sở: Y tế, Nội vụ"."""
    low = words.low
    if ":" in low[start:end]:
        return low.index(":", start, end) + 1
    for place in range(start + 1, end - 3):
        if low[place] not in ("sở", "bộ") or low[place - 1] != "các":
            continue
        first = place + 1
        named = words.is_capital(first) and not HEADS.at(low, first)
        after = first + max(SECTORS.at(low, first), 1)
        if named and {",", "và"} & set(low[after:end]):
            return first
    return None


def said(words: Words, text: str, start: int, end: int) -> str:
    """A piece of the text on one line; glued words are taken apart."""
    piece = text[words.starts[start] : words.ends[end - 1]]
    for place in range(end - 1, start, -1):
        cut = words.starts[place]
        both = words.low[place].isalpha() and words.low[place - 1].isalpha()
        if both and cut == words.ends[place - 1]:
            cut -= words.starts[start]
            piece = f"{piece[:cut]} {piece[cut:]}"
    if "\n" in piece or "\f" in piece:
        piece = " ".join(words.seen[start:end])
        for sign in (",", ".", ";", ")"):
            piece = piece.replace(f" {sign}", sign)
        piece = piece.replace("( ", "(")
    return " ".join(piece.split())
