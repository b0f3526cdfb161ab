"""What was typed into the box, taken apart. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from congvu.search.rules.words import exact_words, has_accents, plain_words

LONGEST_QUESTION = 500
MOST_WORDS = 64
ALL_OF = 6
_PHRASE = re.compile(r'["“”«»]([^"“”«»]*)["“”«»]')
# A symbol has a slash inside, like 15/2009/CT-UBND or 98/SNV-VP.
_SYMBOL = re.compile(r"(?<![\w/])[\w.-]+(?:/[\w.,&-]+)+")
# How a question asks, without saying what about: a hit need not have these words.
_ASKING = re.compile(
    r"\b(?:(?:nhu )?the nao|la (?:gi|ai)|bao (?:nhieu|lau|gio)|khi nao|o dau"
    r"|(?:tai|vi) sao|nhung ai|dinh nghia(?: cua)?|hay khong|dung hay sai|dung khong)\b"
)


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side; ``exact``: with just these accents."""

    words: tuple[str, ...]
    exact: bool


@dataclass(frozen=True)
class Asked:
    """``words``: what has to be there, each by all its readings (itself first).

    ``folded`` and ``exact`` are the whole question, word by word as it was typed.
    ``open_end``: the last word may still be going on.
    """

    text: str
    words: tuple[tuple[tuple[str, ...], ...], ...] = ()
    phrases: tuple[Phrase, ...] = ()
    symbols: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    exact: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not self.folded


def ask(text: str, abbreviations: Mapping[str, str] | None = None) -> Asked:
    """Take a question apart: words, "phrases", symbols; abbreviations are read out.

    What is too long is cut; quotation marks without their partner are no marks.
    """
    text = unicodedata.normalize("NFC", text.replace("\x00", " "))[:LONGEST_QUESTION]
    phrases = []
    for inner in _PHRASE.findall(text):
        exact = has_accents(inner)
        words = (exact_words if exact else plain_words)(inner)
        if words:
            phrases.append(Phrase(tuple(words), exact))
    loose = _PHRASE.sub(" ", text)
    read_out = {k: tuple(v.split()) for k, v in (abbreviations or {}).items()}
    typed = plain_words(loose)[:MOST_WORDS]
    about = _about(typed) or ([] if phrases else typed)
    wanted = tuple(
        ((word,), read_out[word]) if word in read_out else ((word,),) for word in about
    )
    return Asked(
        text=" ".join(text.split()),
        words=wanted,
        phrases=tuple(phrases),
        symbols=tuple(symbol_key(s) for s in _SYMBOL.findall(loose)),
        folded=tuple(plain_words(text)[:MOST_WORDS]),
        exact=tuple(exact_words(text)[:MOST_WORDS]),
    )


def _about(words: list[str]) -> list[str]:
    """Each word once, without those that only ask."""
    return list(dict.fromkeys(_ASKING.sub(" ", " ".join(words)).split()))


def symbol_key(symbol: str) -> str:
    """A symbol as it is compared: 015/2009/CT-UBND → 15/2009/ct-ubnd."""
    head, _slash, tail = "".join(symbol.split()).partition("/")
    return "/".join(("-".join(plain_words(head)).lstrip("0"), *_parts(tail)))


def _parts(tail: str) -> list[str]:
    return ["-".join(plain_words(part)) for part in tail.split("/") if part]


def needed(words: int) -> int:
    """How many of the words a hit must have: all of a few, a part of a sentence."""
    return words if words <= ALL_OF else max(ALL_OF // 2, words // 10)
