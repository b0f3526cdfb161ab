"""Vietnamese text: folding for search, normal form, sorting."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\u0300-\u036f]")
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def nfc(text: str) -> str:
    """The composed form, with white space run together and nothing PostgreSQL refuses
    to keep (NUL, half a surrogate pair).
    """
    if text.isascii() and "\x00" not in text:
        return " ".join(text.split())
    kept = _UNKEEPABLE.sub(" ", text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def fold(text: str) -> str:
    """Lower case without accents, đ as d: how people type who type without accents."""
    if text.isascii():
        return " ".join(text.lower().split())
    words = [w.lower() if w.isascii() else _plain(w) for w in text.split()]
    return " ".join(filter(None, words))


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    """A word with accents: the same few come again and again."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", word.lower()))
    return plain.replace("đ", "d")


# The alphabet of TCVN 6909 users: a ă â b c d đ e ê …; tone marks break ties only.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng
_ORDER = {letter: place for place, letter in enumerate(_ALPHABET, start=100)}


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Vietnamese dictionary order: letters first, then tones (ngang huyền hỏi ngã sắc
    nặng), so "Đồng" comes after "Dũng" and "Lan" before "Lân".
    """
    letters: list[int] = []
    tones: list[int] = []
    for character in nfc(text).lower():
        plain, tone = _without_tone(character)
        letters.append(_ORDER.get(plain, ord(plain) if ord(plain) < 100 else 1000))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def _without_tone(character: str) -> tuple[str, int]:
    """``ấ`` → (``â``, 4): the letter of the alphabet and its tone."""
    parts = unicodedata.normalize("NFD", character)
    tone = next((_TONES.index(p) + 1 for p in parts if p in _TONES), 0)
    kept = "".join(p for p in parts if p not in _TONES)
    return unicodedata.normalize("NFC", kept)[:1], tone


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogue without Django; who shows it translates it."""
    return message


_UNSEEN = {"Cc", "Cs", "Cf", "Co", "Cn"}


def clean(text: str) -> str:
    """One line or several, in composed letters, without signs nobody sees.

    Marks that turn the direction of writing or hide letters would let a paper be read
    otherwise than it was checked.
    """
    if text.isprintable():  # nothing unseen, one line
        return nfc(text)
    seen = "".join(
        c
        for c in text.replace("\r\n", "\n").replace("\r", "\n")
        if c in "\n\t" or unicodedata.category(c) not in _UNSEEN
    )
    return "\n".join(nfc(line) for line in seen.split("\n")).strip("\n")


_WORTHS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    said = ""
    for worth, letters in _WORTHS:
        while number >= worth:
            said, number = said + letters, number - worth
    return said
