"""Reading surveys: what is measured, norms of the day, results, lists."""

from congvu.surveys.queries.facts import facts_of, mean_of
from congvu.surveys.queries.lists import (
    SheetWaiting,
    SurveyLine,
    SurveyPage,
    SurveyWaits,
    desks_of,
    events_of,
    open_sheets,
    reports_of,
    sheet_lines,
    sheets_of,
    sheets_waiting,
    surveys_page,
)
from congvu.surveys.queries.measuring import (
    AGE_UNKNOWN,
    DESKS,
    SYSTEM_UNKNOWN,
    Measured,
    machines_behind,
    measured,
    systems_on,
)
from congvu.surveys.queries.norms import (
    Priced,
    age_of_machines,
    criteria_on,
    priced_on,
    prices_on,
)
from congvu.surveys.queries.passing import count_sheets
from congvu.surveys.queries.results import (
    Result,
    SheetLine,
    answered_of,
    numbers_of,
    result,
)

__all__ = [
    "AGE_UNKNOWN",
    "DESKS",
    "SYSTEM_UNKNOWN",
    "Measured",
    "Priced",
    "Result",
    "SheetLine",
    "SheetWaiting",
    "SurveyLine",
    "SurveyPage",
    "SurveyWaits",
    "age_of_machines",
    "answered_of",
    "count_sheets",
    "criteria_on",
    "desks_of",
    "events_of",
    "facts_of",
    "machines_behind",
    "mean_of",
    "measured",
    "numbers_of",
    "open_sheets",
    "priced_on",
    "prices_on",
    "reports_of",
    "result",
    "sheet_lines",
    "sheets_of",
    "sheets_waiting",
    "surveys_page",
    "systems_on",
]
