"""The words of a paper, as the grammar sees them: lower case, one spelling, unglued.

Words keep where they stand in the text; lines that are no part of a sentence (page
numbers) have been left out before. Glued syllables ("chỉđạo") are taken apart by what a
Vietnamese syllable can be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

_TOKEN = re.compile(
    r"(?P<end>\./\.)"
    r"|(?P<etc>v\.v\.*|\.{2,}|…+)"
    r"|(?P<number>\d\w*(?:[./,:\-–]\w+)*%?)"
    r"|(?P<word>[^\W\d_]+\d*)"
    r"|(?P<sign>[^\s\w]|_+)",
    re.IGNORECASE,
)
_OLD_TONE = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_MOVED: dict[str, str] = {}
for _base, _open in (("o", "a"), ("o", "e"), ("u", "y")):
    for _tone in _TONES:
        _old = _base + unicodedata.normalize("NFC", _open + _tone)
        _MOVED[_old] = unicodedata.normalize("NFC", _base + _tone) + _open
_DASHES = dict.fromkeys(map(ord, "–—‒―−‐‑"), "-") | dict.fromkeys(
    map(ord, "“”„«»"), '"'
)

_ONSETS = {"", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n"}
_ONSETS |= {"ng", "ngh", "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"}
_RIMES = frozenset(
    """
    a|ai|ao|au|ay|am|an|ang|anh|ap|at|ac|ach|ăm|ăn|ăng|ăp|ăt|ăc|âu|ây|âm|ân|âng|âp|
    ât|âc|e|eo|em|en|eng|ep|et|ec|ê|êu|êm|ên|ênh|êp|êt|êch|i|ia|iu|im|in|inh|ip|it|
    ich|iêu|iêm|iên|iêng|iêp|iêt|iêc|o|oi|om|on|ong|op|ot|oc|oa|oai|oao|oay|oan|
    oang|oanh|oat|oac|oach|oăn|oăng|oăt|oăc|oe|oeo|oen|oet|oong|ooc|ô|ôi|ôm|ôn|ông|
    ôp|ôt|ôc|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|ui|um|un|ung|up|ut|uc|uôi|uôm|uôn|uông|uôt|uôc|
    uy|uya|uyu|uynh|uyt|uych|uyên|uyêt|uê|uênh|uêch|uơ|uân|uâng|uât|uây|ư|ưa|ưi|ưu|
    ưng|ưt|ưc|ươi|ươu|ươm|ươn|ương|ươp|ươt|ươc|y|yêu|yêm|yên|yêt
    """.replace("\n", "")
    .replace(" ", "")
    .split("|")
)
_LONGEST_GLUED = 24


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    tones, letters = [], []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tones.append(char)
        else:
            letters.append(char)
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(letters))
    for length in (3, 2, 1, 0):
        onset, rime = bare[:length], bare[length:]
        if onset in _ONSETS and rime in _RIMES:
            stopped = rime[-1] in "ptc" or rime.endswith("ch")
            return not stopped or tones[:1] in (["\u0301"], ["\u0323"])
    return False


@lru_cache(maxsize=20_000)
def _cuts(word: str) -> tuple[int, ...]:
    """Where a glued word is to be cut; nowhere when it is one syllable or foreign."""
    foreign = word.isascii() or len(word) > _LONGEST_GLUED
    if foreign or len(word) < 4 or _is_syllable(word):
        return ()
    found = [
        cut
        for cut in range(1, len(word))
        if _is_syllable(word[:cut]) and _is_syllable(word[cut:])
    ]
    known = [c for c in found if word[:c] in KNOWN and word[c:] in KNOWN]
    if known or found:
        return ((known or found)[-1],)
    for cut in range(len(word) - 1, 1, -1):
        if word[:cut] in KNOWN and (rest := _cuts(word[cut:])):
            return (cut, *(cut + r for r in rest))
    return ()


@lru_cache(maxsize=20_000)
def one_spelling(word: str) -> str:
    """Lower case, tone marks where the new spelling has them (hoà → hòa)."""
    low = word.lower()
    if len(low) != len(word):
        low = word
    return _OLD_TONE.sub(lambda m: _MOVED.get(m[0], m[0]), low).translate(_DASHES)


def one_of(text: str) -> frozenset[str]:
    """The words or phrases between the bars of ``text``."""
    return frozenset(" ".join(part.split()) for part in text.split("|"))


KNOWN: set[str] = set()
"""Syllables of the word lists; they decide where a glued word can be cut twice."""


@dataclass
class Words:
    """``low`` as the grammar reads them, ``seen`` as printed, and where they stand."""

    low: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.low)

    def is_capital(self, place: int) -> bool:
        return self.seen[place][:1].isupper()

    def said(self, start: int, end: int) -> str:
        return " ".join(self.low[start:end])

    def add(self, text: str, start: int, end: int) -> None:
        for found in _TOKEN.finditer(text, start, end):
            word, at = found.group(), found.start()
            if found.lastgroup != "word":
                self._put(one_spelling(word), word, at)
                continue
            for piece, offset in _pieces(word):
                self._put(one_spelling(piece), piece, at + offset)

    def _put(self, low: str, seen: str, at: int) -> None:
        self.low.append(low)
        self.seen.append(seen)
        self.starts.append(at)
        self.ends.append(at + len(seen))


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[tuple[str, int], ...]:
    camels = [
        place
        for place in range(1, len(word) - 1)
        if word[place].isupper() and word[place - 1].islower()
        if word[place + 1].islower()
    ]
    cuts = [0, *camels, len(word)]
    pieces = []
    for begin, end in pairwise(cuts):
        part = word[begin:end]
        inner = (0, *_cuts(one_spelling(part)), len(part))
        pieces += [(part[a:b], begin + a) for a, b in pairwise(inner)]
    return tuple(pieces)


class Phrases:
    """A list of phrases, found by their first word; the longest one wins."""

    def __init__(self, *texts: str) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in _phrases(texts):
            self._by_first.setdefault(phrase[0], []).append(phrase)
            KNOWN.update(word for word in phrase if word.isalpha())
        for phrases in self._by_first.values():
            phrases.sort(key=len, reverse=True)

    def at(self, low: Sequence[str], place: int) -> int:
        """How many words of ``low`` from ``place`` on are one of the phrases."""
        if place >= len(low):
            return 0
        for phrase in self._by_first.get(low[place], ()):
            size = len(phrase)
            if size == 1 or tuple(low[place : place + size]) == phrase:
                return size
        return 0


def _phrases(texts: Iterable[str]) -> Iterable[tuple[str, ...]]:
    for text in texts:
        for phrase in text.split("|"):
            if words := tuple(one_spelling(w) for w in phrase.split()):
                yield words
