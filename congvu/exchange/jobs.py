"""Background door of exchange: the hub's directory, once a day."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.exchange.actions import take_directory
from congvu.exchange.client import HubDown, HubRefused, hub_client
from congvu.exchange.rules import Listed
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _

log = logging.getLogger(__name__)


@periodic(cron="20 3 * * *", title=_("Nạp danh bạ cơ quan từ trục liên thông"))
def take_hub_directory() -> None:
    """All or nothing: a hub that breaks off half-way closes nobody."""
    if not settings.EXCHANGE.get("hub"):
        return
    try:
        cards = hub_client("hub").agencies()
        listed = (
            Listed(
                code=card.code.upper(),
                name=card.name[:300],
                old_code=card.old_code.upper(),
                code102=card.code102.upper(),
                mailbox=card.mail,
            )
            for card in cards
            if card.code and card.name
        )
        take_directory(listed=listed, source="hub", by=SYSTEM, at=timezone.now())
    except (HubDown, HubRefused) as why:
        log.warning("directory of the hub not taken: %s", why)
