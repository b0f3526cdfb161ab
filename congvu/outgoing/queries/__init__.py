"""Reading outgoing papers over many rows. Rights come in as a Scope."""

from congvu.outgoing.queries.lists import (
    OutgoingFilters,
    OutgoingPage,
    OutgoingTab,
    all_lines,
    newest_book,
    outgoing_counts,
    outgoing_page,
    readable_lines,
    visible_lines,
)
from congvu.outgoing.queries.passing import count_books
from congvu.outgoing.queries.printed import (
    BOOK_NAME,
    OutgoingPeriod,
    list_columns,
    list_lines,
    outgoing_period,
)
from congvu.outgoing.queries.sequences import (
    bodies_of,
    books_of,
    normative_codes,
    rule_of,
    sequence_rules,
    sequences_of,
    types_to_number,
)
from congvu.outgoing.queries.told import line_row, told

__all__ = [
    "BOOK_NAME",
    "OutgoingFilters",
    "OutgoingPage",
    "OutgoingPeriod",
    "OutgoingTab",
    "all_lines",
    "bodies_of",
    "books_of",
    "count_books",
    "line_row",
    "list_columns",
    "list_lines",
    "newest_book",
    "normative_codes",
    "outgoing_counts",
    "outgoing_page",
    "outgoing_period",
    "readable_lines",
    "rule_of",
    "sequence_rules",
    "sequences_of",
    "told",
    "types_to_number",
    "visible_lines",
]
