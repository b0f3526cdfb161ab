"""What agencies of the province did with a paper that one of them sent to all.

Each step by its own clerk or leader, so the sender's page shows what they answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from congvu.demo.actions.life import Life
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.documents import actions
from congvu.documents.models import Assignment, IntakeItem, RegisterEntry
from congvu.documents.rules import Paper, Part
from congvu.exchange.models import Dispatch
from congvu.lib.dates import local_date
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry

FILE = "exchange.yaml"
_APART = timedelta(minutes=7)
_STEP = timedelta(minutes=25)


@dataclass(frozen=True)
class _Door:
    """A paper at the door of one agency, and when its clerk came to it."""

    agency: str
    item: IntakeItem
    paper: Paper
    at: datetime


def receive_inside(*, now: datetime) -> None:
    """After ``send_out``: some have registered it, some returned it, others not yet."""
    life = Life(Bodies(local_date(now)), now)
    words = {a.id: word for word, a in life.bodies.agencies.items()}
    came = [
        (line, number, door)
        for line in read(FILE)["inside"]
        for number, door in enumerate(_doors(line["paper"], words, life))
    ]
    for line, number, door in sorted(came, key=lambda one: one[2].at):
        if why := line["back"].get(door.agency):
            actions.discard_item(
                item_id=door.item.pk,
                reason=why,
                by=life.seat(_clerk(life, door), door.at),
                at=door.at,
            )
        elif number % line["registered"] == 0:
            door = replace(door, at=_after_its_last_line(door))
            if door.at <= _last_hour(life):
                _handle(line, number, door, life)


def _doors(subject: str, words: dict[UUID, str], life: Life) -> Iterator[_Door]:
    """In the order of their codes, each a little later than the one before."""
    entry = OutgoingEntry.objects.get(subject=subject)
    paper = Paper(
        subject=entry.subject,
        issuer_name=life.bodies.agencies["committee"].name,
        type_code=entry.type_code,
        symbol=entry.symbol,
        issued_on=entry.issued_on,
        signer_name=entry.signer_name,
        signer_position=entry.signer_position,
        urgency=entry.urgency,
    )
    codes = {a.id: a.code for a in life.bodies.agencies.values()}
    rows = Dispatch.objects.filter(entry=entry, item__isnull=False)
    found = sorted(rows.select_related("item"), key=lambda d: codes[_of(d)])
    for number, sent in enumerate(found):
        at = min(sent.created_at + _STEP + number % 30 * _APART, _last_hour(life))
        assert sent.item is not None  # noqa: S101 - the filter above
        yield _Door(words[_of(sent)], sent.item, paper, at)


def _last_hour(life: Life) -> datetime:
    """Time is left for what follows."""
    return life.now - 3 * _STEP


def _after_its_last_line(door: _Door) -> datetime:
    """A register's numbers rise with the days: who has later lines came to it later."""
    lines = RegisterEntry.objects.filter(register__agency=door.item.agency_id)
    last: datetime | None = lines.aggregate(last=Max("registered_at"))["last"]
    return door.at if last is None else max(door.at, last + _APART)


def _of(sent: Dispatch) -> UUID:
    assert sent.agency_id is not None  # noqa: S101 - it has a door here
    return sent.agency_id


def _clerk(life: Life, door: _Door) -> UUID:
    return life.bodies.desk(door.agency, Role.RECORDS_CLERK)


def _specialist(life: Life, door: _Door) -> UUID | None:
    """A small commune has none."""
    posts = life.bodies.posts(door.agency)
    return next(
        (p.id for p in posts if p.role == Role.SPECIALIST and p.person_id), None
    )


def _handle(line: dict[str, Any], number: int, door: _Door, life: Life) -> None:
    """Registered; of some, handed out; of few, done with."""
    clerk = life.seat(_clerk(life, door), door.at)
    leader = life.bodies.desk(door.agency, Role.LEADER)
    head, hand = life.seat(leader, door.at), _specialist(life, door)
    entry = actions.register_incoming(
        paper=door.paper,
        arrived_at=door.item.received_at,
        by=clerk,
        at=door.at,
        item_id=door.item.pk,
        channel=door.item.channel,
    ).pk
    if number % line["handed"]:
        return
    at = door.at + _STEP
    actions.submit(entry_id=entry, leader_post_id=leader, by=clerk, at=at)
    actions.instruct(
        entry_id=entry,
        assignment_id=_part(entry, Part.DIRECT),
        text="Triển khai theo chỉ đạo của Ủy ban nhân dân tỉnh, báo cáo kết quả.",
        shares=[actions.Share(hand or clerk.post_id, Part.LEAD, None)],
        by=head,
        at=at,
    )
    if hand is None or number % line["finished"]:
        return
    lead, at = _part(entry, Part.LEAD), at + _STEP
    actions.report(
        entry_id=entry,
        assignment_id=lead,
        result="Đã triển khai đến các thôn, báo cáo kết quả theo yêu cầu.",
        by=life.seat(hand, at),
        at=at,
    )
    actions.confirm(entry_id=entry, assignment_id=lead, by=head, at=at + _APART)


def _part(entry: UUID, part: Part) -> UUID:
    return Assignment.objects.values_list("pk", flat=True).get(entry=entry, part=part)
