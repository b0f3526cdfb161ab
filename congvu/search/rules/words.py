"""Words of Vietnamese as they are indexed and asked for. Pure.

A word here is a syllable: Vietnamese writes them apart, and two neighbours say nearly
always what one alone leaves open, so pairs of neighbours are indexed, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]")
LONGEST_WORD = 60


def plain(text: str) -> str:
    """Small letters without accents, đ as d, each letter in its place.

    As long as the composed form, so that a place found here is a place there.
    """
    return unicodedata.normalize("NFC", text).lower().translate(_PLAIN)


def plain_words(text: str) -> list[str]:
    return _cut(plain(text))


def exact_words(text: str) -> list[str]:
    """With accents; hòa and hoà are one word, however the mark was placed."""
    small = unicodedata.normalize("NFC", text).lower()
    return _cut(_MOVED.sub(lambda found: _OLD_PLACES[found[0]], small))


def pairs(words: Sequence[str]) -> list[str]:
    """Neighbours, as one term each."""
    return [f"{one}_{next_one}" for one, next_one in pairwise(words)]


def has_accents(text: str) -> bool:
    return plain(text) != unicodedata.normalize("NFC", text).lower()


def once(words: Iterable[str]) -> list[str]:
    """Each word once, in order."""
    return list(dict.fromkeys(words))


def _cut(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in _WORD.findall(text)]


def _without_marks(letter: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFD", letter))
    return "d" if letter == "đ" else bare


def _bare(letter: str) -> str:
    """What is left of a Latin letter with marks that has a composed form."""
    bare = _without_marks(letter) if letter < "\u0250" or letter >= "\u1e00" else ""
    return bare if len(bare) == 1 else letter


# As places of a list, not as keys: `str.translate` takes a third less time over it, and
# leaves alone what lies beyond its end.
_PLAIN = [ord(_bare(chr(code))) for code in range(0x1F00)]


def _old_places() -> dict[str, str]:
    """oà → òa, oè → òe, uỳ → ùy: both ways of placing the mark are in use."""
    moved = {}
    for mark in "\u0300\u0301\u0303\u0309\u0323":
        for one, two in ("oa", "oe", "uy"):
            late = unicodedata.normalize("NFC", one + two + mark)
            moved[late] = unicodedata.normalize("NFC", one + mark + two)
    return moved


_OLD_PLACES = _old_places()
# At the end of a syllable only: toàn and khoản have one place.
_MOVED = re.compile(f"(?:{'|'.join(_OLD_PLACES)})(?![^\\W\\d_])")
