"""Which systems may do the same: by words they share, by the program they run.

Not proof: a reason to look. Names and purposes are folded to words; words that say
nothing of a function are left out. Two are named beside each other when they share at
least half of all their words, and three of them; where they run the same program, a
quarter and two are enough: a database alone, which all have, says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from congvu.lib.text import fold, nfc

LEAST = (50, 3)
LEAST_BESIDE_A_PROGRAM = (25, 2)
MOST_PAIRS = 500
# A word that so many share tells nothing apart, and would compare all with all.
MOST_WITH_A_WORD = 200
_EMPTY_WORDS = (
    "ban cac cho co cua dan den don du dung he lieu ly mem nhan phan phuong "
    "quan so theo thong tin tinh tren trong tu ubnd ung uy va ve vi xa"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True)
class Told:
    """What is compared of a system: its words, the programs it runs."""

    id: UUID
    text: str
    programs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pair:
    """Two that may do the same; ``share`` is of a hundred; ``words``: the first's."""

    first: UUID
    second: UUID
    share: int
    words: tuple[str, ...]
    programs: tuple[str, ...]


def words_of(text: str) -> dict[str, str]:
    """Folded, each with how it stands in the text, in its order."""
    spaced = "".join(c if c.isalnum() else " " for c in nfc(text).lower()).split()
    found: dict[str, str] = {}
    for part in spaced:
        key = fold(part)
        if key not in _EMPTY and len(key) > 1:
            found.setdefault(key, part)
    return found


def alike(systems: Iterable[Told]) -> list[Pair]:
    """The most alike first; at most `MOST_PAIRS`."""
    told = {one.id: one for one in systems}
    words = {key: words_of(one.text) for key, one in told.items()}
    places: dict[str, list[UUID]] = defaultdict(list)
    for key, one in told.items():
        for word in words[key]:
            places[f"w:{word}"].append(key)
        for program in one.programs:
            places[f"p:{program}"].append(key)
    near = {
        pair
        for found in places.values()
        if len(found) <= MOST_WITH_A_WORD
        for pair in combinations(found, 2)
    }
    pairs = [_pair(told[a], told[b], words) for a, b in near]
    kept = [one for one in pairs if _is_near(one)]
    kept.sort(key=lambda p: (-p.share, -len(p.programs), str(p.first), str(p.second)))
    return kept[:MOST_PAIRS]


def _is_near(pair: Pair) -> bool:
    share, words = LEAST_BESIDE_A_PROGRAM if pair.programs else LEAST
    return pair.share >= share and len(pair.words) >= words


def _pair(a: Told, b: Told, words: Mapping[UUID, Mapping[str, str]]) -> Pair:
    first, second = sorted((a.id, b.id))
    left, right = words[first], words[second]
    shared = [word for key, word in left.items() if key in right]
    every = len(left.keys() | right.keys())
    return Pair(
        first=first,
        second=second,
        share=len(shared) * 100 // every if every else 0,
        words=tuple(shared),
        programs=tuple(sorted(a.programs & b.programs)),
    )
