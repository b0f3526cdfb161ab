"""Machines of a few agencies, told by their agents now, a month and two months ago."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.audit.actions import ensure_months
from congvu.audit.rules import Actor, Door
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.inventory.actions import admit, enrol, take_message
from congvu.inventory.formats import read_message
from congvu.inventory.models import AgentEnrolment, Machine
from congvu.inventory.queries import people_of
from congvu.lib.dates import local_date
from congvu.organisations.access import seat_of_post
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Role

FILE = "machines.yaml"
# One in so many was moved to a room without a network, and is silent since.
_SILENT = 9
# One in so many was installed anew, on a board whose maker wrote no number.
_ANEW = 17


def bring_machines(*, now: datetime) -> None:
    """The province's committee and the agencies after it by name; a code for the agents
    of each, a person for each machine.
    """
    told, on = read(FILE), local_date(now)
    moments = [now - timedelta(days=days) for days in (61, 40, 2)]
    ensure_months("audit_event", moments)
    keeper = seat_of_post(Bodies(on).desk("committee", Role.ADMINISTRATOR), on)
    every = sorted(agencies_on(on), key=lambda one: one.kind != AgencyKind.PROVINCE)
    for place, agency in enumerate(every[: told["agencies"]]):
        people = people_of(agency.id, on)
        code, secret = enrol(
            agency_id=agency.id,
            label=f"Máy của {agency.name}",
            expires_on=None,
            by=keeper,
            at=moments[0],
        )
        for number in range(told["each"]):
            index = place * told["each"] + number
            machine_id = _report(told, index, code, moments)
            _give(machine_id, people[number][0] if number < len(people) else None)
        admit(secret=secret, at=moments[-1])


def _report(
    told: dict[str, Any], index: int, code: AgentEnrolment, moments: list[datetime]
) -> UUID:
    """The key of the machine, as the first of its inventories entered it."""
    by = Actor("tác nhân kiểm kê", agency_id=code.agency_id, door=Door.API)
    given: list[UUID] = []
    for turn, at in enumerate(moments):
        if turn == 2 and index % _SILENT == 4:
            continue
        content = json.dumps(_message(told, index, turn)).encode()
        taken = take_message(
            message=read_message(content),
            content=content,
            agency_id=code.agency_id,
            by=by,
            at=at,
            enrolment=code,
        )
        given += [one.machine_id for one in taken if one.machine_id is not None]
    return given[0]


def _message(told: dict[str, Any], index: int, turn: int) -> dict[str, Any]:
    kind = told["models"][index % len(told["models"])]
    system = told["systems"][index % len(told["systems"])]
    programs = told["programs"][: 5 + index % 6]
    if turn == 2:
        later = told["later"]
        programs = [later[0], *programs[1:], *later[1 : 1 + index % 2]]
    if index % 3 == 0:
        programs = [*programs, told["own"][index // 3 % len(told["own"])]]
    has_no_number, name = index % _ANEW == 7, f"MAY-{index + 1:03}"
    anew = has_no_number and turn == 2
    return {
        "action": "inventory",
        "deviceid": f"{name.lower()}-{'moi' if anew else 'cu'}",
        "itemtype": "Computer",
        "content": {
            "versionclient": "GLPI-Agent_v1.11",
            "bios": {
                "smanufacturer": kind["maker"],
                "smodel": kind["model"],
                "bdate": kind["bios"],
                "ssn": "To be filled by O.E.M." if has_no_number else f"PF{index:06}X",
            },
            "hardware": {
                "name": name,
                "memory": kind["memory"] * (2 if turn == 2 and index % 7 == 3 else 1),
                "chassis_type": kind["chassis"],
            },
            "operatingsystem": {
                "full_name": system["name"],
                "version": system["version"],
            },
            "cpus": [{"name": kind["cpu"]}],
            "storages": [{"type": "disk", "disksize": kind["disk"]}],
            "networks": [
                {
                    "ipaddress": f"10.20.{index // 10}.{index % 10 + 20}",
                    "mac": f"3c:52:82:00:{index // 10:02x}:{index % 10:02x}",
                }
            ],
            "softwares": [
                {"name": name, "version": version, "publisher": publisher}
                for name, version, publisher in programs
            ],
        },
    }


def _give(machine_id: UUID, person_id: UUID | None) -> None:
    if person_id is not None:
        Machine.objects.filter(pk=machine_id).update(user=person_id)
