"""Background doors of exchange: what waits goes out, what waits outside comes in.

Only here other systems are spoken to, and never inside a transaction.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from congvu.audit.rules import SYSTEM
from congvu.exchange import actions
from congvu.exchange.client import HubClient, HubDown, HubRefused, hub_client
from congvu.exchange.models import Packet
from congvu.exchange.rules import MOST_ATTEMPTS
from congvu.files.queries import open_file
from congvu.jobs.rules import periodic
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop as _

logger = logging.getLogger(__name__)

LONGEST_RUN = 30.0
"""Seconds after which a run makes place for others; the next one goes on."""

Outlet = Callable[[str], HubClient]


@periodic(
    name="exchange.send",
    title=_("Gửi gói tin ra ngoài hệ thống"),
    cron="* * * * * */5",
)
def send_waiting() -> None:
    """The rows are the truth: a run that was killed left its packet to the next."""
    drain(until=time.monotonic() + LONGEST_RUN)


def drain(*, until: float = float("inf"), outlet: Outlet = hub_client) -> int:
    """Send what is due, most urgent first, on the channels this office has."""
    sent = 0
    while time.monotonic() < until:
        packet = actions.claim(channels=list(settings.EXCHANGE), at=timezone.now())
        if packet is None:
            break
        send_packet(packet, outlet=outlet)
        sent += 1
    return sent


def send_packet(packet: Packet, *, outlet: Outlet = hub_client) -> None:
    """One try with a packet that is ours; whatever comes of it is noted at its row."""
    if actions.goes_too_early(packet):
        actions.put_off(packet=packet, at=timezone.now())
        return
    if packet.attempts > MOST_ATTEMPTS:
        words = gettext("Việc gửi bị ngắt giữa chừng quá nhiều lần.")
        actions.note_unsendable(
            packet=packet, words=words, by=SYSTEM, at=timezone.now()
        )
        return
    try:
        remote_id = _send(packet, outlet)
    except HubDown as why:
        actions.note_failed(
            packet=packet, words=why.words, by=SYSTEM, at=timezone.now()
        )
    except HubRefused as why:
        actions.note_refused(
            packet=packet, code=why.code, words=why.words, by=SYSTEM, at=timezone.now()
        )
    except Refused as why:
        # The paper lacks something: no hub has been asked.
        actions.note_unsendable(
            packet=packet, words=str(why), by=SYSTEM, at=timezone.now()
        )
    else:
        actions.note_sent(
            packet=packet, remote_id=remote_id, by=SYSTEM, at=timezone.now()
        )


def _send(packet: Packet, outlet: Outlet) -> str:
    client = outlet(packet.channel)
    kept = actions.make_file(packet=packet, by=SYSTEM, at=timezone.now())
    with open_file(kept) as stream:
        return client.send(
            stream,
            sender=packet.sender_code,
            receivers=packet.addresses,
            kind="status" if packet.kind == "status" else "document",
            message_id=str(packet.pk),
            sha256=kept.sha256,
            urgency=packet.urgency,
        )
