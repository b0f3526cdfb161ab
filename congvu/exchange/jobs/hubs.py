"""Hubs know of our agencies, and we of theirs."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.exchange import actions, queries
from congvu.exchange.client import AgencyCard, HubDown, HubRefused, hub_client
from congvu.exchange.rules import Channel, Listed
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _

logger = logging.getLogger(__name__)

ENROLS = {Channel.HUB, Channel.FOLDER}
"""Where we tell of our agencies ourselves; a gateway has its own register."""


@periodic(
    name="exchange.enrol",
    title=_("Đăng ký cơ quan trên trục liên thông"),
    cron="* * * * *",
)
def enrol() -> None:
    """What hubs should know of our agencies and do not yet: new, renamed, recoded."""
    for channel in ENROLS & set(settings.EXCHANGE):
        client = hub_client(channel)
        for agency_id, card in queries.not_told(channel, timezone.localdate()):
            told = AgencyCard(card.code, card.name, old_code=card.old_code)
            try:
                client.register(told)
            except HubDown as why:
                logger.warning("%s: %s", channel, why)
                break
            except HubRefused as why:
                error = actions.hub_words(why.code, why.words)
            else:
                error = ""
            actions.note_enrolled(
                agency_id=agency_id,
                channel=channel,
                card=card,
                error=error,
                by=SYSTEM,
                at=timezone.now(),
            )


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
        actions.take_directory(
            listed=listed, source="hub", by=SYSTEM, at=timezone.now()
        )
    except (HubDown, HubRefused) as why:
        logger.warning("directory of the hub not taken: %s", why)
