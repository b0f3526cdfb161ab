"""Reading documents over many rows. Rights come in as a Scope, made by access.py."""

from congvu.documents.queries.desks import Desk, desks
from congvu.documents.queries.lists import (
    Page,
    Scope,
    Tab,
    day_counts,
    duplicates,
    entries_page,
    intake_counts,
    newest_register,
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
from congvu.documents.queries.told import (
    deadline_of,
    entry_row,
    stamp,
    told,
    work_row,
)
from congvu.documents.queries.work import (
    WorkItem,
    due_ruler,
    my_work,
    reports_to_me,
    waiting_count,
)

__all__ = [
    "AssignmentNode",
    "Desk",
    "EntryDetail",
    "Page",
    "Scope",
    "Tab",
    "WorkItem",
    "day_counts",
    "deadline_of",
    "desks",
    "due_ruler",
    "duplicates",
    "entries_page",
    "entry_detail",
    "entry_row",
    "intake_counts",
    "my_work",
    "newest_register",
    "register_lines",
    "reports_to_me",
    "stamp",
    "tab_counts",
    "timeline",
    "told",
    "tracking_lines",
    "visible_entries",
    "waiting_count",
    "work_row",
]
