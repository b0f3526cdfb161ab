"""Columns, cells, rows and numbers of old registers. Pure."""

from congvu.imports.rules.cells import day_of, name_key, names_of, number_of
from congvu.imports.rules.columns import (
    COLUMN_NAMES,
    Header,
    find_header,
    guess_book,
    says_nothing,
)
from congvu.imports.rules.judging import SECRET, Facts, Judged, Type, judge
from congvu.imports.rules.log import AUDIT_EVENTS, AUDIT_VALUES, AUDIT_WORDS
from congvu.imports.rules.numbers import Numbered, doubles, gaps, shorten
from congvu.imports.rules.said import Said
from congvu.imports.rules.states import (
    BOOK_KIND_NAMES,
    LOAD_STATE_NAMES,
    REFUSALS,
    BookKind,
    LoadState,
)

__all__ = [
    "AUDIT_EVENTS",
    "AUDIT_VALUES",
    "AUDIT_WORDS",
    "BOOK_KIND_NAMES",
    "COLUMN_NAMES",
    "LOAD_STATE_NAMES",
    "REFUSALS",
    "SECRET",
    "BookKind",
    "Facts",
    "Header",
    "Judged",
    "LoadState",
    "Numbered",
    "Said",
    "Type",
    "day_of",
    "doubles",
    "find_header",
    "gaps",
    "guess_book",
    "judge",
    "name_key",
    "names_of",
    "number_of",
    "says_nothing",
    "shorten",
]
