"""Which machine an inventory is about, by what nobody shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from congvu.inventory.models import Likeness, Machine
from congvu.inventory.rules import (
    Likely,
    MachineState,
    Told,
    real_cards,
    real_serial,
    real_uuid,
)
from congvu.lib.text import fold

_MOST_SUSPECTED = 5


@dataclass(frozen=True)
class Match:
    """``claimed`` is another agency's machine that it says it is; ``twins`` bear the
    same serial number on another board.
    """

    machine: Machine | None = None
    claimed: Machine | None = None
    twins: tuple[Machine, ...] = ()


def one_by_one(agency_id: UUID) -> None:
    """Till the end of the transaction nobody else enters or merges machines there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"inventory:{agency_id}"],
        )


def match_and_hold(told: Told, agency_id: UUID) -> Match:
    """As it is while nobody else can change it; what went elsewhere before it could
    be held is looked for again.
    """
    while True:
        found = match(told, agency_id)
        if found.machine is None:
            return found
        held = Machine.objects.select_for_update().get(pk=found.machine.pk)
        if held.merged_into_id is None and held.agency_id == agency_id:
            return replace(found, machine=held)


def match(told: Told, agency_id: UUID) -> Match:
    """By the board, then by maker and number, then by what the agent calls itself.

    What was merged is the machine into which it went. What another agency disposed of
    is no more theirs to claim.
    """
    uuid, serial = real_uuid(told.uuid), real_serial(told.serial)
    asked = Q(pk=None)
    if uuid:
        asked |= Q(uuid=uuid)
    if serial:
        asked |= Q(serial=serial)
    if told.device_id:
        asked |= Q(device_id=told.device_id, agency=agency_id)
    rows = list(
        Machine.objects.filter(asked).select_related("merged_into").order_by("added_at")
    )
    by_board = [m for m in rows if uuid and m.uuid == uuid]
    numbered = [
        m
        for m in rows
        if serial and m.serial == serial and _same_maker(m.maker, told.maker)
    ]
    by_number = [m for m in numbered if not (uuid and m.uuid) or m.uuid == uuid]
    by_agent = [
        m
        for m in rows
        if told.device_id
        and m.device_id == told.device_id
        and not (uuid and m.uuid and m.uuid != uuid)
        and not (serial and m.serial and m.serial != serial)
    ]
    for some in (by_board, by_number, by_agent):
        found = [_now(m) for m in some]
        own = next((m for m in found if m.agency_id == agency_id), None)
        if own is not None:
            return Match(machine=own)
        # Its board decides, whatever it calls itself.
        theirs = [m for m in found if m.state != MachineState.DISPOSED]
        if theirs:
            return Match(claimed=theirs[0])
    twins = [m for m in map(_now, numbered) if m.agency_id == agency_id]
    return Match(twins=tuple(twins))


def _now(machine: Machine) -> Machine:
    while machine.merged_into is not None:
        machine = machine.merged_into
    return machine


def _same_maker(one: str, other: str) -> bool:
    return not one or not other or fold(one) == fold(other)


def suspect(machine: Machine, found: Match, told: Told, at: datetime) -> None:
    """A machine just entered may be one that was known; a person is asked.

    Two boards that both have keys of their own are two machines, whatever their names.
    """
    cards = list(real_cards(told.cards))
    uuid = real_uuid(told.uuid)
    asked = Q(name__iexact=machine.name)
    if cards:
        asked |= Q(cards__overlap=cards)
    rows = Machine.objects.filter(
        asked, agency=machine.agency_id, merged_into=None
    ).exclude(pk=machine.pk)
    likely: dict[UUID, Likely] = {twin.pk: Likely.SERIAL for twin in found.twins}
    for row in rows.order_by("added_at")[:_MOST_SUSPECTED]:
        if cards and set(cards) & set(row.cards):
            likely.setdefault(row.pk, Likely.CARD)
        elif not (uuid and row.uuid):
            likely.setdefault(row.pk, Likely.NAME)
    Likeness.objects.bulk_create(
        [
            Likeness(first_id=pk, second=machine, likely=why, found_at=at)
            for pk, why in likely.items()
        ],
        ignore_conflicts=True,
    )
