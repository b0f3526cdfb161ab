"""Media of the demo's old machines: one record closed by its minutes, one under way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from congvu.demo.actions.sheets import Bodies
from congvu.inventory.actions import (
    MediumData,
    WipingData,
    add_medium,
    begin_wiping,
    close_wiping,
)
from congvu.inventory.models import Machine, WipingRecord
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.rules import OutgoingState

# Who does it, and who stands by.
_HANDS = {"wiper": "minh", "witness": "lan", "second": "chanhvp"}


def wipe_media(
    told: dict[str, Any], machine_id: UUID, keeper: Seat, *, now: datetime
) -> WipingRecord:
    """The closed one, which names the machine that is scrapped."""
    machine = Machine.objects.get(pk=machine_id)
    paper = OutgoingEntry.objects.get(
        agency=keeper.agency_id,
        subject=told["wiped"]["minutes"],
        state=OutgoingState.ISSUED,
    )
    at = now - timedelta(days=21)
    found = _record(told["wiped"], keeper, at)
    for line in told["wiped"]["media"]:
        _add(
            found, line, machine.name, min(paper.issued_on, local_date(at)), keeper, at
        )
    close_wiping(record_id=found.pk, symbol=paper.symbol, by=keeper, at=at)
    waiting = _record(told["wiping"], keeper, now - timedelta(days=2))
    for line in told["wiping"]["media"]:
        _add(waiting, line, "", local_date(now - timedelta(days=1)), keeper, now)
    return found


def _record(told: dict[str, Any], keeper: Seat, at: datetime) -> WipingRecord:
    bodies = Bodies(local_date(at))
    hands = {role: bodies.desk("committee", who) for role, who in _HANDS.items()}
    data = WipingData(agency_id=keeper.agency_id, name=told["name"], **hands)
    return begin_wiping(data=data, by=keeper, at=at)


def _add(
    found: WipingRecord,
    line: dict[str, Any],
    machine: str,
    on: date,
    keeper: Seat,
    at: datetime,
) -> None:
    words = f"{found.name}: {line['serial']}, {line['method']}, {line['result']}\n"
    data = MediumData(
        kind=line["kind"],
        machine=machine,
        serial=line["serial"],
        method=line["method"],
        wiped_on=on,
        result=line["result"],
        file_name=line["file"],
        stream=BytesIO(words.encode()),
    )
    add_medium(record_id=found.pk, data=data, by=keeper, at=at)
