"""Reading documents over many rows. Rights come in as a Scope, made by access.py."""

from congvu.documents.queries.deadlines import handling_deadline, step_deadline
from congvu.documents.queries.desks import Desk, desks
from congvu.documents.queries.duplicates import Sought, duplicates, duplicates_of
from congvu.documents.queries.intake import (
    closed_reason,
    intake_items,
    reason_of,
    reasons_against,
    registers_of,
    still_read,
)
from congvu.documents.queries.lists import (
    EntryLine,
    Page,
    Scope,
    Tab,
    day_counts,
    entries_page,
    intake_counts,
    newer_count,
    newest_register,
    tab_counts,
    visible_entries,
)
from congvu.documents.queries.one import (
    AssignmentNode,
    EntryDetail,
    entry_detail,
    held_in,
    timeline,
)
from congvu.documents.queries.printed import register_lines, tracking_lines
from congvu.documents.queries.proof import Fault, faults
from congvu.documents.queries.rights import RightLine, rights_of
from congvu.documents.queries.told import (
    PartLine,
    deadline_of,
    entry_row,
    parts,
    stamp,
    told,
    verb,
    work_row,
)
from congvu.documents.queries.work import (
    WorkItem,
    done_count,
    due_ruler,
    my_work,
    reports_to_me,
    waiting_count,
)

__all__ = [
    "AssignmentNode",
    "Desk",
    "EntryDetail",
    "EntryLine",
    "Fault",
    "Page",
    "PartLine",
    "RightLine",
    "Scope",
    "Sought",
    "Tab",
    "WorkItem",
    "closed_reason",
    "day_counts",
    "deadline_of",
    "desks",
    "done_count",
    "due_ruler",
    "duplicates",
    "duplicates_of",
    "entries_page",
    "entry_detail",
    "entry_row",
    "faults",
    "handling_deadline",
    "held_in",
    "intake_counts",
    "intake_items",
    "my_work",
    "newer_count",
    "newest_register",
    "parts",
    "reason_of",
    "reasons_against",
    "register_lines",
    "registers_of",
    "reports_to_me",
    "rights_of",
    "stamp",
    "step_deadline",
    "still_read",
    "tab_counts",
    "timeline",
    "told",
    "tracking_lines",
    "verb",
    "visible_entries",
    "waiting_count",
    "work_row",
]
