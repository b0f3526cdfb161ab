"""Two at once, each in a connection of its own: one wins, the other is told why.

Machines, networks, seats, sheets, help and collectors' books, on one small province.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.inventory.actions import MachineData, NewMachine, add_machine, receive
from congvu.inventory.models import Machine, MachineReading
from congvu.lib.refusals import Refused
from congvu.licences.actions import Target, allocate
from congvu.licences.models import SeatAllocation
from congvu.network.actions import (
    add_device,
    add_ports,
    add_subnet,
    give_address,
    lay_cable,
)
from congvu.network.models import Cable, NetAddress, Port
from congvu.network.rules import DeviceData, SubnetData
from congvu.support.actions import close_request
from congvu.support.models import SupportRequest
from congvu.surveys.actions import save_sheet
from congvu.surveys.rules import Answer
from congvu.watching.actions import take
from congvu.watching.formats import read_message
from congvu.watching.models import ProbeHour
from tests.inventory.messages import fusion
from tests.licences.world import catalogue, right
from tests.network.stories import hub, place
from tests.people import Province, make_province
from tests.support.test_story import ask
from tests.surveys.stories import begun, sheet_of
from tests.watching.stories import Hub

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _told(*deeds: Callable[[], object]) -> list[str]:
    """What those who did not win were told, all of them at the same moment."""
    start, told, broke = threading.Barrier(len(deeds)), list[str](), list[str]()

    def run(deed: Callable[[], object]) -> None:
        start.wait(10)
        try:
            deed()
        except Refused as why:
            told.append(" ".join(reason.message for reason in why.reasons))
        except Exception as why:  # noqa: BLE001  what the test is about
            broke.append(repr(why))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert broke == []
    return told


def test_of_two_first_writers_one_wins_and_the_other_is_told() -> None:
    call_command("load_law", verbosity=0)
    people = make_province(timezone.now(), timezone.localdate())
    _one_serial(people)
    _one_inventory(people)
    _one_port_cable_address(people)
    _the_last_seats(people)
    _one_sheet(people)
    _one_request(people)
    _one_batch(people)


def _one_serial(people: Province) -> None:
    new = NewMachine(people.committee.pk, "Máy kho", serial="SN-2026-0001")
    add = partial(
        add_machine, new=new, data=MachineData(), by=people.seat("quan"), at=people.at
    )
    assert _told(add, add, add) == ["Đã có máy mang số này."] * 2
    assert Machine.objects.filter(serial="SN-2026-0001").count() == 1


def _one_inventory(people: Province) -> None:
    """The same agent's message by two ways: one machine, and nothing told wrongly."""
    before = Machine.objects.count()
    tell = partial(
        receive,
        content=fusion(),
        agency_id=people.committee.pk,
        by=SYSTEM,
        at=people.at,
    )
    assert _told(tell, tell, tell) == []
    assert Machine.objects.count() == before + 1
    assert MachineReading.objects.filter(state="refused").count() == 0


def _one_port_cable_address(people: Province) -> None:
    by, at = people.seat("quan"), people.at
    site = place(people, "Trụ sở")
    switch = add_device(site_id=site.pk, data=DeviceData("SW-1"), by=by, at=at)
    ports = partial(add_ports, device_id=switch.pk, names="1-3", by=by, at=at)
    assert _told(ports, ports) == ["Thiết bị đã có các cổng này."]
    one, two, three = Port.objects.order_by("position")

    lay = partial(lay_cable, port_id=one.pk, by=by, at=at)
    [why] = _told(partial(lay, other_id=two.pk), partial(lay, other_id=three.pk))
    assert "đang nối cáp khác" in why
    assert Cable.objects.count() == 1

    subnet = add_subnet(
        site_id=site.pk, data=SubnetData("10.9.0.0/24", "LAN"), by=by, at=at
    )
    give = partial(give_address, subnet_id=subnet.pk, ip="10.9.0.7", by=by, at=at)
    [why] = _told(partial(give, used_for="Máy in"), partial(give, used_for="Camera"))
    assert why in ("10.9.0.7 đã dùng cho Máy in.", "10.9.0.7 đã dùng cho Camera.")
    assert NetAddress.objects.count() == 1


def _the_last_seats(people: Province) -> None:
    catalogue()
    bought = right(people, "winrar", 5)
    give = partial(
        allocate,
        entitlement_id=bought.pk,
        seats=3,
        since=people.today - timedelta(days=1),
        by=people.seat("quan"),
        at=people.at,
    )
    to = (Target(people.committee.pk), Target(people.commune.pk))
    [why] = _told(*(partial(give, target=one) for one in to))
    assert why.startswith("Chỉ còn 2 trên 5.")
    assert SeatAllocation.objects.count() == 1


def _one_sheet(people: Province) -> None:
    sheet = sheet_of(begun(people), people.commune)
    save = partial(
        save_sheet, sheet_id=sheet.pk, seen=sheet.revision, by=people.seat("phuc")
    )
    first, second = ({"machines": Answer(n, "")} for n in ("4", "5"))
    told = _told(
        partial(save, answers=first, at=people.at),
        partial(save, answers=second, at=people.at),
    )
    assert len(told) == 1
    sheet.refresh_from_db()
    assert sheet.revision == 1


def _one_request(people: Province) -> None:
    asked = ask(people)
    close = partial(
        close_request, support_request_id=asked.pk, by=people.seat("minh"), at=people.at
    )
    assert _told(close, close) == ["Chỉ người đề nghị đóng, khi chưa đóng."]
    assert SupportRequest.objects.get(pk=asked.pk).closed_by == "Hoàng Văn Minh"


def _one_batch(people: Province) -> None:
    """A collector that heard no answer sends its book again meanwhile."""
    site = hub(people)
    station = Hub(people, site)
    target = station.watch("Máy chủ", site)
    lines = [
        station.line(target, people.at - timedelta(minutes=n), up=True)
        for n in (3, 2, 1)
    ]
    told = station.message(lines)
    batch = partial(
        take,
        hearing=read_message(json.dumps(told).encode()),
        collector_id=station.row.pk,
        address="10.0.0.9",
        by=SYSTEM,
        at=people.at,
    )
    assert _told(batch, batch, batch) == []
    assert station.now.taken == 3
    hours = ProbeHour.objects.filter(probe__target=target)
    assert sum(one.asked for one in hours) == 3
