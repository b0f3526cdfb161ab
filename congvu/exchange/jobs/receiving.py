"""What waits outside comes in."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.exchange import actions, queries
from congvu.exchange.client import (
    HubClient,
    HubDown,
    HubRefused,
    ListedPacket,
    Unfit,
    all_received,
    hub_client,
)
from congvu.exchange.rules import NOT_OURS_THERE, ArrivalState, Channel
from congvu.jobs.rules import periodic
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop as _

logger = logging.getLogger(__name__)

LONGEST_RUN = 30.0
"""Seconds after which a run makes place for others; the next one goes on."""

MOST_DOWN = 3
"""So often in a row without an answer, and a channel is left for the next run."""
NOT_ASKED, LONGEST_NOT_ASKED = 10.0, 640.0
"""Seconds for which a box that the hub does not know is left alone, each time twice as
long: after a reform there are hundreds of closed codes, most of which no hub ever knew;
but a new agency may only be about to be enrolled."""

_left_alone: dict[tuple[str, str, str], tuple[float, float]] = {}
"""Of a channel, its address and a code: until when, and how long that was."""

Inlet = Callable[[str], HubClient]
Clock = Callable[[], datetime]


@periodic(
    name="exchange.receive",
    title=_("Nhận gói tin từ ngoài hệ thống"),
    cron=f"* * * * * */{settings.RECEIVE_SECONDS}",
)
def receive_waiting() -> None:
    """Everything left from before first: a run that was killed is gone on with."""
    receive(until=time.monotonic() + LONGEST_RUN)


def receive(
    *,
    until: float = float("inf"),
    inlet: Inlet = hub_client,
    clock: Clock = timezone.now,
) -> int:
    """Keep what lies in our boxes, read it, and tell the channels what became of it."""
    finish(until=until, inlet=inlet, clock=clock)
    kept = 0
    for channel in settings.EXCHANGE:
        try:
            kept += _empty_boxes(channel, until, inlet, clock)
        except (HubDown, HubRefused) as why:
            logger.warning("%s: %s", channel, why)
    finish(until=until, inlet=inlet, clock=clock)
    return kept


def _empty_boxes(channel: str, until: float, inlet: Inlet, clock: Clock) -> int:
    client, kept, down, unknown = inlet(channel), 0, 0, []
    hub = str(settings.EXCHANGE[channel].get("address", ""))
    for code, agency_id in queries.boxes_of(channel, local_date(clock())).items():
        until_then, waited = _left_alone.get((channel, hub, code), (0.0, 0.0))
        if until_then > time.monotonic():
            continue
        try:
            for listed in all_received(client, code):
                if time.monotonic() > until:
                    return kept
                try:
                    kept += _keep(client, channel, agency_id, listed, clock)
                    down = 0
                except HubDown as why:
                    # Perhaps this one packet: those behind it must not wait for it.
                    down += 1
                    if down == MOST_DOWN:
                        raise
                    logger.warning("%s, %s: %s", channel, listed.id, why)
        except HubRefused as why:
            # Of one box: a code that this hub does not know is no harm to the others.
            unknown.append(f"{code} ({why})")
            if why.code == NOT_OURS_THERE:
                wait = min(max(NOT_ASKED, 2 * waited), LONGEST_NOT_ASKED)
                _left_alone[channel, hub, code] = (time.monotonic() + wait, wait)
    if unknown:
        told = "; ".join(unknown[:3])
        logger.warning("%s: %d boxes not opened: %s", channel, len(unknown), told)
    return kept


def _keep(
    client: HubClient,
    channel: str,
    agency_id: UUID | None,
    listed: ListedPacket,
    clock: Clock,
) -> bool:
    """The bytes and their row; nothing is told to the channel yet."""
    known = queries.known_packet(channel, listed.id)
    if known is not None:
        actions.note_again(arrival=known)
        return False
    brought = actions.Brought(
        channel=channel,
        remote_id=listed.id,
        kind=listed.kind,
        sender=listed.sender,
        sha256=listed.sha256,
        length=listed.length if channel != Channel.MAIL else 0,
        at=listed.at,
    )
    try:
        with client.get(listed.id) as stream:
            actions.take_in(
                packet=stream,
                brought=brought,
                agency_id=agency_id,
                by=SYSTEM,
                at=clock(),
            )
    except (Refused, Unfit) as why:
        # It must not lie before those behind it for ever, nor go without a word.
        actions.note_not_kept(
            brought=brought,
            reason=why.words if isinstance(why, Unfit) else str(why),
            agency_id=agency_id,
            by=SYSTEM,
            at=clock(),
        )
        return False
    except HubRefused as why:
        # Listed and not given: taken by another, or to be had the next time.
        logger.warning("%s, %s: %s", channel, listed.id, why)
        return False
    return True


def finish(
    *,
    until: float = float("inf"),
    inlet: Inlet = hub_client,
    clock: Clock = timezone.now,
) -> None:
    """Read what is kept and unread, then tell the channels; each by itself."""
    for arrival in queries.unfinished_arrivals():
        if time.monotonic() > until:
            return
        settled = actions.settle(arrival_id=arrival.pk, by=SYSTEM, at=clock())
        if settled.channel not in settings.EXCHANGE:
            continue
        again = queries.known_packet(settled.channel, settled.remote_id)
        if not settled.is_over and again is None:
            continue
        told = again or settled
        failed = told.state in (ArrivalState.BROKEN, ArrivalState.NOT_OURS)
        failed = failed or told.file_id is None
        try:
            inlet(settled.channel).acknowledge(
                settled.remote_id, "fail" if failed else "done", told.reason
            )
        except HubDown as why:
            logger.warning("%s: %s", settled.channel, why)
            continue
        except HubRefused as why:
            # It no longer knows the packet, so there is nobody to tell.
            logger.warning("%s, %s: %s", settled.channel, settled.remote_id, why)
        actions.note_acknowledged(arrival=settled, at=clock())
