"""How letters fare on their way, in words people understand. Pure."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class DeliveryState(StrEnum):
    SENT = "sent"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    EXPIRED = "expired"


DELIVERY_STATE_NAMES = {
    DeliveryState.SENT: _("đã tới"),
    DeliveryState.DEFERRED: _("chưa tới, sẽ gửi lại"),
    DeliveryState.BOUNCED: _("không tới"),
    DeliveryState.EXPIRED: _("không tới, đã quá thời gian thử"),
}
FAILED = frozenset({DeliveryState.BOUNCED, DeliveryState.EXPIRED})

# RFC 3463: class.subject.detail; the longest beginning that is known speaks.
_REASONS = {
    "1.1": _("Không có hộp thư này ở nơi nhận."),
    "1.2": _("Tên miền của địa chỉ nhận không có."),
    "1.3": _("Địa chỉ nhận viết sai."),
    "1.6": _("Hộp thư nơi nhận đã chuyển đi."),
    "1.8": _("Nơi nhận không nhận địa chỉ gửi này."),
    "1.10": _("Tên miền của địa chỉ nhận không nhận thư."),
    "2.1": _("Hộp thư nơi nhận đang bị khóa."),
    "2.2": _("Hộp thư nơi nhận đã đầy."),
    "2.3": _("Thư lớn quá mức nơi nhận cho phép."),
    "3.0": _("Máy chủ nơi nhận đang trục trặc."),
    "3.4": _("Thư lớn quá mức máy chủ nơi nhận cho phép."),
    "4.1": _("Máy chủ nơi nhận không trả lời."),
    "4.2": _("Kết nối tới máy chủ nơi nhận bị ngắt."),
    "4.3": _("Không tra được tên miền nơi nhận (DNS)."),
    "4.4": _("Không tìm được đường tới máy chủ nơi nhận."),
    "4.6": _("Thư đi vòng giữa các máy chủ."),
    "4.7": _("Quá thời gian thử gửi mà chưa tới."),
    "5": _("Hai máy chủ không hiểu nhau."),
    "6": _("Nơi nhận không đọc được nội dung thư."),
    "7.1": _("Nơi nhận từ chối thư này."),
    "7.20": _("Nơi nhận từ chối: chữ ký DKIM không đúng."),
    "7.23": _("Nơi nhận từ chối: SPF không đúng."),
    "7.26": _("Nơi nhận từ chối: không qua được xác thực nơi gửi."),
    "7": _("Nơi nhận từ chối vì lý do an toàn."),
}
_ARRIVED = _("Máy chủ nơi nhận đã nhận.")
_UNKNOWN = _("Máy chủ nơi nhận trả lời như ghi bên.")


def reason_words(dsn: str) -> str:
    """What a status code means; the caller translates."""
    kind, _dot, rest = dsn.partition(".")
    if kind == "2":
        return _ARRIVED
    subject = rest.partition(".")[0]
    return _REASONS.get(rest) or _REASONS.get(subject) or _UNKNOWN


class Breach(StrEnum):
    """How a letter that did not go through the office departed from the regulation."""

    PRIVATE = "private"
    NEVER = "never"


BREACH_NAMES = {
    Breach.PRIVATE: _("văn bản gửi tới hộp thư không phải công vụ"),
    Breach.NEVER: _("loại văn bản không được gửi bằng thư"),
}


_SECONDS, _MINUTES, _HOURS = _("%(n)s giây"), _("%(n)s phút"), _("%(n)s giờ")


def delay_said(seconds: float | None, say: Callable[[str], str]) -> str:
    """How long, in the unit people would use; ``say`` translates."""
    if seconds is None:
        return "–"
    if seconds < 60:
        words, value = _SECONDS, f"{seconds:.1f}"
    elif seconds < 3600:
        words, value = _MINUTES, f"{round(seconds / 60)}"
    else:
        words, value = _HOURS, f"{seconds / 3600:.1f}"
    return say(words) % {"n": value.replace(".", ",")}
