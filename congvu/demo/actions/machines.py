"""Machines of a few agencies, told by their agents now, a month and two months ago; in
the province's committee some of them changed hands.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.audit.actions import ensure_months
from congvu.audit.rules import Actor, Door
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.demo.actions.wiping import wipe_media
from congvu.inventory.actions import (
    PaperWish,
    admit,
    confirm,
    draw_up,
    enrol,
    take_message,
)
from congvu.inventory.actions.standing import keep_standing
from congvu.inventory.formats import read_message
from congvu.inventory.models import AgentEnrolment, Machine
from congvu.inventory.queries import people_of
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
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
    ensure_months("audit_event", [*moments, now - timedelta(days=20)])
    keeper = seat_of_post(Bodies(on).desk("committee", Role.ADMINISTRATOR), on)
    every = sorted(agencies_on(on), key=lambda one: one.kind != AgencyKind.PROVINCE)
    for place, agency in enumerate(every[: told["agencies"]]):
        people, here = people_of(agency.id, on), []
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
            holder = people[number][0] if number < len(people) else None
            _write(told, index, machine_id, holder, on)
            here.append(machine_id)
        keep_standing(here, at=moments[0] + timedelta(hours=1))
        admit(secret=secret, at=moments[-1])
        if not place:
            to = every[1].id
            _change_hands(told, here, keeper, to_agency=to, now=now)


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


def _write(
    told: dict[str, Any], index: int, machine_id: UUID, holder: UUID | None, on: date
) -> None:
    """A person's part: whose it is, when it was bought and for how much."""
    bought = told["bought"][index % len(told["bought"])]
    day = date(on.year - bought["years"], 1 + index % 11, 15)
    Machine.objects.filter(pk=machine_id).update(
        user=holder,
        bought_on=day,
        price=bought["price"],
        fund=told["fund"],
        warranty_until=day.replace(year=day.year + bought["warranty"]),
    )


def _change_hands(
    told: dict[str, Any],
    machines: list[UUID],
    keeper: Seat,
    *,
    to_agency: UUID,
    now: datetime,
) -> None:
    """One handed over and confirmed, one that waits for Minh, one scrapped, one offered
    to another agency.
    """
    words, at = told["papers"], now - timedelta(days=20)
    on = local_date(at)
    minh = seat_of_post(Bodies(on).desk("committee", "minh"), on)
    given = {"agency_id": keeper.agency_id, "condition": words["give"]}
    for machine_id, when in ((machines[0], at), (machines[1], now)):
        wish = PaperWish(
            "give", machines=(machine_id,), to_person=minh.person_id, **given
        )
        paper = draw_up(wish=wish, by=keeper, at=when)
        if when == at:
            confirm(paper_id=paper.pk, by=minh, at=at + timedelta(hours=2))
    scrap, move = words["scrap"], words["move"]
    draw_up(
        wish=PaperWish(
            "scrap",
            keeper.agency_id,
            (machines[-1],),
            decision=scrap["decision"],
            decision_on=on,
            wiped=wipe_media(told, machines[-1], keeper, now=now).pk,
            condition=scrap["condition"],
        ),
        by=keeper,
        at=at,
    )
    draw_up(
        wish=PaperWish(
            "move",
            keeper.agency_id,
            (machines[-2],),
            to_agency=to_agency,
            decision=move["decision"],
            decision_on=local_date(now),
            condition=move["condition"],
        ),
        by=keeper,
        at=now,
    )
