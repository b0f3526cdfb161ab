"""By which words an event is found: each a number, all in one index.

A word of the message, ``name=value`` of a field, and what everybody asks: host,
program, severity, source. Two words with one number are told apart by the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from zlib import crc32

from congvu.logs.rules.words import Severity, Value

MOST_TERMS = 400
_WORD = re.compile(r"\w[\w.\-]*\w|\w")
_PART = re.compile(r"\w+")
_LONGEST_VALUE = 200


def words_in(text: str) -> set[str]:
    """As they are searched: small, an address or a name whole and in its parts."""
    found = set()
    for word in _WORD.findall(text.lower()):
        found.add(word)
        if not word.isalnum():
            found.update(_PART.findall(word))
    return found


def number_of(term: str) -> int:
    """A signed number of four bytes, as the database keeps it."""
    number = crc32(term.encode("utf-8", "replace"))
    return number - 0x1_0000_0000 if number >= 0x8000_0000 else number


def field_term(name: str, value: Value) -> str:
    return f"{name}={str(value)[:_LONGEST_VALUE].lower()}"


def terms_of(
    message: str,
    fields: Mapping[str, Value],
    *,
    host: str,
    program: str,
    severity: Severity,
    source: str,
) -> list[int]:
    """At most `MOST_TERMS`; what everybody asks comes first and is never left out."""
    found = dict.fromkeys(
        [
            f"source={source}",
            f"severity={int(severity)}",
            f"host={host.lower()}",
            f"program={program.lower()}",
        ]
    )
    found |= dict.fromkeys(field_term(name, value) for name, value in fields.items())
    found |= dict.fromkeys(sorted(words_in(message[:20_000])))
    return numbers(list(found)[:MOST_TERMS])


def numbers(terms: Iterable[str]) -> list[int]:
    return sorted({number_of(one) for one in terms})
