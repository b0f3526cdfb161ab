"""Who must be told by which hour: which clocks run, until when, how far each is. Pure.

Hours are those of the calendar: nights and rest days count (NĐ 331/2026 Đ31.2.d counts
in hours from detection).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from congvu.incidents.rules.words import Gravity
from congvu.lib.text import gettext_noop as _


class When(StrEnum):
    """What makes a clock run."""

    ALWAYS = "always"
    UNLESS_ORDINARY = "unless-ordinary"
    PERSONAL_DATA = "personal-data"
    URGENT = "urgent"


@dataclass(frozen=True)
class ClockRule:
    """One row of the law of the day of detection."""

    key: str
    hours: int
    when: When
    label: str = ""
    to: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Concern:
    """What of an incident decides which clocks run."""

    gravity: Gravity
    is_urgent: bool
    personal_data: bool


def runs(rule: ClockRule, concern: Concern) -> bool:
    return {
        When.ALWAYS: True,
        When.UNLESS_ORDINARY: concern.gravity != Gravity.ORDINARY,
        When.PERSONAL_DATA: concern.personal_data,
        When.URGENT: concern.is_urgent,
    }[rule.when]


def is_after(detected_at: datetime, first_at: datetime) -> bool:
    """Whether it is said to be detected later than what an alert met first: all hours
    would begin later. People write minutes.
    """
    return detected_at.replace(second=0, microsecond=0) > first_at


def clocks(
    detected_at: datetime, concern: Concern, rules: Iterable[ClockRule]
) -> Mapping[str, datetime]:
    """Key → the moment by which it is to be done."""
    return {
        rule.key: detected_at + timedelta(hours=rule.hours)
        for rule in rules
        if runs(rule, concern)
    }


# Hours before the end at which one is reminded; then when it is late.
REMINDED_BEFORE = (24, 4, 1)


def reminder_step(due_at: datetime, since: datetime, at: datetime) -> str:
    """The newest step whose time has come; empty where none has. A step that was over
    when the clock began is nobody's to miss.
    """
    if at >= due_at:
        return "late"
    reached = ""
    for hours in REMINDED_BEFORE:
        moment = due_at - timedelta(hours=hours)
        if since < moment <= at:
            reached = f"before-{hours}"
    return reached


@dataclass(frozen=True)
class Left:
    """How far a clock is: whole hours and minutes, of what is left or over."""

    hours: int
    minutes: int
    is_late: bool

    @property
    def words(self) -> str:
        """A message with its numbers as names."""
        if self.is_late:
            return _("quá hạn %(h)s giờ %(m)s phút")
        return _("còn %(h)s giờ %(m)s phút")


def left(due_at: datetime, at: datetime) -> Left:
    gap = due_at - at
    minutes = int(abs(gap).total_seconds() // 60)
    return Left(minutes // 60, minutes % 60, gap < timedelta(0))
