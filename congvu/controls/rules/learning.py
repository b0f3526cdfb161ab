"""Who has to learn what, because of which rule, by when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class Because(StrEnum):
    YEARLY = "yearly"
    CERTIFICATE = "certificate"
    DRILL = "drill"
    INCIDENT = "incident"
    OTHER = "other"


@dataclass(frozen=True)
class LearningRule:
    """``sure``: as everywhere A read … D ours; ``days``: how long one has, ours."""

    name: str
    basis: str
    sure: str
    days: int


LEARNING_RULES = {
    Because.YEARLY: LearningRule(
        _("nâng cao nhận thức hằng năm"), "TCVN 14423:2026", "B", 60
    ),
    Because.CERTIFICATE: LearningRule(
        _("chứng chỉ của người quản trị hệ thống cấp độ 3 đến 5"),
        "Luật 116/2025/QH15, Điều 34.2",
        "A",
        90,
    ),
    Because.DRILL: LearningRule(_("sau diễn tập lừa đảo"), "", "D", 30),
    Because.INCIDENT: LearningRule(_("sau sự cố"), "", "D", 30),
    Because.OTHER: LearningRule(_("lý do khác"), "", "D", 30),
}


# A class of security teaches what these ask; "other" names a subject of its own.
BY_CLASS = (Because.YEARLY, Because.DRILL, Because.INCIDENT)


class Owed(StrEnum):
    DONE = "done"
    DROPPED = "dropped"
    LATE = "late"
    OPEN = "open"


OWED_NAMES = {
    Owed.DONE: _("đã học"),
    Owed.DROPPED: _("thôi yêu cầu"),
    Owed.LATE: _("quá hạn"),
    Owed.OPEN: _("phải học"),
}


def owed(due: date, done_on: date | None, dropped_on: date | None, on: date) -> Owed:
    """The last day still counts."""
    if done_on is not None:
        return Owed.DONE
    if dropped_on is not None:
        return Owed.DROPPED
    return Owed.LATE if due < on else Owed.OPEN


def usual_due(because: Because, on: date) -> date:
    """What is offered as the last day: no text names one."""
    return on + timedelta(days=LEARNING_RULES[because].days)
