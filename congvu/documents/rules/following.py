"""What is asked, urged, sent across and handed over: its kinds and states."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class Wish(StrEnum):
    """What a desk asks of whoever gave it a part."""

    EXTENSION = "extension"
    PASS_ON = "pass-on"  # noqa: S105 - nothing secret


WISH_NAMES = {Wish.EXTENSION: _("xin gia hạn"), Wish.PASS_ON: _("xin chuyển nơi khác")}


class WishState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


WISH_STATE_NAMES = {
    WishState.OPEN: _("chờ trả lời"),
    WishState.GRANTED: _("được đồng ý"),
    WishState.REFUSED: _("không được đồng ý"),
}


class DeliveryState(StrEnum):
    """How far a paper is at another agency of the same installation."""

    HELD = "held"
    AT_DOOR = "at-door"
    REGISTERED = "registered"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


DELIVERY_STATE_NAMES = {
    DeliveryState.HELD: _("chờ văn thư chuyển"),
    DeliveryState.AT_DOOR: _("đã gửi, chờ nơi nhận vào sổ"),
    DeliveryState.REGISTERED: _("nơi nhận đã vào sổ"),
    DeliveryState.ANSWERED: _("nơi nhận đã trả lời"),
    DeliveryState.REFUSED: _("nơi nhận trả lại"),
    DeliveryState.WITHDRAWN: _("đã rút trước khi vào sổ"),
}


# Nothing came back yet: an answer or a refusal still changes the sender's part.
AWAITED = frozenset({DeliveryState.AT_DOOR, DeliveryState.REGISTERED})


class HandOverReason(StrEnum):
    """Why open work went to other hands."""

    REFORM = "reform"
    END_OF_POST = "end-of-post"
    VACANT = "vacant"
    LEAVE = "leave"
    BY_HAND = "by-hand"


HAND_OVER_REASON_NAMES = {
    HandOverReason.REFORM: _("tổ chức lại cơ quan, đơn vị"),
    HandOverReason.END_OF_POST: _("thôi giữ chức vụ"),
    HandOverReason.VACANT: _("chức vụ không có người giữ"),
    HandOverReason.LEAVE: _("vắng mặt"),
    HandOverReason.BY_HAND: _("theo phân công của lãnh đạo"),
}


class HandedKind(StrEnum):
    """What one line of a hand-over record is about."""

    REGISTER = "register"
    ENTRY = "entry"
    PART = "part"
    ITEM = "item"
    CROSSING = "crossing"
    PILE = "pile"


HANDED_KIND_NAMES = {
    HandedKind.REGISTER: _("sổ đăng ký"),
    HandedKind.ENTRY: _("văn bản"),
    HandedKind.PART: _("phần việc"),
    HandedKind.ITEM: _("tệp chờ vào sổ"),
    HandedKind.CROSSING: _("việc nơi khác giao"),
    HandedKind.PILE: _("xấp văn bản quét"),
}


LONGEST_URGING = 500


MOST_URGED = 500


"""Lines of a list that one urging covers: what a page shows, many times over."""
