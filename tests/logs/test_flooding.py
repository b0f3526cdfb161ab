"""Who sends too fast or not at all: counted, told once, told when to come again."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from congvu.logs.actions import mark_silent, meter_address, meter_source
from congvu.logs.client import Ports, Receiver, Senders, receiving
from congvu.logs.formats.spool import Arrived, Limited, read_batch, waiting
from congvu.logs.models import Alert, LogSource
from congvu.notices.models import Notice
from tests.logs.relay import free_port
from tests.logs.test_alerts import load, register
from tests.people import Province


def send(secret: str, lines: int, **more: Any) -> Any:
    return Client().post(
        "/an-toan/nhat-ky/gui/",
        "\n".join(["<30>may app: x"] * lines),
        content_type="text/plain",
        headers={"Authorization": f"Bearer {secret}"},
        **more,
    )


@pytest.mark.django_db
def test_a_source_is_told_when_it_may_send_again(
    province: Province, tmp_path: Path, settings: Any
) -> None:
    """What it may send for four seconds is used up in the coming minute already."""
    settings.LOGS_SPOOL = str(tmp_path)
    quan = province.client("quan")
    secrets = [
        register(quan, kind="http", addresses="", name=name).context["made"][1]
        for name in ("Cổng", "Kho")
    ]
    source = str(LogSource.objects.get(name="Cổng").pk)
    ahead = timezone.now() + timedelta(minutes=1)
    assert meter_source(source=source, events=40_000, at=ahead) == 0
    refused = send(secrets[0], 10_000)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "1"
    assert "1 giây" in refused.json()["reason"]
    assert waiting(tmp_path) == []
    assert send(secrets[1], 10_000).status_code == 202
    kept = [one for batch in waiting(tmp_path) for one in read_batch(batch)]
    assert len(kept) == 10_000


@pytest.mark.django_db
def test_an_allowance_fills_up_with_time() -> None:
    now = timezone.now()

    def asked(events: int, seconds: float) -> int:
        at = now + timedelta(seconds=seconds)
        return meter_source(source="x", events=events, at=at)

    assert [asked(10_000, 0) for _n in range(4)] == [0, 0, 0, 0]
    assert asked(10_000, 0.4) == 1
    assert asked(10_000, 1) == 0
    assert asked(25_000, 1) == 3
    assert asked(25_000, 4) == 0
    assert asked(900_000, 60) == 0
    assert asked(1, 50) == 1
    assert asked(0, 60) == 0


@pytest.mark.django_db
def test_who_tries_codes_is_told_to_wait_and_others_are_not(
    province: Province, tmp_path: Path, settings: Any
) -> None:
    settings.LOGS_SPOOL = str(tmp_path)
    quan = province.client("quan")
    secret = register(quan, kind="http", addresses="").context["made"][1]
    assert send("sai", 1).status_code == 401
    ahead = timezone.now() + timedelta(minutes=1)
    while not meter_address(address="127.0.0.1", at=ahead):
        pass
    assert send("sai", 1).status_code == 429
    assert send(secret, 1).status_code == 429
    assert send(secret, 1, REMOTE_ADDR="192.0.2.99").status_code == 202


@pytest.mark.django_db
def test_a_flood_rings_once_at_whoever_keeps_it(
    province: Province, tmp_path: Path
) -> None:
    """A source's at its agency; a stranger's at the centre, which is Quân's, too."""
    register(province.client("quan"))
    source = LogSource.objects.get()
    for _turn in range(3):
        load(tmp_path, [b"<30>may app: x"], source, limited=700)
    alert = Alert.objects.get()
    assert (alert.title, alert.key) == (
        "Gửi nhật ký quá dày, đã bỏ bớt",
        "Máy chủ thư",
    )
    assert (alert.agency_id, alert.count) == (province.committee.pk, 3)
    assert Notice.objects.filter(kind="logs.alert").count() == 1
    load(tmp_path, [b"<30>may app: x"], None, address="198.51.100.7", limited=5)
    load(tmp_path, [b"<30>may app: x"], None, address="198.51.100.7", limited=5)
    assert Alert.objects.get(agency=None).key == "198.51.100.7"
    assert Notice.objects.filter(kind="logs.alert").count() == 2


@pytest.mark.django_db
def test_silence_rings_once_and_ends_with_the_next_line(
    province: Province, tmp_path: Path
) -> None:
    register(province.client("quan"), silent_after="30")
    source = LogSource.objects.get()
    later = timezone.now() + timedelta(minutes=20)
    assert mark_silent(at=later) == 0
    assert mark_silent(at=later + timedelta(hours=1)) == 1
    assert mark_silent(at=later + timedelta(hours=2)) == 0
    alert = Alert.objects.get()
    assert (alert.title, alert.key) == ("Nguồn nhật ký im quá hạn", "Máy chủ thư")
    assert Notice.objects.filter(kind="logs.alert").count() == 1
    load(tmp_path, [b"<30>may app: x"], source)
    source.refresh_from_db()
    assert source.silent_since is None


@pytest.mark.django_db
def test_guessing_over_many_names_is_one_alert(
    province: Province, tmp_path: Path
) -> None:
    """Names and passwords are guessed by one and the same."""
    register(province.client("quan"))
    lines = [
        b"<38>may sshd[1]: Failed password for invalid user u%d from 203.0.113.9 port 1"
        b" ssh2" % n
        for n in range(30)
    ]
    load(tmp_path, lines, LogSource.objects.get())
    alert = Alert.objects.get()
    assert alert.key == "203.0.113.9"
    assert alert.count == 30
    assert Notice.objects.filter(kind="logs.alert").count() == 1


def test_one_host_cannot_take_all_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its third is closed and counted; its neighbour's first is heard."""
    monkeypatch.setattr(receiving, "MOST_OF_ONE", 2)
    port, senders = free_port(), Senders()
    senders.know({"127.0.0.0/8": "nguon"}, {})
    receiver = Receiver(tmp_path, senders, say=print)

    async def talk() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(
            receiver.run("127.0.0.1", Ports(tcp=port), None, stop)
        )
        await asyncio.sleep(0.1)
        held = [await asyncio.open_connection("127.0.0.1", port) for _n in range(2)]
        third, refused = await asyncio.open_connection("127.0.0.1", port)
        assert await asyncio.wait_for(third.read(), 5) == b"", "closed at once"
        refused.close()
        _reader, beside = await asyncio.open_connection(
            "127.0.0.1", port, local_addr=("127.0.0.2", 0)
        )
        for writer in (*(one for _reader, one in held), beside):
            writer.write(b"<30>may app: nghe\n")
            await writer.drain()
            writer.close()
        await asyncio.sleep(0.4)
        _reader, again = await asyncio.open_connection("127.0.0.1", port)
        again.write(b"<30>may app: lai vao duoc\n")
        await again.drain()
        again.close()
        await asyncio.sleep(0.4)
        for writer in (refused, beside, again, *(one for _reader, one in held)):
            await writer.wait_closed()
        stop.set()
        await running

    asyncio.run(talk())
    told = [one for batch in waiting(tmp_path) for one in read_batch(batch)]
    heard = [one.address for one in told if isinstance(one, Arrived)]
    assert sorted(heard) == ["127.0.0.1"] * 3 + ["127.0.0.2"]
    assert Limited("127.0.0.1", "nguon", 1) in told


def test_datagrams_are_lines_and_what_finds_no_room_is_counted(tmp_path: Path) -> None:
    """Real sockets; the third sender's room is full before it begins."""
    port, senders = free_port(), Senders(unknown_rate=50)
    senders.know({"127.0.0.1/32": "nguon"}, {})
    receiver = Receiver(tmp_path, senders, say=print)

    async def talk() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(
            receiver.run("127.0.0.1", Ports(udp=port), None, stop)
        )
        await asyncio.sleep(0.1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            for n in range(300):
                out.sendto(b"<30>may app: %d\n" % n, ("127.0.0.1", port))
                if n % 50 == 0:
                    await asyncio.sleep(0.05)
            out.sendto(b"\n\x00", ("127.0.0.1", port))
            out.sendto(b"\xff\x00nhi phan", ("127.0.0.1", port))
            await asyncio.sleep(0.6)
            receiver._room.clear()
            receiver._spool_is_full = True
            out.sendto(b"<30>may app: tre", ("127.0.0.1", port))
            await asyncio.sleep(0.1)
        stop.set()
        await running

    asyncio.run(talk())
    told = [one for batch in waiting(tmp_path) for one in read_batch(batch)]
    lines = [one.line for one in told if isinstance(one, Arrived)]
    assert lines[:300] == [b"<30>may app: %d" % n for n in range(300)]
    assert lines[300:] == [b"\xff\x00nhi phan"]
    assert {one.source for one in told} == {"nguon"}
    assert [one.count for one in told if isinstance(one, Limited)] == [1]
