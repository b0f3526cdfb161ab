"""Catalogues as pure rules: lines of a list, what is wrong with a load, words."""

from congvu.catalogues.rules.entries import (
    Line,
    Period,
    Problem,
    period_problems,
    problems,
    read_line,
)
from congvu.catalogues.rules.log import AUDIT_EVENTS, AUDIT_WORDS
from congvu.catalogues.rules.words import (
    AGENCIES,
    COLUMN_NAMES,
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_SOURCE,
    OWN_LISTS,
    PAPERS,
    POSTS,
    UNITS,
    OwnList,
)

__all__ = [
    "AGENCIES",
    "AUDIT_EVENTS",
    "AUDIT_WORDS",
    "COLUMN_NAMES",
    "LONGEST_CODE",
    "LONGEST_NAME",
    "LONGEST_SOURCE",
    "OWN_LISTS",
    "PAPERS",
    "POSTS",
    "UNITS",
    "Line",
    "OwnList",
    "Period",
    "Problem",
    "period_problems",
    "problems",
    "read_line",
]
