"""Audits: how far a part is, how a finding stands, how long one has. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class PartNow(StrEnum):
    """A system that an audit asks about."""

    OPEN = "open"
    LATE = "late"
    HANDED = "handed"


PART_NAMES = {
    PartNow.OPEN: _("chờ trả lời"),
    PartNow.LATE: _("quá hạn trả lời"),
    PartNow.HANDED: _("đã nộp"),
}


def part_now(*, handed: bool, due: date, on: date) -> PartNow:
    """The last day still counts."""
    if handed:
        return PartNow.HANDED
    return PartNow.LATE if due < on else PartNow.OPEN


class Severity(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


SEVERITY_NAMES = {
    Severity.HIGH: _("nghiêm trọng"),
    Severity.MEDIUM: _("đáng kể"),
    Severity.LOW: _("nhẹ"),
}
# What is offered as the time to mend: no text names one.
_DAYS = {Severity.HIGH: 15, Severity.MEDIUM: 30, Severity.LOW: 90}


def usual_mending(severity: Severity, on: date) -> date:
    return on + timedelta(days=_DAYS[severity])


class FindingState(StrEnum):
    OPEN = "open"
    PROVEN = "proven"
    CLOSED = "closed"


class FindingNow(StrEnum):
    OPEN = "open"
    LATE = "late"
    PROVEN = "proven"
    CLOSED = "closed"


FINDING_NAMES = {
    FindingNow.OPEN: _("phải khắc phục"),
    FindingNow.LATE: _("quá hạn khắc phục"),
    FindingNow.PROVEN: _("đã báo khắc phục, chờ xác nhận"),
    FindingNow.CLOSED: _("đã khắc phục"),
}


def finding_now(state: str, due: date, on: date) -> FindingNow:
    """Whoever gave proof in time is not late while it is looked at."""
    if state != FindingState.OPEN:
        return FindingNow(state)
    return FindingNow.LATE if due < on else FindingNow.OPEN


class StepKind(StrEnum):
    RAISED = "raised"
    PROVEN = "proven"
    CLOSED = "closed"
    REOPENED = "reopened"


STEP_NAMES = {
    StepKind.RAISED: _("nêu tồn tại"),
    StepKind.PROVEN: _("báo đã khắc phục"),
    StepKind.CLOSED: _("xác nhận đã khắc phục"),
    StepKind.REOPENED: _("mở lại"),
}
