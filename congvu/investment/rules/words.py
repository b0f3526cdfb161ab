"""The words of money for information technology. Pure."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_NAME = 200
LONGEST_LINE = 120
LONGEST_REASON = 500
LONGEST_TEXT = 4000
MOST_MONEY = 10**14
MOST_YEARS = 10
FIRST_YEAR, LAST_YEAR = 2006, 2099


class MoneySource(StrEnum):
    """Where money comes from, the first a need asks first."""

    PROVINCE = "province"
    CENTRAL = "central"
    OTHER = "other"


SOURCE_NAMES = {
    MoneySource.PROVINCE: _("ngân sách tỉnh"),
    MoneySource.CENTRAL: _("ngân sách trung ương"),
    MoneySource.OTHER: _("nguồn khác"),
}

PRIORITIES = (1, 2, 3, 4)
PRIORITY_NAMES = {
    1: _("1: phải làm ngay, luật buộc"),
    2: _("2: cần cho công việc đang chạy"),
    3: _("3: nên làm"),
    4: _("4: khi có điều kiện"),
}
HIGHEST_SCORE = 100


class NeedSteps(StrEnum):
    """At which parts of its cost a need is still of use."""

    WHOLE = "100"
    HALF = "50,100"
    THIRDS = "30,60,100"
    QUARTERS = "25,50,75,100"


STEPS_NAMES = {
    NeedSteps.WHOLE: _("chỉ cả phần, không cắt"),
    NeedSteps.HALF: _("một nửa hoặc cả phần"),
    NeedSteps.THIRDS: _("30 %, 60 % hoặc cả phần"),
    NeedSteps.QUARTERS: _("25 %, 50 %, 75 % hoặc cả phần"),
}


def steps_of(told: str) -> tuple[int, ...]:
    return tuple(int(one) for one in told.split(","))


class NeedState(StrEnum):
    ASKED = "asked"
    FULL = "full"
    PART = "part"
    REJECTED = "rejected"


NEED_STATE_NAMES = {
    NeedState.ASKED: _("đề xuất"),
    NeedState.FULL: _("cân đối đủ"),
    NeedState.PART: _("cân đối một phần"),
    NeedState.REJECTED: _("không cân đối được"),
}


class NeedPin(StrEnum):
    FREE = ""
    IN = "in"
    OUT = "out"


PIN_NAMES = {
    NeedPin.FREE: _("để hệ thống chọn"),
    NeedPin.IN: _("giữ trong"),
    NeedPin.OUT: _("để ngoài"),
}


class VersionState(StrEnum):
    OPEN = "open"
    ASKED = "asked"
    ADOPTED = "adopted"


VERSION_STATE_NAMES = {
    VersionState.OPEN: _("đang lập"),
    VersionState.ASKED: _("hệ thống đang cân đối"),
    VersionState.ADOPTED: _("đã chọn"),
}
