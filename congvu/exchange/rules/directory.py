"""The directory of organisations outside: its words, and what was typed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congvu.lib.text import fold, nfc

MOST_WORDS, LONGEST_WORD = 12, 60
LONGEST_LINE = 8
"""How many successors are followed: a line of codes that runs in a ring ends."""


@dataclass(frozen=True)
class Listed:
    """An organisation as a directory lists it; closed from ``closed_on`` on."""

    code: str
    name: str
    old_code: str = ""
    code102: str = ""
    mailbox: str = ""
    kind: str = ""
    closed_on: date | None = None
    successor_code: str = ""


def words_of(text: str) -> list[str]:
    """The words of a name without accents, each once, in their order."""
    plain = "".join(c if c.isalnum() else " " for c in fold(text))
    return list(dict.fromkeys(plain.split()))


def index_words(listed: Listed) -> str:
    """What an organisation is found by: words of its name, and each of its codes whole
    and from its first figure that is not zero (000.00.15.H51 is also asked as 15.H51).
    """
    codes = [listed.code, listed.old_code, listed.code102]
    said = [one for code in codes if code for one in _code_words(code)]
    return " ".join(dict.fromkeys([*words_of(listed.name), *said]))


def asked_words(text: str) -> list[str]:
    """What somebody typed, as the index has it: a code is one word, dots and all."""
    found: list[str] = []
    for part in nfc(text).split():
        is_code = "." in part and any(c.isdigit() for c in part)
        found += [_plain(part)] if is_code else words_of(part)
    kept = (word[:LONGEST_WORD] for word in found if word)
    return list(dict.fromkeys(kept))[:MOST_WORDS]


def prefix_query(words: Iterable[str]) -> str:
    """A tsquery: every word, each from its beginning, in any order."""
    return " & ".join("'" + word.replace("'", "''") + "':*" for word in words)


def _code_words(code: str) -> list[str]:
    whole = _plain(code)
    bare = ".".join(_without_zeros(whole.split(".")))
    return [whole, bare] if bare else [whole]


def _without_zeros(groups: list[str]) -> list[str]:
    first = next((i for i, g in enumerate(groups) if g.strip("0")), len(groups))
    return groups[first:]


def _plain(code: str) -> str:
    return "".join(c for c in fold(code) if c.isalnum() or c in ".-").strip(".-")
