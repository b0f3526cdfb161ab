"""Reading documents over many rows. Rights come in as a Scope, made by access.py."""

from congvu.documents.queries.desks import Desk, desks
from congvu.documents.queries.lists import (
    Page,
    Scope,
    Tab,
    duplicates,
    entries_page,
    intake_counts,
    tab_counts,
    visible_entries,
)
from congvu.documents.queries.one import (
    AssignmentNode,
    EntryDetail,
    entry_detail,
    timeline,
)
from congvu.documents.queries.printed import register_lines, tracking_lines
from congvu.documents.queries.work import WorkItem, due_ruler, my_work, reports_to_me

__all__ = [
    "AssignmentNode",
    "Desk",
    "EntryDetail",
    "Page",
    "Scope",
    "Tab",
    "WorkItem",
    "desks",
    "due_ruler",
    "duplicates",
    "entries_page",
    "entry_detail",
    "intake_counts",
    "my_work",
    "register_lines",
    "reports_to_me",
    "tab_counts",
    "timeline",
    "tracking_lines",
    "visible_entries",
]
