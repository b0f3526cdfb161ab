"""Asking: who reports, how rounds stand, what was handed in and comes to."""

from congvu.reporting.queries.bodies import (
    Body,
    offered,
    recipients_of,
    recipients_words,
    told_of,
)
from congvu.reporting.queries.lists import (
    OwnLine,
    RoundLine,
    form_lines,
    is_asked,
    own_returns,
    rounds_asked,
)
from congvu.reporting.queries.merged import merged_round, previous_round
from congvu.reporting.queries.passing import (
    count_forms,
    count_returns,
    open_returns,
)
from congvu.reporting.queries.periods import (
    days_for,
    period_of_round,
    period_words,
    sendable,
)
from congvu.reporting.queries.returns import (
    Measured,
    ReturnPage,
    events_of,
    last_submission,
    measured_beside,
    previous_submission,
    return_page,
    values_before,
)
from congvu.reporting.queries.rounds import ReturnLine, RoundPage, round_page
from congvu.reporting.queries.waiting import (
    ReportLine,
    ReportWaits,
    report_lines,
    reports_waiting,
)

__all__ = [
    "Body",
    "Measured",
    "OwnLine",
    "ReportLine",
    "ReportWaits",
    "ReturnLine",
    "ReturnPage",
    "RoundLine",
    "RoundPage",
    "count_forms",
    "count_returns",
    "days_for",
    "events_of",
    "form_lines",
    "is_asked",
    "last_submission",
    "measured_beside",
    "merged_round",
    "offered",
    "open_returns",
    "own_returns",
    "period_of_round",
    "period_words",
    "previous_round",
    "previous_submission",
    "recipients_of",
    "recipients_words",
    "report_lines",
    "reports_waiting",
    "return_page",
    "round_page",
    "rounds_asked",
    "sendable",
    "told_of",
    "values_before",
]
