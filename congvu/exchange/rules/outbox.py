"""When a packet is tried again, and when the clerk is asked. Pure."""

from __future__ import annotations

import random
from datetime import timedelta

from congvu.exchange.rules.messages import StatusCode
from congvu.lib.text import gettext_noop as _

MOST_ATTEMPTS = 10
LEASE = timedelta(minutes=1)
"""How long a packet is one worker's after it last said that it is alive."""
RENEWAL = LEASE / 3
CLOCKS_DIFFER = timedelta(minutes=5)
"""Two clocks may be apart by so much without a remark."""
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)
_JITTER = 0.2

BUSINESS_OF_WISH = {"recall": "1", "update": "2", "replace": "3"}
"""BussinessDocType of what a sender wants."""
NEW, RECALL = "0", "1"

ANSWERS = frozenset(
    {
        StatusCode.ARRIVED,
        StatusCode.REFUSED,
        StatusCode.ACCEPTED,
        StatusCode.ASSIGNED,
        StatusCode.IN_PROGRESS,
        StatusCode.FINISHED,
    }
)
"""What a receiver tells of its own accord."""
WISH_ANSWERS = frozenset({StatusCode.AGREED, StatusCode.DECLINED})


def pause(attempts: int, chance: random.Random) -> timedelta:
    """Before the next try: a minute, doubled each time up to an hour, give or take a
    fifth so that what failed together does not come back together."""
    whole = min(_FIRST * float(2 ** min(attempts - 1, 10)), _LONGEST)
    return min(whole * chance.uniform(1 - _JITTER, 1 + _JITTER), _LONGEST)


HUB_FAULT = 20
"""The hub's own fault: the only no that may be a yes tomorrow."""
UNKNOWN_RECEIVER = 18
RECEIVER_CODES = frozenset({UNKNOWN_RECEIVER, 23})
"""The no is about one receiver: the others of the packet are still served."""

NOT_OURS_THERE = 19
"""The hub does not know the agency as one of our system."""

HUB_WORDS = {
    10: _("Trục không nhận tệp: tệp sai hoặc không trọn."),
    15: _("Trục không nhận mã hệ thống hoặc khóa của phần mềm; báo quản trị."),
    UNKNOWN_RECEIVER: _("Nơi nhận chưa đăng ký trên trục."),
    19: _("Cơ quan gửi chưa đăng ký trên trục; báo quản trị."),
    20: _("Trục gặp lỗi."),
    21: _("Trục không xử lý được tệp."),
    22: _("Tệp không đúng định dạng edXML mà trục yêu cầu."),
    23: _("Nơi nhận đang bị khóa trên trục."),
}
"""The codes of the one guide there is (v2.2 of a province's gateway)."""
