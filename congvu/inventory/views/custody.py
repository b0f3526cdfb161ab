"""Whose a machine was from when until when, as who looks may know it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from congvu.inventory import queries
from congvu.inventory.access import kept_agencies
from congvu.inventory.models import Custody, Machine
from congvu.inventory.rules import MACHINE_STATE_NAMES, MachineState
from congvu.organisations.access import Seat
from congvu.organisations.queries import names_ever


@dataclass(frozen=True)
class CustodyLine:
    """``unit`` and ``person`` are empty where nobody had it, or another agency's."""

    row: Custody
    agency: str
    unit: str
    person: str
    state: str


def custody_lines(seat: Seat, machine: Machine) -> list[CustodyLine]:
    """The last first. People of another agency are not for this one to know."""
    agencies = kept_agencies(seat)
    among = None if agencies is None else [*agencies, machine.came_from]
    rows = queries.custody_of(machine, among=among)
    units = [row.unit_id for row in rows if row.unit_id is not None]
    names = names_ever([row.agency_id for row in rows], units)
    return [
        CustodyLine(
            row,
            names.get(row.agency_id, ""),
            names.get(row.unit_id, "") if row.unit_id else "",
            row.person.full_name if row.person else "",
            _(MACHINE_STATE_NAMES[MachineState(row.state)]),
        )
        for row in rows
    ]
