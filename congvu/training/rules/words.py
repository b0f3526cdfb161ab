"""Kinds and states of courses, classes and places. Pure."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_NAME = 300
LONGEST_LINE = 120
LONGEST_REASON = 500
LONGEST_TEXT = 4000
MOST_PLACES = 500
MOST_MONEY = 10**12


class CourseKind(StrEnum):
    MANAGEMENT = "management"
    ADMINISTRATION = "administration"
    SECURITY = "security"
    USER = "user"
    OPEN_SOURCE = "open-source"
    LAW = "law"


COURSE_KIND_NAMES = {
    CourseKind.MANAGEMENT: _("quản lý công nghệ thông tin"),
    CourseKind.ADMINISTRATION: _("quản trị hệ thống"),
    CourseKind.SECURITY: _("an toàn, an ninh thông tin"),
    CourseKind.USER: _("kỹ năng sử dụng"),
    CourseKind.OPEN_SOURCE: _("phần mềm nguồn mở"),
    CourseKind.LAW: _("phổ biến pháp luật"),
}


class ClassState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


CLASS_STATE_NAMES = {
    ClassState.OPEN: _("đang mở"),
    ClassState.CLOSED: _("đã kết thúc"),
    ClassState.CANCELLED: _("đã hủy"),
}


class PlaceState(StrEnum):
    INVITED = "invited"
    ASKED = "asked"
    WAITING = "waiting"
    HELD = "held"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


PLACE_STATE_NAMES = {
    PlaceState.INVITED: _("được mời"),
    PlaceState.ASKED: _("chờ duyệt"),
    PlaceState.WAITING: _("danh sách chờ"),
    PlaceState.HELD: _("có chỗ"),
    PlaceState.REFUSED: _("không duyệt"),
    PlaceState.WITHDRAWN: _("đã rút"),
}


class Result(StrEnum):
    PASSED = "passed"
    FAILED = "failed"


RESULT_NAMES = {
    Result.PASSED: _("hoàn thành"),
    Result.FAILED: _("chưa hoàn thành"),
}


class How(StrEnum):
    CODE = "code"
    HAND = "hand"


HOW_NAMES = {How.CODE: _("quét mã"), How.HAND: _("giảng viên ghi")}
