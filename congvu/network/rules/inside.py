"""Inside a house: rooms, racks with their units, ports, cables, the agency's VLANs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from uuid import UUID

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc
from congvu.network.rules.data import Fault, needed, short, within
from congvu.network.rules.words import (
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_UNITS,
)

MOST_PORTS = 128
LEAST_VLAN, MOST_VLAN = 1, 4094
_RANGE = re.compile(r"(.*?)(\d{1,4})\s*-\s*(\d{1,4})")


@dataclass(frozen=True)
class RoomData:
    """``building``: which house of the site, where it has several."""

    name: str
    building: str = ""
    about: str = ""

    def tidied(self) -> RoomData:
        return RoomData(nfc(self.name), nfc(self.building), nfc(self.about))


def room_faults(data: RoomData) -> list[Fault]:
    found = needed(data.name, "name", _("Chưa có tên phòng."), LONGEST_NAME)
    found += short(data.building, "building", LONGEST_NAME)
    return found + short(data.about, "about", LONGEST_LINE)


@dataclass(frozen=True)
class RackData:
    """``units``: how many units (U, 44,45 mm) high it is."""

    name: str
    units: int = 42

    def tidied(self) -> RackData:
        return replace(self, name=nfc(self.name))


def rack_faults(data: RackData) -> list[Fault]:
    found = needed(data.name, "name", _("Chưa có tên tủ."), LONGEST_NAME)
    return found + within(data.units, "units", 1, MOST_UNITS)


@dataclass(frozen=True)
class VlanData:
    number: int
    name: str

    def tidied(self) -> VlanData:
        return replace(self, name=nfc(self.name))


def vlan_faults(data: VlanData) -> list[Fault]:
    found = needed(data.name, "name", _("Chưa có tên VLAN."), LONGEST_NAME)
    return found + within(data.number, "number", LEAST_VLAN, MOST_VLAN)


@dataclass(frozen=True)
class Slot:
    """Where in which rack a device stands: its lowest unit, and how many it takes."""

    rack_id: UUID
    unit: int
    units: int = 1

    @property
    def top(self) -> int:
        return self.unit + self.units - 1


def port_names(text: str) -> list[str]:
    """ "1-3, mgmt" → 1, 2, 3, mgmt; "Gi0/1-2" → Gi0/1, Gi0/2; each once, in order.

    A range that runs backwards, or further than a device has ports, is one name.
    """
    found: dict[str, None] = {}
    for part in (nfc(one) for one in re.split(r"[,;\n]", text)):
        ranged = _RANGE.fullmatch(part)
        if ranged and 0 <= int(ranged[3]) - int(ranged[2]) < MOST_PORTS:
            numbers = range(int(ranged[2]), int(ranged[3]) + 1)
            found |= dict.fromkeys(f"{ranged[1]}{n}" for n in numbers)
        elif part:
            found[part] = None
    return list(found)


def port_faults(names: list[str], had: int) -> list[Fault]:
    """``had``: how many ports the device has already."""
    if not names:
        return [Fault(_("Ghi tên cổng như 1-24 hoặc Gi0/1."), "names")]
    found = []
    if len(names) + had > MOST_PORTS:
        words = _("Một thiết bị có nhiều nhất %(most)s cổng.")
        found.append(Fault(words, "names", {"most": str(MOST_PORTS)}))
    if any(len(one) > LONGEST_CODE for one in names):
        words = _("Tên cổng dài quá %(most)s chữ.")
        found.append(Fault(words, "names", {"most": str(LONGEST_CODE)}))
    return found
