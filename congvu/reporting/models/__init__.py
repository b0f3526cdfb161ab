"""Tables of periodic reports."""

from congvu.reporting.models.forms import FormRecipient, FormVersion, ReportForm
from congvu.reporting.models.rounds import (
    ReportReturn,
    ReportRound,
    ReturnEvent,
    ReturnReminder,
    Submission,
)

__all__ = [
    "FormRecipient",
    "FormVersion",
    "ReportForm",
    "ReportReturn",
    "ReportRound",
    "ReturnEvent",
    "ReturnReminder",
    "Submission",
]
