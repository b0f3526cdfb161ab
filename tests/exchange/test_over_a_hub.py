"""Our office and another installation on a real hub, a process of its own.

The other one is a system of its own on the hub, with three communes and no database:
what it says of a paper is said here, by hand.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from select import select
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.documents.models import IntakeItem
from congvu.exchange import jobs
from congvu.exchange.client import AgencyCard, HubClient, hub_client
from congvu.exchange.formats.edxml import read
from congvu.exchange.formats.edxml.messages import AnsweredDocument
from congvu.exchange.models import Arrival, Dispatch, Packet
from congvu.hub.rules import digest_of
from congvu.outgoing import actions as outgoing
from congvu.outgoing.models import OutgoingEntry
from tests.exchange.letters import issue
from tests.exchange.making import organisation, status
from tests.exchange.outside import FAR, US, bytes_of, letter, put
from tests.hub.running import Hub, running_hub
from tests.people import Province, make_province

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("home"),
]
COMMUNES = ("H55.01", "H55.02", "H55.03")


SYSTEMS = {"H03": "our-secret-" + "x" * 30, "H55": "their-secret-" + "x" * 30}


@pytest.fixture(scope="module")
def running(tmp_path_factory: Any, django_db_setup: None) -> Iterator[Hub]:
    """With two systems let in, as ``congvu hub add-system`` does."""
    with running_hub(tmp_path_factory.mktemp("hub")) as hub:
        for root, secret in SYSTEMS.items():
            hub.rows(
                "INSERT INTO hub_system"
                " (system_id, name, secret_digest, roots, created_at)"
                " VALUES (%s, %s, %s, ARRAY[%s], now())",
                root, root, digest_of(secret), root,
            )  # fmt: skip
        yield hub


@pytest.fixture
def theirs(running: Hub, settings: Any) -> HubClient:
    """The other installation; ours is linked by the settings. The boxes are empty."""
    running.rows("DELETE FROM hub_box")
    running.rows("DELETE FROM hub_message")
    far = running.national("H55", SYSTEMS["H55"])
    settings.EXCHANGE = {
        "hub": {
            "address": running.url,
            "system": "H03",
            "secret": SYSTEMS["H03"],
            "ca_file": "",
        }
    }
    ours = hub_client("hub")
    for code, old in (("H03", "000.00.00.H03"), (US, "")):
        ours.register(AgencyCard(code=code, old_code=old, name=f"Cơ quan {code}"))
    for code in COMMUNES:
        far.register(AgencyCard(code=code, name=f"Xã {code}"))
    return far


@pytest.fixture
def people(transactional_db: None) -> Province:
    call_command("load_law", verbosity=0)
    return make_province(timezone.now(), timezone.localdate())


def messages(far: HubClient, code: str) -> list[Any]:
    found = []
    for one in far.received(code):
        with far.get(one.id) as stream:
            found.append(read(io.BytesIO(stream.read())))
        far.acknowledge(one.id, "done")
    return found


def say(far: HubClient, by: str, document_id: str, code: str, words: str = "") -> None:
    told = status(
        code,
        from_=organisation(by),
        response_for=AnsweredDocument(organ_id="H03", document_id=document_id),
        description=words,
        timestamp=timezone.now(),
    )
    data = io.BytesIO(bytes_of(told))
    digest = sha256(data.getvalue()).hexdigest()
    far.send(
        data, sender=by, receivers=["H03"], kind="status",
        message_id=digest, sha256=digest,
    )  # fmt: skip


def issue_to_all(people: Province, subject: str) -> OutgoingEntry:
    places = [outgoing.SentTo(None, f"UBND xã {code}", code) for code in COMMUNES]
    return issue(people, places=places, subject=subject)


def test_accepted_refused_taken_back_and_replaced(
    people: Province, theirs: HubClient
) -> None:
    line = issue_to_all(people, "Quyết định đầu")
    jobs.drain()
    rows = {d.address: d for d in Dispatch.objects.filter(entry=line)}
    assert {d.state for d in rows.values()} == {"sent"}
    assert len({d.remote_id for d in rows.values()}) == 1, "one sending for all"
    papers = {code: messages(theirs, code)[0] for code in COMMUNES}
    document_id = papers[FAR].header.document_id
    assert document_id == Packet.objects.get().document_id

    say(theirs, "H55.01", document_id, "03")
    say(theirs, "H55.02", document_id, "02", "Không thuộc thẩm quyền")
    jobs.receive()
    people.client("lan").post(
        f"/van-ban/di/noi-nhan/{rows['H55.03'].id}/lay-lai/", {"reason": "Sai số"}
    )
    jobs.drain()
    asked = messages(theirs, "H55.03")
    assert sorted(type(m).__name__ for m in asked) == [
        "DocumentMessage",
        "StatusMessage",
    ]
    assert messages(theirs, "H55.01") == []
    say(theirs, "H55.03", document_id, "15", "Đã hủy")
    jobs.receive()

    later = issue_to_all(people, "Quyết định thay thế")
    outgoing.relate_paper(
        entry_id=later.id, kind="replaces", symbol=line.symbol, year=line.year,
        by=people.seat("lan"), at=timezone.now(),
    )  # fmt: skip
    jobs.drain()
    [replacing] = messages(theirs, "H55.01")
    assert replacing.business.type == 3
    assert replacing.business.document_id == document_id

    found = {
        d.address: (d.state, d.status) for d in Dispatch.objects.filter(entry=line)
    }
    assert found == {
        "H55.01": ("sent", "03"),
        "H55.02": ("sent", "02"),
        "H55.03": ("withdrawn", "15"),
    }
    page = people.client("lan").get(f"/van-ban/di/{line.id}/noi-nhan/")
    assert "Không thuộc thẩm quyền" in page.content.decode()
    assert set(Arrival.objects.values_list("state", flat=True)) == {"taken"}


def test_an_unknown_commune_costs_the_others_nothing(
    people: Province, theirs: HubClient
) -> None:
    codes = (*COMMUNES, "H55.99")
    places = [outgoing.SentTo(None, f"Xã {code}", code) for code in codes]
    issue(people, places=places)
    jobs.drain()
    found = dict(Dispatch.objects.values_list("address", "state"))
    assert found == {**dict.fromkeys(COMMUNES, "sent"), "H55.99": "given-up"}
    assert "chưa đăng ký" in Dispatch.objects.get(address="H55.99").last_error
    assert all(len(messages(theirs, code)) == 1 for code in COMMUNES)


@contextmanager
def mute(url: str) -> Iterator[str]:
    """An address in front of the hub: it gets all, and nobody hears its answers."""
    host, _colon, port = url.removeprefix("http://").partition(":")

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection((host, int(port))) as hub:
                while hub not in select([self.request, hub], [], [])[0]:
                    hub.sendall(self.request.recv(65536))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_asked_back_after_the_hubs_answer_was_lost(
    people: Province, theirs: HubClient, running: Hub, settings: Any
) -> None:
    linked = settings.EXCHANGE["hub"]
    with mute(running.url) as address:
        settings.EXCHANGE = {"hub": {**linked, "address": address}}
        issue_to_all(people, "Quyết định gửi nhầm")
        jobs.drain()
    settings.EXCHANGE = {"hub": linked}
    sent = Dispatch.objects.get(address=FAR)
    assert sent.state == "failed"
    assert len(messages(theirs, FAR)) == 1, "the hub has it"

    people.client("lan").post(
        f"/van-ban/di/noi-nhan/{sent.id}/lay-lai/", {"reason": "Gửi nhầm"}
    )
    Packet.objects.exclude(next_try_at=None).update(next_try_at=timezone.now())
    jobs.drain()

    told = {type(m).__name__: m for m in messages(theirs, FAR)}
    assert told["StatusMessage"].header.status_code == "13"
    assert told["DocumentMessage"].business.type == 1
    assert [len(messages(theirs, code)) for code in COMMUNES[1:]] == [1, 1]
    states = dict(Dispatch.objects.values_list("address", "state"))
    assert states == {FAR: "given-up", **dict.fromkeys(COMMUNES[1:], "sent")}


class Dies:
    """The worker is killed at the n-th word that it has with the hub."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, channel: str) -> Any:
        self.hub = hub_client(channel)
        return self

    def __getattr__(self, name: str) -> Any:
        done = getattr(self.hub, name)

        def act(*given: Any, **more: Any) -> Any:
            answer = done(*given, **more)
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return act


def killed(work: Any) -> None:
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL


def test_killed_while_sending_nothing_is_lost_or_doubled(
    people: Province, theirs: HubClient
) -> None:
    issue_to_all(people, "Quyết định")
    killed(lambda: jobs.drain(outlet=Dies(1)))
    assert Packet.objects.get().state == "sending"
    Packet.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))

    jobs.drain()

    assert set(Dispatch.objects.values_list("state", flat=True)) == {"sent"}
    assert [len(messages(theirs, code)) for code in COMMUNES] == [1, 1, 1]


BOXES = 3


@pytest.mark.parametrize("word", [1, BOXES, BOXES + 1, BOXES + 2, BOXES + 3])
def test_killed_while_receiving_nothing_is_lost_or_doubled(
    people: Province, theirs: HubClient, word: int
) -> None:
    """After each of: listing, getting, telling."""
    put(theirs, letter())
    killed(lambda: _receive_until_dead(Dies(word)))

    jobs.receive()

    assert Arrival.objects.get().state == "taken"
    assert IntakeItem.objects.count() == 1
    assert hub_client("hub").received(US) == []
    jobs.drain()
    [told] = messages(theirs, FAR)
    assert told.header.status_code == "01"


def _receive_until_dead(inlet: Dies) -> None:
    """Rounds as the clock makes them, until the word comes."""
    while True:
        jobs.receive(inlet=inlet)
