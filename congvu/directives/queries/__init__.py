"""Reading directives: their texts, whom they mean, how far they are."""

from congvu.directives.queries.bodies import (
    Actor,
    Bodies,
    Body,
    Meaning,
    Parties,
    bodies_for,
    parties_of,
    suggested_names,
)
from congvu.directives.queries.cites import Cited, cited
from congvu.directives.queries.directives import (
    DirectiveLine,
    DirectivePage,
    Progress,
    count_directives,
    directive_of,
    directives_page,
    has_lost_words,
    is_shut,
    progress_of,
    proposals_of,
    visible_directives,
)
from congvu.directives.queries.page import (
    Card,
    Current,
    Work,
    bodies_of,
    said_of,
    work,
)
from congvu.directives.queries.tasks import Tasks, tasks_of
from congvu.directives.queries.texts import (
    DESTROYED,
    PaperText,
    later_files,
    later_text,
    paper_text,
)

__all__ = [
    "DESTROYED",
    "Actor",
    "Bodies",
    "Body",
    "Card",
    "Cited",
    "Current",
    "DirectiveLine",
    "DirectivePage",
    "Meaning",
    "PaperText",
    "Parties",
    "Progress",
    "Tasks",
    "Work",
    "bodies_for",
    "bodies_of",
    "cited",
    "count_directives",
    "directive_of",
    "directives_page",
    "has_lost_words",
    "is_shut",
    "later_files",
    "later_text",
    "paper_text",
    "parties_of",
    "progress_of",
    "proposals_of",
    "said_of",
    "suggested_names",
    "tasks_of",
    "visible_directives",
    "work",
]
