"""What is looked for in the public search, and where it stands in a text. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congvu.documents.rules import search_words
from congvu.lib.text import nfc

LONGEST_QUESTION = 200
MOST_WORDS = 12
LONGEST_BODY = 200_000
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text that is shown; ``marked`` where it is what was looked for."""

    text: str
    marked: bool = False


def words_of(text: str) -> str:
    """The words of a text as they are found, in their order."""
    return " ".join(search_words(text))


def asked_words(question: str) -> list[str]:
    return list(dict.fromkeys(search_words(question[:LONGEST_QUESTION])))[:MOST_WORDS]


def is_accented(question: str) -> bool:
    """Whether it was typed with marks: then what has the same marks comes first."""
    plain = unicodedata.normalize("NFD", question)
    return any("\u0300" <= c <= "\u036f" for c in plain) or "đ" in question.lower()


def accented_words(question: str) -> list[str]:
    return _TOKEN.findall(nfc(question).lower())[:MOST_WORDS]


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """The text in pieces; every word of the question stands out, however accented."""
    wanted, pieces, at = set(words), list[Piece](), 0
    for start, end in _places(text, wanted):
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], marked=True))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def excerpt(body: str, words: Sequence[str], *, length: int = 240) -> str:
    """Where most of the words of the question stand close together; else none."""
    places = list(_places(body, set(words)))
    if not places:
        return ""
    best, most = places[0][0], 0
    for place, (start, _end) in enumerate(places):
        near = {
            body[a:b].lower()
            for a, b in places[place : place + 20]
            if b - start < length
        }
        if len(near) > most:
            best, most = start, len(near)
    first = max(0, best - length // 4)
    first = body.find(" ", first) + 1 if first else 0
    last = first + length
    cut = body[first:last]
    if last < len(body):
        cut = cut.rpartition(" ")[0] + " …"
    return ("… " if first else "") + " ".join(cut.split())


def _places(text: str, wanted: set[str]) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text):
        found = search_words(match[0])
        if found and found[0] in wanted:
            yield match.span()
