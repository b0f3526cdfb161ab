"""What of the network comes by the clock."""

from __future__ import annotations

from django.utils import timezone

from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.network import actions


@periodic(
    name="network.tell_ending",
    title=_("Báo đường truyền, hợp đồng sắp hết hạn"),
    cron="45 6 * * *",
)
def tell_ending() -> None:
    """Each once for each end; what was missed is told later."""
    now = timezone.now()
    actions.tell_ending_links(at=now)
    actions.tell_ending_contracts(at=now)
