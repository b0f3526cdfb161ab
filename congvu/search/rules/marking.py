"""The place of a text that says most about what was asked, its words marked. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
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
    words = {w for readings in asked.words for reading in readings for w in reading}
    words |= set(asked.folded)
    if not words:
        return []
    longest_first = sorted(words, key=len, reverse=True)
    # What stands before is looked at afterwards: a pattern that begins with the words
    # themselves is four times as quick to find.
    pattern = rf"(?:{'|'.join(map(re.escape, longest_first))})(?![^\W_])"
    found = [match.span() for match in re.finditer(pattern, flat)]
    found = [p for p in found if not (p[0] and flat[p[0] - 1].isalnum())]
    beside = {
        place
        for one, other in pairwise(found)
        if flat[one[1] : other[0]].isspace()
        and flat[slice(*one)] != flat[slice(*other)]
        for place in (one, other)
    }
    meant = {flat[slice(*place)] for place in beside}
    return [p for p in found if p in beside or flat[slice(*p)] not in meant]


def _best_start(flat: str, places: list[Place], length: int) -> int:
    """Where a window of this length holds the most different words, then the most."""
    best, where, first = (0, 0), 0, 0
    for last, (_start, end) in enumerate(places):
        while end - places[first][0] > length and first < last:
            first += 1
        window = places[first : last + 1]
        worth = (len({flat[a:b] for a, b in window}), len(window))
        if worth > best:
            best, where = worth, places[first][0]
        if len(window) > 200:
            first += 1
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
