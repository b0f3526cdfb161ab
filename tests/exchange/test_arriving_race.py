"""Two nodes take in what lies in the same folder at the same time."""

from __future__ import annotations

import multiprocessing
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.documents.models import Document, IntakeItem
from congvu.exchange import jobs
from congvu.exchange.client import AgencyCard
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.formats.edxml import messages as m
from congvu.exchange.models import Arrival, Packet
from congvu.files import jail
from tests.exchange.outside import FAR, US, later_id, letter, put
from tests.people import make_province

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("home"),
]
MANY = 12


def start(gate: Any) -> Any:
    def work() -> None:
        gate.wait()
        jobs.receive()
        connections.close_all()
        jail.stop()

    # A child must not inherit our connection: closing it there would close ours.
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    return process


def test_each_packet_is_kept_and_put_at_the_door_once(
    transactional_db: None, settings: Any, tmp_path: Any
) -> None:
    settings.EXCHANGE = {"folder": {"folder": str(tmp_path)}}
    hub = FolderHub(tmp_path)
    for code in (US, FAR):
        hub.register(AgencyCard(code=code, name="Xã"))
    call_command("load_law", verbosity=0)
    make_province(timezone.now(), timezone.localdate())
    for number in range(1, MANY + 1):
        code = m.Code(number=f"{number}", notation="UBND-VP")
        put(hub, letter(document_id=later_id(f"{number}"), code=code))
    gate = multiprocessing.get_context("fork").Barrier(2)

    running = [start(gate) for _ in range(2)]
    for one in running:
        one.join(200)

    assert [one.exitcode for one in running] == [0, 0]
    assert list(Arrival.objects.values_list("state", flat=True)) == ["taken"] * MANY
    assert IntakeItem.objects.count() == MANY
    assert Document.objects.count() == MANY
    assert Packet.objects.filter(code="01").count() == MANY, "each is told once"
    jobs.receive()
    assert hub.received(US) == []
    assert Arrival.objects.filter(acknowledged_at=None).count() == 0
