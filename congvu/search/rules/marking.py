"""The place of a text that says most about what was asked, its words marked. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from congvu.search.rules.asking import Asked
from congvu.search.rules.words import plain

LOOKED_AT = 400_000
"""Letters; further down a text is found, but not quoted."""


@dataclass(frozen=True)
class Piece:
    """A run of letters, marked or not."""

    text: str
    marked: bool


def marked(text: str, asked: Asked) -> list[Piece]:
    """The whole text in pieces, the words asked for marked."""
    text = unicodedata.normalize("NFC", text)
    return _pieces(text, _places(plain(text), asked), 0, len(text))


def quoted(text: str, asked: Asked, *, length: int = 220) -> list[Piece]:
    """So many letters around where most of the different words stand together.

    Nothing where none of them is in the text.
    """
    text = " ".join(unicodedata.normalize("NFC", text[:LOOKED_AT]).split())
    flat = plain(text)
    places = _places(flat, asked)
    if not places:
        return []
    start = _best_start(flat, places, length)
    end = min(len(text), start + length)
    if start:
        start = text.rfind(" ", 0, start) + 1
    if end < len(text):
        end = max(text.rfind(" ", start, end), places[0][0])
    found = _pieces(
        text, [p for p in places if start <= p[0] and p[1] <= end], start, end
    )
    if start:
        found.insert(0, Piece("… ", marked=False))
    if end < len(text):
        found.append(Piece(" …", marked=False))
    return found


Place = tuple[int, int]


def _places(flat: str, asked: Asked) -> list[Place]:
    """Where words asked for stand. One that stands beside another of them somewhere is
    meant there, and no longer where it stands alone ("sở", when "số" was meant).
    """
    pattern = _pattern(asked)
    if pattern is None:
        return []
    found = [
        place
        for match in pattern.finditer(flat)
        if not ((place := match.span())[0] and flat[place[0] - 1].isalnum())
    ]
    said = [flat[start:end] for start, end in found]
    beside = set()
    for n, (one, other) in enumerate(pairwise(found)):
        if said[n] != said[n + 1] and flat[one[1] : other[0]].isspace():
            beside |= {n, n + 1}
    if not beside:
        return found
    meant = {said[n] for n in beside}
    return [p for n, p in enumerate(found) if n in beside or said[n] not in meant]


@lru_cache(maxsize=32)
def _pattern(asked: Asked) -> re.Pattern[str] | None:
    """Any of the words, the longest first; nothing where there are none.

    What stands before is looked at afterwards: a pattern that begins with the words
    themselves is four times as quick to find.
    """
    words = {w for readings in asked.words for reading in readings for w in reading}
    words |= set(asked.folded)
    if not words:
        return None
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![^\W_])")


def _best_start(flat: str, places: list[Place], length: int) -> int:
    """Where a window of this length holds the most different words, then the most."""
    best, where, first = (0, 0), 0, 0
    said = [flat[start:end] for start, end in places]
    within: Counter[str] = Counter()
    for last, (_start, end) in enumerate(places):
        within[said[last]] += 1
        while first < last and end - places[first][0] > length:
            within[said[first]] -= 1
            if not within[said[first]]:
                del within[said[first]]
            first += 1
        worth = (len(within), last - first + 1)
        if worth > best:
            best, where = worth, places[first][0]
    return max(0, where - length // 5)


def _pieces(text: str, places: list[Place], start: int, end: int) -> list[Piece]:
    found, at = [], start
    for first, last in places:
        if first > at:
            found.append(Piece(text[at:first], marked=False))
        found.append(Piece(text[first:last], marked=True))
        at = last
    if at < end:
        found.append(Piece(text[at:end], marked=False))
    return _joined(found)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours with only a blank between them are marked as one."""
    found: list[Piece] = []
    for piece in pieces:
        if (
            piece.marked
            and len(found) > 1
            and found[-2].marked
            and found[-1].text.isspace()
        ):
            blank, before = found.pop(), found.pop()
            piece = Piece(before.text + blank.text + piece.text, marked=True)
        found.append(piece)
    return found
