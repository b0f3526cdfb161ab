"""Privacy as pure rules: clocks, words, the log."""

from congvu.privacy.rules.clocks import Terms, reminder_of
from congvu.privacy.rules.log import AUDIT_EVENTS, AUDIT_WORDS
from congvu.privacy.rules.words import (
    ASSESSMENT_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    REQUEST_STATE_NAMES,
    WISH_NAMES,
    Assessment,
    RequestState,
    Wish,
)

__all__ = [
    "ASSESSMENT_NAMES",
    "AUDIT_EVENTS",
    "AUDIT_WORDS",
    "LONGEST_LINE",
    "LONGEST_NAME",
    "LONGEST_REASON",
    "LONGEST_TEXT",
    "REQUEST_STATE_NAMES",
    "WISH_NAMES",
    "Assessment",
    "RequestState",
    "Terms",
    "Wish",
    "reminder_of",
]
