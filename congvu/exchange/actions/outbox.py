"""The queue of packets: put down, taken by one worker, sent or tried again.

The row is first; the worker's claim is a lease that it renews while it sends. Who dies
between sending and saying so leaves the row to the next one after the lease, and the
hub knows the packet again by its id. One packet at a time: what is urgent never waits
for a batch.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from copy import copy
from datetime import datetime, timedelta
from typing import BinaryIO, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Actor
from congvu.exchange.access import is_sender, senders_of
from congvu.exchange.formats.edxml import write
from congvu.exchange.formats.edxml.payload import spool
from congvu.exchange.models import UNDER_WAY, Dispatch, Packet
from congvu.exchange.queries import clerks_for, message_for
from congvu.exchange.rules import (
    GOES_BY_FILE,
    HUB_FAULT,
    HUB_WORDS,
    LEASE,
    MOST_ATTEMPTS,
    NEW,
    RECALL,
    RECEIVER_CODES,
    UNKNOWN_RECEIVER,
    Channel,
    Transfer,
    pause,
)
from congvu.files import actions as files
from congvu.files.models import StoredFile
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Refused
from congvu.notices.actions import notify
from congvu.organisations.access import Seat

PUT_OFF = timedelta(seconds=20)
_CHANCE = random.SystemRandom()


@transaction.atomic
def claim(*, channels: Collection[str], at: datetime) -> Packet | None:
    """The most urgent packet that is due, ours until its lease ends.

    No audit entry: sending makes its own.
    """
    due = Packet.objects.filter(next_try_at__lte=at, channel__in=channels)
    packet = (
        due.order_by("-urgency", "created_at", "id")
        .select_for_update(skip_locked=True)
        .first()
    )
    if packet is None:
        return None
    # Whoever had it died over it, perhaps after the other side had it.
    packet.may_be_there |= packet.state == Transfer.SENDING
    packet.state, packet.next_try_at = Transfer.SENDING, at + LEASE
    packet.attempts, packet.claim = packet.attempts + 1, packet.claim + 1
    packet.save(
        update_fields=["state", "next_try_at", "attempts", "claim", "may_be_there"]
    )
    _show(packet)
    return packet


def renew(*, packet: Packet, at: datetime) -> None:
    """Still at it. No audit entry: sending makes its own."""
    _claimed(packet).update(next_try_at=at + LEASE)


def make_file(*, packet: Packet, by: Actor, at: datetime) -> StoredFile:
    """The file of a packet, written once for however many receivers and tries.

    Raises what the paper lacks as a refusal. Never in a transaction: files are large.
    """
    if packet.file is not None:
        return packet.file
    with spool() as out:
        write(message_for(packet), out)
        out.seek(0)
        kept = files.store(
            stream=cast(BinaryIO, out),
            name=f"{packet.document_id or packet.pk}.edxml",
            by=by,
            at=at,
            agency_id=packet.sender_id,
            is_envelope=True,
        )
    packet.file = kept.file
    packet.save(update_fields=["file"])
    return kept.file


def goes_too_early(packet: Packet) -> bool:
    """What is said about a paper waits until the paper itself has gone."""
    if packet.entry_id is None or packet.code == NEW:
        return False
    about = packet.earlier_id or packet.entry_id
    papers = Packet.objects.filter(entry=about, kind="document", state__in=UNDER_WAY)
    before = papers.filter(
        addresses__overlap=packet.addresses, created_at__lte=packet.created_at
    )
    return before.exclude(Q(pk=packet.pk) | Q(code=RECALL)).exists()


@transaction.atomic
def note_sent(*, packet: Packet, remote_id: str, by: Actor, at: datetime) -> None:
    """The hub has it. Nothing if another worker took it over meanwhile."""
    row = _ours(packet)
    if row is None:
        return
    row.state, row.next_try_at, row.last_error = Transfer.SENT, None, ""
    row.remote_id, row.sent_at = remote_id, at
    row.save(
        update_fields=["state", "next_try_at", "last_error", "remote_id", "sent_at"]
    )
    _show(row)
    _record("exchange.packet-sent", row, by, at)


@transaction.atomic
def note_failed(
    *, packet: Packet, words: str, may_be_there: bool, by: Actor, at: datetime
) -> None:
    """Nobody answered: again later, until that is often enough."""
    row = _ours(packet)
    if row is None:
        return
    row.may_be_there |= may_be_there
    if row.attempts >= MOST_ATTEMPTS:
        _give_up(row, words, by, at)
        return
    row.state, row.last_error = Transfer.FAILED, words[:1000]
    row.next_try_at = at + pause(row.attempts, _CHANCE)
    row.save(update_fields=["state", "last_error", "next_try_at", "may_be_there"])
    _show(row)


@transaction.atomic
def note_refused(
    *, packet: Packet, code: int, words: str, by: Actor, at: datetime
) -> None:
    """The hub's no is for good, except where it is the hub's own fault.

    A no about one receiver splits the packet, until that one stands alone.
    """
    told = hub_words(code, words)
    if code == HUB_FAULT:
        note_failed(packet=packet, words=told, may_be_there=True, by=by, at=at)
        return
    row = _ours(packet)
    if row is None:
        return
    is_alone = len(row.addresses) == 1
    # Letters leave one by one: those before the refused one are there.
    row.may_be_there |= row.channel == Channel.MAIL and not is_alone
    if code in RECEIVER_CODES and not is_alone:
        _split(row, at)
    else:
        # Where nobody knows the receiver, nothing lies there from an earlier try.
        row.may_be_there &= code != UNKNOWN_RECEIVER
        _give_up(row, told, by, at)


@transaction.atomic
def note_unsendable(*, packet: Packet, words: str, by: Actor, at: datetime) -> None:
    """The paper cannot be put into a message, or there is no such channel."""
    row = _ours(packet)
    if row is not None:
        _give_up(row, words, by, at)


@transaction.atomic
def put_off(*, packet: Packet, at: datetime) -> None:
    """Not yet, and no try was made. No audit entry: nothing happened."""
    row = _ours(packet)
    if row is not None:
        row.state, row.next_try_at = Transfer.WAITING, at + PUT_OFF
        row.attempts -= 1
        row.save(update_fields=["state", "next_try_at", "attempts"])


@transaction.atomic
def send_again(*, packet_id: UUID, by: Seat, at: datetime) -> Packet:
    """The clerk has seen why it was given up, and tries once more."""
    rows = Packet.objects.select_for_update().filter(sender__in=senders_of(by))
    packet = rows.filter(pk=packet_id).first()
    if packet is None:
        raise Refused([_("Không tìm thấy gói tin này.")])
    reasons = []
    if not is_sender(by):
        reasons.append(_("Chức vụ đang chọn không có quyền làm việc này."))
    if not packet.may_go_again:
        reasons.append(_("Gói tin này không chờ gửi lại."))
    if reasons:
        raise Refused(reasons)
    packet.state, packet.next_try_at, packet.attempts = Transfer.WAITING, at, 0
    packet.save(update_fields=["state", "next_try_at", "attempts"])
    _show(packet)
    _record("exchange.sent-again", packet, by.actor, at)
    return packet


def _ours(packet: Packet) -> Packet | None:
    """The row, locked, while our claim is the last one that was made."""
    return _claimed(packet).select_for_update().first()


def _claimed(packet: Packet) -> QuerySet[Packet]:
    return Packet.objects.filter(
        pk=packet.pk, state=Transfer.SENDING, claim=packet.claim
    )


def _show(packet: Packet) -> None:
    """At every recipient that it still carries the paper to."""
    carried = packet.dispatches.filter(address__in=packet.addresses)
    carried.filter(state__in=[*UNDER_WAY, Transfer.GIVEN_UP]).update(
        state=packet.state,
        attempts=packet.attempts,
        next_try_at=packet.next_try_at,
        last_error=packet.last_error,
        remote_id=packet.remote_id,
        sent_at=packet.sent_at,
    )


def _give_up(packet: Packet, words: str, by: Actor, at: datetime) -> None:
    packet.state, packet.next_try_at = Transfer.GIVEN_UP, None
    packet.last_error = words[:1000]
    packet.save(update_fields=["state", "next_try_at", "last_error", "may_be_there"])
    _show(packet)
    notify(
        "exchange.given-up",
        to=clerks_for(packet.sender_id, local_date(at)),
        target_id=packet.pk,
        at=at,
        actor=SYSTEM.name,
    )
    _record("exchange.packet-given-up", packet, by, at, reason=words)


def _split(packet: Packet, at: datetime) -> None:
    """Two packets, with the same file where that is enough; the second is a row of its
    own."""
    half = len(packet.addresses) // 2
    rest = copy(packet)
    rest.pk, rest._state.adding = uuid7(), True
    _address(rest, packet.addresses[half:])
    _address(packet, packet.addresses[:half])
    for one in (packet, rest):
        one.state, one.next_try_at, one.attempts = Transfer.WAITING, at, 0
        one.save()
    packet.dispatches.filter(address__in=rest.addresses).update(packet=rest)
    packet.requests.filter(dispatch__address__in=rest.addresses).update(packet=rest)
    for one in (packet, rest):
        _show(one)


def _address(packet: Packet, addresses: list[str]) -> None:
    """To these only; where the file alone says so, it is written anew."""
    packet.addresses = addresses
    if packet.channel in GOES_BY_FILE:
        packet.file = None


def hub_words(code: int, words: str) -> str:
    """A hub's no in Vietnamese, its own words behind it."""
    with override("vi"):
        known = HUB_WORDS.get(code)
        said = _(known) if known else _("Trục từ chối (mã %(code)d).") % {"code": code}
    return f"{said} {words}".strip() if words else said


def _record(event: str, packet: Packet, by: Actor, at: datetime, **more: str) -> None:
    record(
        event,
        by=by,
        at=at,
        on=packet,
        agency_id=packet.sender_id,
        data={
            "document": packet.document_id,
            "kind": packet.kind,
            "code": packet.code,
            "channel": packet.channel,
            "places": len(packet.addresses),
            **more,
        },
    )


def withdraw_dispatches(rows: list[Dispatch]) -> None:
    """No further try brings it there; a packet nobody waits for is taken off."""
    gone: dict[UUID, set[str]] = {}
    for row in rows:
        if row.packet_id is not None:
            gone.setdefault(row.packet_id, set()).add(row.address)
    for packet in Packet.objects.select_for_update().filter(pk__in=gone):
        _address(packet, [a for a in packet.addresses if a not in gone[packet.pk]])
        if not packet.addresses:
            packet.state, packet.next_try_at = Transfer.WITHDRAWN, None
        packet.save(update_fields=["addresses", "file", "state", "next_try_at"])
