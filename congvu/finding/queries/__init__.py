"""Asking the index, then the tables."""

from congvu.finding.queries.looking import (
    Found,
    Line,
    Question,
    all_found,
    look,
    suggestions,
)

__all__ = ["Found", "Line", "Question", "all_found", "look", "suggestions"]
