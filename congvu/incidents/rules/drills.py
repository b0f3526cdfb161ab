"""Drills: which sorts, where one stands, how long things took. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from statistics import median

from congvu.lib.text import gettext_noop as _


class DrillKind(StrEnum):
    ANSWER = "answer"
    PHISHING = "phishing"


DRILL_KIND_NAMES = {
    DrillKind.ANSWER: _("ứng cứu sự cố"),
    DrillKind.PHISHING: _("nhận biết thư lừa đảo"),
}


class DrillState(StrEnum):
    PLANNED = "planned"
    LATE = "late"
    HELD = "held"


DRILL_STATE_NAMES = {
    DrillState.PLANNED: _("theo kế hoạch"),
    DrillState.LATE: _("quá ngày, chưa làm"),
    DrillState.HELD: _("đã làm"),
}


def drill_state(planned_on: date, held_on: date | None, on: date) -> DrillState:
    if held_on is not None:
        return DrillState.HELD
    return DrillState.LATE if planned_on < on else DrillState.PLANNED


def median_hours(minutes: Collection[int]) -> float | None:
    """To a tenth; None of nothing."""
    return round(median(minutes) / 60, 1) if minutes else None
