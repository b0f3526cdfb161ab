"""Reading incidents and warnings: lists, one, what needs a person now."""

from congvu.incidents.queries.lists import (
    AnswerCounts,
    IncidentPage,
    WarningPage,
    contacts_due,
    counts_of,
    incidents_page,
    running_clocks,
    warnings_page,
)

__all__ = [
    "AnswerCounts",
    "IncidentPage",
    "WarningPage",
    "contacts_due",
    "counts_of",
    "incidents_page",
    "running_clocks",
    "warnings_page",
]
