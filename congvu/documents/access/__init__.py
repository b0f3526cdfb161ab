"""One policy: which entries and files a seat may see, whatever door it came by.

Inside the agency only, and agencies that ended in its favour. The registry, leaders,
the office chief and the archivist see all their agency holds; everybody else what was
granted to their post, their unit's desk (its head) or their unit's members. What one
may not see is not found.
"""

from __future__ import annotations

from congvu.documents.access.deeds import (
    Deed,
    deeds,
    heads,
)
from congvu.documents.access.fetching import (
    get_agency_kept_by,
    get_any_part_for,
    get_assignment_for,
    get_entry_for,
    get_file_for,
    get_filter_for,
    get_given_part_for,
    get_hand_over_for,
    get_item_for,
    get_old_book_for,
    get_own_part_for,
    get_pile_for,
    get_post_to_hand_over_for,
    get_sent_for,
    get_shown_item_for,
    hand_overs_for,
    intake_waiting,
    register_counts,
    register_days,
    scope_of,
    units_kept_by,
)
from congvu.documents.access.pages import (
    book_agency,
    detail_for,
    get_readers_for,
    may_open,
    reading,
    shown_page,
    slip_page,
)

__all__ = [
    "Deed",
    "book_agency",
    "deeds",
    "detail_for",
    "get_agency_kept_by",
    "get_any_part_for",
    "get_assignment_for",
    "get_entry_for",
    "get_file_for",
    "get_filter_for",
    "get_given_part_for",
    "get_hand_over_for",
    "get_item_for",
    "get_old_book_for",
    "get_own_part_for",
    "get_pile_for",
    "get_post_to_hand_over_for",
    "get_readers_for",
    "get_sent_for",
    "get_shown_item_for",
    "hand_overs_for",
    "heads",
    "intake_waiting",
    "may_open",
    "reading",
    "register_counts",
    "register_days",
    "scope_of",
    "shown_page",
    "slip_page",
    "units_kept_by",
]
