"""What the end of a body does to requests for help (docs/adr/0106)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays
from congvu.support.actions import pass_support
from congvu.support.queries import count_open

declare(
    Declared(
        "support.SupportRequest.agency",
        Fate.FOLLOWS,
        _("đề nghị hỗ trợ đang mở"),
        count_open,
        pass_support,
    ),
    Declared("support.SupportRequest.to_agency", Fate.FOLLOWS, move=pass_support),
    Declared("support.SupportRequest.unit", Fate.FOLLOWS, move=pass_support),
    Declared("support.SupportDesk.agency", Fate.FOLLOWS, move=pass_support),
    Declared("support.SupportDesk.unit", Fate.FOLLOWS, move=pass_support),
)

# Who asked, from which post that day; the head of the unit goes on where it ended.
stays("support.SupportRequest.asked_post_id")
