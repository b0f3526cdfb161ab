"""Which product a name of the inventory is: rules in their order, the first decides.

Pure, and quick enough for every name of a province on each change of a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from congvu.lib.text import fold

_NUMBERS = re.compile(r"\d{1,9}(?:\.\d{1,9})*")
_EPOCH = re.compile(r"^\s*\d{1,9}:(?=\d)")
# A pattern with fewer letters of its own would take strangers.
LEAST_LETTERS = 3

Version = tuple[int, ...]


@lru_cache(maxsize=65_536)
def version_parts(text: str) -> Version:
    """ "16.0.4266" → (16, 0, 4266); "v2.10-beta" → (2, 10); () where no number is.
    "16.0" is 16; of "4:7.4.7" the 4 is Debian's epoch, no part of the version.
    """
    found = _NUMBERS.search(_EPOCH.sub("", text))
    if found is None:
        return ()
    parts = [int(part) for part in found.group().split(".")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return tuple(parts)


def fits(pattern: str, text: str) -> bool:
    """The whole text; ``*`` is anything. Both folded before. Never backtracks."""
    parts = pattern.split("*")
    if len(parts) == 1:
        return pattern == text
    first, last = parts[0], parts[-1]
    if len(text) < len(first) + len(last):
        return False
    if not (text.startswith(first) and text.endswith(last)):
        return False
    place, end = len(first), len(text) - len(last)
    for part in parts[1:-1]:
        found = text.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True


@dataclass(frozen=True)
class Pattern:
    """What a rule asks of a name, and what it says of it: a product, or that it is no
    program of its own.
    """

    rule_id: UUID
    publisher: str
    name: str
    version_from: Version
    version_below: Version
    product_id: UUID | None

    @classmethod
    def of(
        cls,
        rule_id: UUID,
        words: tuple[str, str, str, str],
        product_id: UUID | None,
    ) -> Pattern:
        """From the words of a rule: publisher, name, from, below."""
        publisher, name, since, below = words
        return cls(
            rule_id,
            fold(publisher),
            fold(name),
            version_parts(since),
            version_parts(below),
            product_id,
        )

    @property
    def asks_version(self) -> bool:
        return bool(self.version_from or self.version_below)

    def takes(self, publisher: str, name: str) -> bool:
        """Both folded."""
        return fits(self.name, name) and fits(self.publisher, publisher)

    def takes_version(self, version: Version) -> bool:
        if not self.asks_version:
            return True
        if not version:
            return False
        if self.version_from and version < self.version_from:
            return False
        return not self.version_below or version < self.version_below


@dataclass
class Catalogue:
    """Every rule in its order, with what was found for names remembered."""

    patterns: Sequence[Pattern]
    _seen: dict[tuple[str, str], list[Pattern]] = field(default_factory=dict)

    def decide(self, publisher: str, name: str, version: str) -> Pattern | None:
        """The rule that decides; None: nobody knows this name."""
        key = (fold(publisher), fold(name))
        found = self._seen.get(key)
        if found is None:
            found = [one for one in self.patterns if one.takes(*key)]
            self._seen[key] = found
        parts = version_parts(version)
        return next((one for one in found if one.takes_version(parts)), None)


def letters_of(publisher: str, name: str) -> int:
    """How much a pattern says at all."""
    return sum(c.isalnum() for c in fold(publisher + name))


def contradicting(new: Pattern, others: Iterable[Pattern]) -> Pattern | None:
    """One of the same patterns and of versions that overlap that says another thing."""
    for one in others:
        if one.rule_id == new.rule_id or one.product_id == new.product_id:
            continue
        if (one.publisher, one.name) == (new.publisher, new.name) and _overlap(
            one, new
        ):
            return one
    return None


def _overlap(one: Pattern, other: Pattern) -> bool:
    # A narrower one before a wider one is an order, not a contradiction.
    if one.asks_version != other.asks_version:
        return False
    starts = max(one.version_from, other.version_from)
    ends = [e for e in (one.version_below, other.version_below) if e]
    return not ends or starts < min(ends)
