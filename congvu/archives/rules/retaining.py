"""How long a dossier should be kept, as tables and the file plan say; a person decides.

TT 10/2022/TT-BNV: the period goes by the group of the dossier and the kinds of paper.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from congvu.archives.rules.keeping import Retention
from congvu.lib.text import fold


@dataclass(frozen=True)
class KeptFor:
    """One row of a table: what it names, by words of the title and kinds of paper."""

    key: str
    label: str
    retention: Retention
    words: tuple[str, ...]
    types: frozenset[str]
    basis: str


@dataclass(frozen=True)
class RetentionProposal:
    """A period, and why it is proposed."""

    key: str
    retention: Retention
    why: str
    basis: str


def rows_for(
    texts: Sequence[str], types: Collection[str], table: Sequence[KeptFor]
) -> list[RetentionProposal]:
    """The rows a dossier falls under: those its title or heading names come first.

    A row whose only sign is the kind of a paper comes after; the longest period first.
    """
    about = " ".join(f" {fold(text)} " for text in texts)
    named, typed = [], []
    for row in table:
        made = RetentionProposal(row.key, row.retention, row.label, row.basis)
        if any(fold(word) in about for word in row.words):
            named.append(made)
        elif row.types & set(types):
            typed.append(made)
    return [*sorted(named, key=_longest), *sorted(typed, key=_longest)]


def _longest(one: RetentionProposal) -> int:
    return -(one.retention.years or 1000)
