"""Asking: lists, lines of a day, what a code means and became, what changed since."""

from congvu.catalogues.queries.lookup import (
    PAGE,
    Changed,
    Found,
    LinePage,
    Listed,
    all_lists,
    changes,
    find_list,
    line_page,
    lines_on,
    periods_of,
    successors,
)
from congvu.catalogues.queries.prepared import prepared_lists

__all__ = [
    "PAGE",
    "Changed",
    "Found",
    "LinePage",
    "Listed",
    "all_lists",
    "changes",
    "find_list",
    "line_page",
    "lines_on",
    "periods_of",
    "prepared_lists",
    "successors",
]
