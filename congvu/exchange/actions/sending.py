"""A paper that is issued leaves: one row a recipient, and the papers inside delivered.

Inside the installation the paper lies at the receivers' doors when the issuing commits;
what goes by other channels waits in its row for a worker. A fixed number of statements
however many recipients.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from congvu.audit.actions import record
from congvu.documents.actions import put_at_doors
from congvu.documents.rules import URGENCY_NAMES
from congvu.exchange.actions.queueing import queue_paper
from congvu.exchange.models import Dispatch, DispatchStatus
from congvu.exchange.queries import Way, ways_of
from congvu.exchange.rules import Channel, StatusCode, Transfer
from congvu.lib.dates import local_date
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry


@transaction.atomic
def send_out(*, entry: OutgoingEntry, by: Seat, at: datetime) -> list[Dispatch]:
    """The rows of every recipient of a paper that has just been issued."""
    ways = ways_of(entry, local_date(at))
    if not ways:
        return []
    made = [_row(entry, way, at) for way in ways]
    _deliver(entry, made, by, at)
    _put_in_packets(entry, made, at)
    Dispatch.objects.bulk_create(made)
    DispatchStatus.objects.bulk_create(
        DispatchStatus(
            dispatch=one, code=StatusCode.ARRIVED, at=at, told_by=way.recipient.name
        )
        for one, way in zip(made, ways, strict=True)
        if one.channel == Channel.INSIDE
    )
    record(
        "exchange.sent",
        by=by.actor,
        at=at,
        on=entry,
        agency_id=entry.agency_id,
        data={"symbol": entry.symbol, **Counter(str(one.channel) for one in made)},
    )
    return made


def _row(entry: OutgoingEntry, way: Way, at: datetime) -> Dispatch:
    """What needs no worker is sent as the paper leaves."""
    at_once = way.channel in (Channel.INSIDE, Channel.PAPER)
    return Dispatch(
        entry=entry,
        recipient=way.recipient,
        agency_id=way.agency_id,
        channel=way.channel,
        address=way.address,
        urgency=list(URGENCY_NAMES).index(entry.urgency),
        state=Transfer.SENT if at_once else Transfer.WAITING,
        next_try_at=None if at_once else at,
        created_at=at,
        sent_at=at if at_once else None,
        status=StatusCode.ARRIVED if way.channel == Channel.INSIDE else "",
    )


def _put_in_packets(entry: OutgoingEntry, made: list[Dispatch], at: datetime) -> None:
    """One packet for all that go by one channel: the file is written once."""
    waiting: dict[str, list[Dispatch]] = {}
    for one in made:
        if one.state == Transfer.WAITING:
            waiting.setdefault(one.channel, []).append(one)
    for channel, rows in waiting.items():
        addresses = list(dict.fromkeys(one.address for one in rows))
        packet = queue_paper(entry=entry, channel=channel, addresses=addresses, at=at)
        for one in rows:
            one.packet = packet


def _deliver(
    entry: OutgoingEntry, made: list[Dispatch], by: Seat, at: datetime
) -> None:
    """To the doors of agencies here, whose registries are told."""
    inside = [one for one in made if one.channel == Channel.INSIDE]
    if not inside or entry.document is None:
        return
    doors = [one.agency_id for one in inside if one.agency_id is not None]
    items = put_at_doors(
        paper=entry.document,
        agency_ids=doors,
        sender=by.agency_name,
        at=at,
        is_shared=True,
    )
    for one, item in zip(inside, items, strict=True):
        one.item = item
    clerks = posts_of_role(Role.RECORDS_CLERK, doors, local_date(at))
    notify_each(
        "exchange.arrived",
        to=[
            (desk, item.id, {})
            for item in items
            for desk in sorted(clerks.get(item.agency_id, ()))
        ],
        at=at,
        actor=by.agency_name,
    )
