"""What is asked and what is indexed, as values."""

from congvu.search.rules.asking import (
    LONGEST_QUESTION,
    Asked,
    Phrase,
    ask,
    needed,
    symbol_key,
)
from congvu.search.rules.marking import Piece, marked, quoted
from congvu.search.rules.words import (
    exact_words,
    has_accents,
    once,
    pairs,
    plain,
    plain_words,
)

__all__ = [
    "LONGEST_QUESTION",
    "Asked",
    "Phrase",
    "Piece",
    "ask",
    "exact_words",
    "has_accents",
    "marked",
    "needed",
    "once",
    "pairs",
    "plain",
    "plain_words",
    "quoted",
    "symbol_key",
]
