"""A file somebody uploads: entered at once, or behind the page where it is long.

The row of the load is the truth: a worker that is killed goes on where it stood, and a
line that was entered twice changes nothing the second time.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor, Door
from congvu.inventory.actions.receiving import (
    open_message,
    refuse_message,
    take_message,
)
from congvu.inventory.formats import AgentMessage, Asks, Unreadable
from congvu.inventory.models import InventoryLoad, MachineReading
from congvu.inventory.rules import LONGEST_LINE, Format, LoadState, Told
from congvu.jobs.actions import enqueue_once
from congvu.organisations.access import Seat

AT_ONCE = 200
"""Machines of one file that a page waits for: some seconds."""
_STEP = 50


def take_file(
    *, content: bytes, name: str, agency_id: UUID, by: Seat, at: datetime
) -> list[MachineReading] | InventoryLoad:
    """What became of each machine; of a long table the load that goes on by itself."""
    given: dict[str, Any] = {"content": content, "agency_id": agency_id, "at": at}
    try:
        message = open_message(content)
    except Unreadable as why:
        return [refuse_message(why=why, by=by.actor, name=name, **given)]
    if len(message.machines) <= AT_ONCE:
        return take_message(message=message, by=by.actor, **given)
    return _begin(message, name, agency_id, by, at)


@transaction.atomic
def _begin(
    message: AgentMessage, name: str, agency_id: UUID, by: Seat, at: datetime
) -> InventoryLoad:
    """What was read of the table; its lines that cannot be read are told at once."""
    load = InventoryLoad.objects.create(
        agency_id=agency_id,
        name=name[:LONGEST_LINE] or _("bảng kê"),
        encoding=message.agent[:40],
        lines=[_kept(told) for told in message.machines],
        total=len(message.machines),
        state=LoadState.WAITING,
        asked_at=at,
        asked_by=by.person_name,
    )
    only_refused = AgentMessage(
        Asks.INVENTORY, Format.TABLE, agent=message.agent, refused=message.refused
    )
    take_message(
        message=only_refused,
        content=b"",
        agency_id=agency_id,
        by=by.actor,
        at=at,
        load=load,
    )
    record(
        "inventory.load-begun",
        by=by.actor,
        at=at,
        on=load,
        agency_id=agency_id,
        data={"name": load.name, "count": load.total},
    )
    enqueue_once("inventory.go_on", lock=str(load.pk), load_id=str(load.pk))
    return load


def go_on(*, load_id: UUID, at: datetime) -> InventoryLoad:
    """Enter what is left of it, some lines a step; how far it is stands in the row."""
    load = InventoryLoad.objects.get(pk=load_id)
    by = Actor(load.asked_by, agency_id=load.agency_id, door=Door.JOB)
    while load.done < load.total:
        some = load.lines[load.done : load.done + _STEP]
        message = AgentMessage(
            Asks.INVENTORY,
            Format.TABLE,
            agent=load.encoding,
            machines=tuple(_told(line) for line in some),
        )
        take_message(
            message=message,
            content=b"",
            agency_id=load.agency_id,
            by=by,
            at=at,
            load=load,
        )
        load.done += len(some)
        load.save(update_fields=["done"])
    if load.state != LoadState.DONE:
        load.state, load.ended_at, load.lines = LoadState.DONE, at, []
        load.save(update_fields=["state", "ended_at", "lines"])
    return load


def _kept(told: Told) -> dict[str, Any]:
    """A line as it waits: only what it says; a table tells of no programs."""
    return {k: v for k, v in asdict(told).items() if v not in ("", None, ())}


def _told(line: dict[str, Any]) -> Told:
    given: dict[str, Any] = dict(line)
    if "cards" in given:
        given["cards"] = tuple(given["cards"])
    return Told(**given)
