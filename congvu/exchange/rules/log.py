"""Words for what the audit log keeps of exchange."""

from __future__ import annotations

from congvu.exchange.rules.dispatches import CHANNEL_NAMES, WANTED_NAMES
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "exchange.sent": _("Gửi văn bản tới nơi nhận"),
    "exchange.asked": _("Yêu cầu nơi nhận về văn bản đã gửi"),
    "exchange.answered": _("Trả lời yêu cầu của nơi gửi"),
}
AUDIT_WORDS = {
    **{channel.value: name for channel, name in CHANNEL_NAMES.items()},
    "symbol": _("số, ký hiệu"),
    "wanted": _("yêu cầu"),
    "places": _("số nơi nhận"),
    "agreed": _("đồng ý"),
}
AUDIT_VALUES = {"wanted": {one.value: name for one, name in WANTED_NAMES.items()}}
