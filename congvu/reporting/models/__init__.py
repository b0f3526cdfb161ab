"""Tables of periodic reports."""

from congvu.reporting.models.forms import FormRecipient, FormVersion, ReportForm
from congvu.reporting.models.rounds import (
    ReportLetter,
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
    "ReportLetter",
    "ReportReturn",
    "ReportRound",
    "ReturnEvent",
    "ReturnReminder",
    "Submission",
]
