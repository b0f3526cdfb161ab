"""Asking the index, then the tables."""

from congvu.finding.queries.looking import (
    Everything,
    Found,
    Line,
    all_found,
    look,
    newest_hits,
    readable_hits,
    suggestions,
)
from congvu.finding.queries.saved import saved_questions, watched_questions

__all__ = [
    "Everything",
    "Found",
    "Line",
    "all_found",
    "look",
    "newest_hits",
    "readable_hits",
    "saved_questions",
    "suggestions",
    "watched_questions",
]
