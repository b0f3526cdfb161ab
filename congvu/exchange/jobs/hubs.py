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
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

logger = logging.getLogger(__name__)

LISTS = (Channel.HUB, Channel.FOLDER)
"""Who can say whom it reaches: in a shared folder each has a place with its card. A
gateway has no verb for it, and mail reaches anybody."""
LONGEST_CODE, LONGEST_MAILBOX = 35, 254
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
def take_directories() -> None:
    """All or nothing: a list that breaks off half-way closes nobody."""
    for channel in LISTS:
        if channel not in settings.EXCHANGE:
            continue
        cards = hub_client(channel).agencies()
        listed = (one for card in cards if (one := _listed(channel, card)))
        try:
            actions.take_directory(
                listed=listed,
                source=channel.value,
                yields=channel == Channel.FOLDER,
                by=SYSTEM,
                at=timezone.now(),
            )
        except (HubDown, HubRefused, Refused) as why:
            logger.warning("%s: directory not taken: %s", channel, why)


def _listed(channel: Channel, card: AgencyCard) -> Listed | None:
    """What a directory says of one, as far as it can be kept; without a code that can
    be written to it is nobody. A shared folder knows nobody: its cards are believed
    for code and name, not for whose an old code or a mailbox is.
    """
    code, name = nfc(card.code).upper(), nfc(card.name)[:300]
    if not code or not name or len(code) > LONGEST_CODE:
        logger.warning("not in the directory: %.80r, %.80r", card.code, card.name)
        return None
    if channel == Channel.FOLDER:
        return Listed(code=code, name=name)
    old, code102 = nfc(card.old_code).upper(), nfc(card.code102).upper()
    mailbox = nfc(card.mail)
    return Listed(
        code=code,
        name=name,
        old_code=old if len(old) <= LONGEST_CODE else "",
        code102=code102 if len(code102) <= LONGEST_CODE else "",
        mailbox=mailbox if len(mailbox) <= LONGEST_MAILBOX else "",
    )
