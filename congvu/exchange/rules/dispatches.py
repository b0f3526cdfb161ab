"""What travels: one row a recipient, and what its receiver may still say of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from congvu.exchange.rules.messages import StatusCode
from congvu.lib.text import gettext_noop as _


class Channel(StrEnum):
    """By which way a paper reaches one recipient; decided as it is issued."""

    INSIDE = "inside"
    HUB = "hub"
    GATEWAY = "gateway"
    FOLDER = "folder"
    MAIL = "mail"
    PAPER = "paper"


CHANNEL_NAMES = {
    Channel.INSIDE: _("trong hệ thống"),
    Channel.HUB: _("trục liên thông"),
    Channel.GATEWAY: _("cổng của tỉnh"),
    Channel.FOLDER: _("thư mục trao đổi"),
    Channel.MAIL: _("thư công vụ"),
    Channel.PAPER: _("bản giấy"),
}


GOES_BY_FILE = frozenset({Channel.GATEWAY})
"""Ways on which only the file's own To says for whom it is. A status has none: it
reaches everybody who got the paper."""


class Transfer(StrEnum):
    """How far the bytes are; what the receiver does with the paper is its status."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given-up"
    WITHDRAWN = "withdrawn"


TRANSFER_NAMES = {
    Transfer.WAITING: _("chờ gửi"),
    Transfer.SENDING: _("đang gửi"),
    Transfer.SENT: _("đã gửi"),
    Transfer.FAILED: _("chưa gửi được, sẽ gửi lại"),
    Transfer.GIVEN_UP: _("không gửi được"),
    Transfer.WITHDRAWN: _("đã lấy lại"),
}


class Wanted(StrEnum):
    """What a sender asks about a paper that was registered: the clerk there decides."""

    RECALL = "recall"
    UPDATE = "update"
    REPLACE = "replace"


WANTED_NAMES = {
    Wanted.RECALL: _("lấy lại văn bản"),
    Wanted.UPDATE: _("cập nhật văn bản"),
    Wanted.REPLACE: _("thay thế văn bản"),
}


class ArrivalState(StrEnum):
    """What became of a packet that came in."""

    NEW = "new"
    TAKEN = "taken"
    WAITS = "waits"
    REFUSED = "refused"
    NOT_OURS = "not-ours"
    BROKEN = "broken"
    REPLAYED = "replayed"


ARRIVAL_NAMES = {
    ArrivalState.NEW: _("chờ đọc"),
    ArrivalState.TAKEN: _("đã nhận"),
    ArrivalState.WAITS: _("chờ văn thư quyết định"),
    ArrivalState.REFUSED: _("không nhận"),
    ArrivalState.NOT_OURS: _("gửi nhầm nơi"),
    ArrivalState.BROKEN: _("hỏng, không đọc được"),
    ArrivalState.REPLAYED: _("gửi lặp lại"),
}
KIND_NAMES = {"document": _("văn bản"), "status": _("trạng thái")}

CLOCK_WRONG = timedelta(hours=1)
"""By so much a clock is believed to be behind that has not shown itself yet."""

_WAY_OF_WORK = (
    StatusCode.ARRIVED,
    StatusCode.ACCEPTED,
    StatusCode.ASSIGNED,
    StatusCode.IN_PROGRESS,
    StatusCode.FINISHED,
)


def is_news(code: StatusCode, told: Collection[str]) -> bool:
    """Whether a receiver's step still says something new: each once, none backwards.

    What was refused says nothing more; what is finished is not refused any more.
    """
    if StatusCode.REFUSED in told:
        return False
    if code == StatusCode.REFUSED:
        return StatusCode.FINISHED not in told
    later = _WAY_OF_WORK[_WAY_OF_WORK.index(code) :]
    return not any(one in told for one in later)


def answers_wish(
    *,
    asked_at: datetime,
    told_at: datetime | None,
    heard: Iterable[tuple[datetime, datetime]],
) -> bool:
    """Whether 15 or 16 can be about a wish: no answer is older than its question.

    ``told_at`` is by the teller's clock, and nobody knows how wrong that is. It is
    behind ours by no more than the quickest word from there took (``heard``: when we
    had it, when it was told), and an hour is forgiven to everybody.
    """
    if told_at is None:
        return True
    quickest = min((at - told for at, told in heard), default=CLOCK_WRONG)
    return told_at + max(quickest, CLOCK_WRONG) >= asked_at
