"""The words of personal data. Pure."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_NAME = 200
LONGEST_LINE = 120
LONGEST_REASON = 500
LONGEST_TEXT = 4000


class Assessment(StrEnum):
    """Where the file that assesses the impact of a processing stands."""

    OWED = "owed"
    FILED = "filed"
    EXEMPT = "exempt"


ASSESSMENT_NAMES = {
    Assessment.OWED: _("chưa lập"),
    Assessment.FILED: _("đã lập"),
    Assessment.EXEMPT: _("cơ quan cho là được miễn"),
}


class Wish(StrEnum):
    """What a person asks about their data, in the words of everyday."""

    KNOW = "know"
    COPY = "copy"
    CORRECT = "correct"
    DELETE = "delete"
    LIMIT = "limit"
    WITHDRAW = "withdraw"
    OTHER = "other"


WISH_NAMES = {
    Wish.KNOW: _("được biết, được xem"),
    Wish.COPY: _("được cấp bản sao"),
    Wish.CORRECT: _("chỉnh sửa"),
    Wish.DELETE: _("xóa, hủy"),
    Wish.LIMIT: _("hạn chế, phản đối xử lý"),
    Wish.WITHDRAW: _("rút lại sự đồng ý"),
    Wish.OTHER: _("yêu cầu khác"),
}


class RequestState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"


REQUEST_STATE_NAMES = {
    RequestState.OPEN: _("đang giải quyết"),
    RequestState.ANSWERED: _("đã giải quyết"),
    RequestState.REFUSED: _("từ chối"),
}
