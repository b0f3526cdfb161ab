"""The queue under several workers, a kill, and fifty thousand packets."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.exchange import actions as asking
from congvu.exchange import jobs
from congvu.exchange.actions import claim, note_sent, note_unsendable, send_again
from congvu.exchange.client import AgencyCard, HubDown, hub_client
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.models import Dispatch, Packet, SenderRequest
from congvu.lib.refusals import Refused
from congvu.outgoing import actions
from congvu.outgoing.models import OutgoingEntry
from tests.exchange.letters import issue
from tests.people import Province, make_province

pytestmark = [
    pytest.mark.whole,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("home"),
]
FAR = "H55.01"
MANY = 50_000


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> FolderHub:
    root = tmp_path / "truc"
    root.mkdir()
    settings.EXCHANGE = {"folder": {"folder": str(root)}}
    hub = FolderHub.at(str(root))
    hub.register(AgencyCard(code=FAR, name="Xã xa"))
    return hub


@pytest.fixture
def people(transactional_db: None) -> Province:
    call_command("load_law", verbosity=0)
    return make_province(timezone.now(), timezone.localdate())


@pytest.fixture
def line(people: Province, folder: FolderHub) -> OutgoingEntry:
    return issue(people, places=[actions.SentTo(None, "Xã xa", FAR)])


def more_packets(many: int) -> None:
    """As many papers again, each a packet of its own; every tenth is urgent."""
    same = ", ".join(
        connection.ops.quote_name(field.column)
        for field in Packet._meta.concrete_fields
        if field.attname not in {"id", "urgency"}
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO exchange_packet (id, urgency, {same})"
            f" SELECT gen_random_uuid(), CASE WHEN n % 10 = 0 THEN 3 ELSE 0 END, {same}"
            f" FROM exchange_packet, generate_series(0, {many - 1}) n"
        )


class Noted:
    """The shared folder, with a line in a file for every sending."""

    def __init__(self, notes: Path) -> None:
        self.notes = notes

    def __call__(self, channel: str) -> Any:
        self.hub = hub_client(channel)
        return self

    def send(self, packet: BinaryIO, *, message_id: str, **more: Any) -> str:
        with self.notes.open("a") as out:
            out.write(f"{os.getpid()} {message_id}\n")
        return self.hub.send(packet, message_id=message_id, **more)


class Dies(Noted):
    """Killed when the hub has it and the office has not heard of it."""

    def send(self, packet: BinaryIO, *, message_id: str, **more: Any) -> str:
        super().send(packet, message_id=message_id, **more)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")


def start(outlet: Noted) -> Any:
    def work() -> None:
        jobs.drain(outlet=outlet)
        connections.close_all()

    # A child must not inherit our connection: closing it there would close ours.
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    return process


def test_two_workers_send_each_packet_once(
    line: OutgoingEntry, folder: FolderHub, tmp_path: Path
) -> None:
    more_packets(60)
    notes = tmp_path / "notes"

    running = [start(Noted(notes)) for _ in range(2)]
    for one in running:
        one.join(120)

    said = [text.split() for text in notes.read_text().splitlines()]
    assert set(Counter(message for _pid, message in said).values()) == {1}
    assert len(said) == 61
    assert len({pid for pid, _message in said}) == 2, "both had their share"
    assert set(Packet.objects.values_list("state", flat=True)) == {"sent"}


def test_a_worker_killed_between_sending_and_saying_so(
    line: OutgoingEntry, folder: FolderHub, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    victim = start(Dies(notes))
    victim.join(60)
    assert victim.exitcode == -signal.SIGKILL
    assert (Packet.objects.get().state, len(folder.received(FAR))) == ("sending", 1)
    assert Dispatch.objects.get().state == "sending"
    Packet.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))

    other = start(Noted(notes))
    other.join(60)

    pids, messages = zip(*map(str.split, notes.read_text().splitlines()), strict=True)
    assert len(set(pids)) == 2
    assert len(set(messages)) == 1, "under the same name"
    assert len(folder.received(FAR)) == 1
    assert Dispatch.objects.get().state == "sent"


class Hangs(Noted):
    """Stopped before its word reaches the hub; woken up, it finds nobody there."""

    def send(self, packet: BinaryIO, *, message_id: str, **more: Any) -> str:
        os.kill(os.getpid(), signal.SIGSTOP)
        raise HubDown("Trục ngắt giữa chừng")


def test_a_worker_that_wakes_up_late_says_nothing_of_anothers_try(
    people: Province, line: OutgoingEntry, tmp_path: Path
) -> None:
    """Its try was the first, and after the clerk's order there is a first one again."""
    sleeper = start(Hangs(tmp_path / "notes"))
    os.waitid(os.P_PID, sleeper.pid, os.WSTOPPED | os.WNOWAIT)
    Packet.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    second = claim(channels=["folder"], at=timezone.now())
    assert second is not None
    note_unsendable(packet=second, words="x", by=SYSTEM, at=timezone.now())
    send_again(packet_id=second.id, by=people.seat("lan"), at=timezone.now())
    third = claim(channels=["folder"], at=timezone.now())
    assert third is not None
    assert third.attempts == 1

    os.kill(sleeper.pid, signal.SIGCONT)
    sleeper.join(60)

    assert sleeper.exitcode == 0
    assert Packet.objects.get().state == "sending", "still the third one's"
    note_sent(packet=third, remote_id="x", by=SYSTEM, at=timezone.now())
    assert Dispatch.objects.get().state == "sent"


def drain_some(many: int) -> float:
    """Seconds a packet, the median; what the hub itself takes is left out."""
    spent = []
    for _n in range(many):
        begun = time.perf_counter()
        packet = claim(channels=["folder"], at=timezone.now())
        assert packet is not None
        note_sent(packet=packet, remote_id="x", by=SYSTEM, at=timezone.now())
        spent.append(time.perf_counter() - begun)
    return median(spent)


def test_fifty_thousand_drain_in_order_as_fast_at_the_end_as_at_the_start(
    line: OutgoingEntry,
) -> None:
    Dispatch.objects.update(packet=None)
    more_packets(MANY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE exchange_packet")
    due = Packet.objects.filter(next_try_at__lte=timezone.now(), channel__in=["folder"])
    plan = due.order_by("-urgency", "created_at", "id")[:1].explain()
    assert "using packet_queue" in plan
    assert "Sort" not in plan

    drain_some(50)  # warm
    first = drain_some(300)
    urgent = Packet.objects.filter(state="sent").values_list("urgency", flat=True)
    assert set(urgent) == {3}, "as long as there are urgent ones"
    waiting = Packet.objects.exclude(next_try_at=None).order_by("urgency", "id")
    last = list(waiting.values_list("id", flat=True)[:350])
    Packet.objects.exclude(next_try_at=None).exclude(pk__in=last).update(
        state="sent", next_try_at=None
    )
    drain_some(50)
    end = drain_some(300)

    assert end < 3 * first, (first, end)
    assert end < 0.05
    assert not Packet.objects.exclude(next_try_at=None).exists()


def test_four_desks_ask_back_at_once_and_three_hear_that_it_was_done(
    people: Province, folder: FolderHub, line: OutgoingEntry
) -> None:
    jobs.drain()
    sent, start = Dispatch.objects.get(entry=line), threading.Barrier(4)

    def ask(number: int) -> str:
        by = people.seat("lan")
        start.wait()
        try:
            asking.ask_one_back(
                dispatch_id=sent.pk, reason=f"Lần {number}", by=by, at=timezone.now()
            )
        except Refused as why:
            return str(why)
        finally:
            connections.close_all()
        return "asked"

    with ThreadPoolExecutor(4) as desks:
        told = Counter(desks.map(ask, range(4)))

    assert told == {"asked": 1, "Đã yêu cầu, đang chờ nơi nhận trả lời.": 3}
    assert SenderRequest.objects.filter(dispatch=sent).count() == 1
