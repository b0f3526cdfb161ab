"""Whether what watches the network is heard of: collectors that are silent."""

from __future__ import annotations

from datetime import datetime

from congvu.health.rules import Check, Said, State, said
from congvu.lib.text import gettext_noop as _
from congvu.watching.models import Collector
from congvu.watching.rules import SILENT_AFTER

_NAMED = 5


def collectors(at: datetime) -> Said | None:
    """Nothing to say where none was ever heard of; one question."""
    rows = Collector.objects.filter(revoked_at=None).exclude(seen_at=None)
    known = list(rows.order_by("seen_at").values_list("label", "seen_at"))
    if not known:
        return None
    silent = [label for label, seen in known if seen and seen < at - SILENT_AFTER]
    if not silent:
        words = _("%(count)s máy thu thập đang gửi.")
        return said(State.WELL, words, count=len(known))
    return said(
        State.WATCH,
        _("%(count)s máy thu thập im: %(names)s"),
        since=known[0][1],
        count=len(silent),
        names=", ".join(silent[:_NAMED]),
    )


CHECKS = (
    Check(
        "collectors",
        _("Máy thu thập"),
        _(
            "Xem máy thu thập có chạy không và có tới được văn phòng không; kết quả "
            "nó xếp hàng sẽ tới sau. Không dùng nữa thì thu hồi mã."
        ),
        collectors,
        page="watching:collectors",
    ),
)
