"""What a page on the portal asks of who keeps it, by its days. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class PageAsk(StrEnum):
    """Its day came, it is soon taken down by itself, or what it leads to is gone."""

    REVIEW = "review"
    EXPIRY = "expiry"
    LINK = "link"


PAGE_ASK_NAMES = {
    PageAsk.REVIEW: _("đến ngày xem lại"),
    PageAsk.EXPIRY: _("sắp tự gỡ xuống"),
    PageAsk.LINK: _("liên kết tới văn bản không còn trên cổng"),
}
BEFORE_EXPIRY = timedelta(days=7)
"""How long before it goes its editors hear of it; our own choice, no law says."""
