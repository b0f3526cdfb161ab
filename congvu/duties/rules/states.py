"""How a share stands on a day: eight states, exclusive, so that they add up.

The names are usual ones; what each means here is this file's own definition, and pages
say so. ``queries/states.py`` says the same to the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class Source(StrEnum):
    """What a duty came of."""

    DIRECTIVE = "directive"
    HAND = "hand"
    INSPECTION = "inspection"
    MEETING = "meeting"


SOURCE_NAMES = {
    Source.DIRECTIVE: _("văn bản chỉ đạo"),
    Source.HAND: _("giao trực tiếp"),
    Source.INSPECTION: _("kiến nghị kiểm tra"),
    Source.MEETING: _("kết luận cuộc họp"),
}


class ShareRole(StrEnum):
    LEAD = "lead"
    SUPPORT = "support"


SHARE_ROLE_NAMES = {
    ShareRole.LEAD: _("chủ trì"),
    ShareRole.SUPPORT: _("phối hợp"),
}


class Course(StrEnum):
    """What was decided about a share; the day makes a state of it."""

    UNDER_WAY = "under-way"
    SUSPENDED = "suspended"
    DONE = "done"
    REVOKED = "revoked"


COURSE_NAMES = {
    Course.UNDER_WAY: _("đang thực hiện"),
    Course.SUSPENDED: _("tạm dừng"),
    Course.DONE: _("hoàn thành"),
    Course.REVOKED: _("thu hồi"),
}
OPEN_COURSES = frozenset({Course.UNDER_WAY, Course.SUSPENDED})


class DutyState(StrEnum):
    NOT_YET = "not-yet"
    IN_TIME = "in-time"
    EXTENDED = "extended"
    LATE = "late"
    DONE_IN_TIME = "done-in-time"
    DONE_LATE = "done-late"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


DUTY_STATE_NAMES = {
    DutyState.NOT_YET: _("chưa đến hạn"),
    DutyState.IN_TIME: _("trong hạn"),
    DutyState.EXTENDED: _("gia hạn"),
    DutyState.LATE: _("quá hạn"),
    DutyState.DONE_IN_TIME: _("hoàn thành đúng hạn"),
    DutyState.DONE_LATE: _("hoàn thành quá hạn"),
    DutyState.SUSPENDED: _("tạm dừng"),
    DutyState.REVOKED: _("thu hồi"),
}
DUTY_STATE_MEANS = {
    DutyState.NOT_YET: _("ngày bắt đầu còn ở phía trước"),
    DutyState.IN_TIME: _("đang làm, hạn chưa qua hoặc không có hạn"),
    DutyState.EXTENDED: _("đang làm, đã được lùi hạn và hạn mới chưa qua"),
    DutyState.LATE: _("chưa xong và hạn đã qua, kể từ ngày sau hạn"),
    DutyState.DONE_IN_TIME: _("xong không muộn hơn hạn, hoặc không có hạn"),
    DutyState.DONE_LATE: _("xong sau hạn"),
    DutyState.SUSPENDED: _("người giao cho tạm dừng"),
    DutyState.REVOKED: _("người giao rút lại, không phải làm nữa"),
}
OPEN_STATES = frozenset(
    {
        DutyState.NOT_YET,
        DutyState.IN_TIME,
        DutyState.EXTENDED,
        DutyState.LATE,
        DutyState.SUSPENDED,
    }
)
DUE_STATES = (DutyState.DONE_IN_TIME, DutyState.DONE_LATE, DutyState.LATE)
"""What had to be done by a day: the share done in time is of these."""


@dataclass(frozen=True)
class Facts:
    """What a standing says; ``done_on`` is there exactly where it is done."""

    course: Course
    deadline: date | None = None
    extended: bool = False
    begins_on: date | None = None
    done_on: date | None = None


def state_of(facts: Facts, on: date) -> DutyState:
    """The one state of a share that stands so, on that day."""
    if facts.course == Course.REVOKED:
        return DutyState.REVOKED
    if facts.course == Course.SUSPENDED:
        return DutyState.SUSPENDED
    if facts.course == Course.DONE:
        done_late = (
            facts.deadline is not None
            and facts.done_on is not None
            and facts.done_on > facts.deadline
        )
        return DutyState.DONE_LATE if done_late else DutyState.DONE_IN_TIME
    if facts.deadline is not None and on > facts.deadline:
        return DutyState.LATE
    if facts.begins_on is not None and on < facts.begins_on:
        return DutyState.NOT_YET
    return DutyState.EXTENDED if facts.extended else DutyState.IN_TIME
