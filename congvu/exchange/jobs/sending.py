"""What waits goes out.

Only here other systems are spoken to, and never inside a transaction.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext

from congvu.audit.rules import SYSTEM
from congvu.exchange import actions
from congvu.exchange.client import (
    HubClient,
    HubDown,
    HubRefused,
    hub_client,
)
from congvu.exchange.models import Packet
from congvu.exchange.rules import MOST_ATTEMPTS, RENEWAL
from congvu.files.queries import open_file
from congvu.jobs.rules import periodic
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop as _

logger = logging.getLogger(__name__)

LONGEST_RUN = 30.0
"""Seconds after which a run makes place for others; the next one goes on."""

Outlet = Callable[[str], HubClient]
Clock = Callable[[], datetime]


@periodic(
    name="exchange.send",
    title=_("Gửi gói tin ra ngoài hệ thống"),
    cron="* * * * * */5",
)
def send_waiting() -> None:
    """The rows are the truth: a run that was killed left its packet to the next."""
    drain(until=time.monotonic() + LONGEST_RUN)


def drain(
    *,
    until: float = float("inf"),
    outlet: Outlet = hub_client,
    clock: Clock = timezone.now,
) -> int:
    """Send what is due, most urgent first, on the channels this office has.

    A channel that is down is asked no more in this run: thousands that wait for it need
    not each find out.
    """
    sent, channels = 0, set(settings.EXCHANGE)
    while channels and time.monotonic() < until:
        packet = actions.claim(channels=channels, at=clock())
        if packet is None:
            break
        if not send_packet(packet, outlet=outlet, clock=clock):
            channels.discard(packet.channel)
        sent += 1
    return sent


def send_packet(
    packet: Packet, *, outlet: Outlet = hub_client, clock: Clock = timezone.now
) -> bool:
    """One try with a packet that is ours; whatever comes of it is noted at its row.

    False where nobody answered.
    """
    if actions.goes_too_early(packet):
        actions.put_off(packet=packet, at=clock())
        return True
    if packet.attempts > MOST_ATTEMPTS:
        words = gettext("Việc gửi bị ngắt giữa chừng quá nhiều lần.")
        actions.note_unsendable(packet=packet, words=words, by=SYSTEM, at=clock())
        return True
    try:
        with _renewed(packet, clock):
            remote_id = _send(packet, outlet, clock)
    except HubDown as why:
        actions.note_failed(
            packet=packet,
            words=why.words,
            may_be_there=why.may_be_there,
            by=SYSTEM,
            at=clock(),
        )
        return False
    except HubRefused as why:
        actions.note_refused(
            packet=packet, code=why.code, words=why.words, by=SYSTEM, at=clock()
        )
    except Refused as why:
        # The paper lacks something: no hub has been asked.
        actions.note_unsendable(packet=packet, words=str(why), by=SYSTEM, at=clock())
    else:
        actions.note_sent(packet=packet, remote_id=remote_id, by=SYSTEM, at=clock())
    return True


@contextmanager
def _renewed(packet: Packet, clock: Clock) -> Iterator[None]:
    """Ours for as long as it takes, and not longer than this process lives."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(RENEWAL.total_seconds()):
            actions.renew(packet=packet, at=clock())
        connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _send(packet: Packet, outlet: Outlet, clock: Clock) -> str:
    client = outlet(packet.channel)
    kept = actions.make_file(packet=packet, by=SYSTEM, at=clock())
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
