"""What is right and wrong about a signature; the audit events of this app."""

from __future__ import annotations

from congvu.signatures.rules.asking import Answers, Fetch
from congvu.signatures.rules.signing import (
    FAILURES,
    HOLDERS,
    SIGNING_EVENTS,
    SIGNING_WORDS,
    KeyKind,
    Level,
    SigningFailed,
    Status,
    mark_lines,
)
from congvu.signatures.rules.verifying import (
    CHANGE_WORDS,
    CHECK_WORDS,
    FILE_WORDS,
    FINDINGS,
    MARK_WORDS,
    NOT_YET,
    REFUSALS,
    VERDICT_WORDS,
    VERIFYING_EVENTS,
    VERIFYING_WORDS,
    Change,
    Check,
    Mark,
    Verdict,
    judge,
)

AUDIT_EVENTS = {**VERIFYING_EVENTS, **SIGNING_EVENTS}
AUDIT_WORDS = {**VERIFYING_WORDS, **SIGNING_WORDS}

__all__ = [
    "AUDIT_EVENTS",
    "AUDIT_WORDS",
    "CHANGE_WORDS",
    "CHECK_WORDS",
    "FAILURES",
    "FILE_WORDS",
    "FINDINGS",
    "HOLDERS",
    "MARK_WORDS",
    "NOT_YET",
    "REFUSALS",
    "VERDICT_WORDS",
    "Answers",
    "Change",
    "Check",
    "Fetch",
    "KeyKind",
    "Level",
    "Mark",
    "SigningFailed",
    "Status",
    "Verdict",
    "judge",
    "mark_lines",
]
