"""What may be signed with what; the audit events of this app."""

from __future__ import annotations

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

AUDIT_EVENTS = {**SIGNING_EVENTS}
AUDIT_WORDS = {**SIGNING_WORDS}

__all__ = [
    "AUDIT_EVENTS",
    "AUDIT_WORDS",
    "FAILURES",
    "HOLDERS",
    "KeyKind",
    "Level",
    "SigningFailed",
    "Status",
    "mark_lines",
]
