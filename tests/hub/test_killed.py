"""The hub is killed, its processes all at once: nothing is lost, nothing doubled."""

from __future__ import annotations

import random
import socket
import threading
import time
from contextlib import suppress

import pytest

from congvu.exchange.client import HubDown
from tests.hub.conftest import Side
from tests.hub.running import Hub, Packet, packet

pytestmark = pytest.mark.slow


def send_until_taken(side: Side, what: Packet, to: str, name: str) -> str:
    end = time.monotonic() + 300
    while True:
        try:
            return side.national.send(
                what.stream(),
                sender=side.code("01"),
                receivers=[to],
                kind="document",
                message_id=name,
                sha256=what.sha256,
            )
        except HubDown:
            assert time.monotonic() < end, "the hub does not come back"
            time.sleep(0.2)


def everything(side: Side, code: str) -> list[bytes]:
    found = []
    for one in side.national.received(code):
        with side.national.get(one.id) as got:
            found.append(got.read())
    return found


def test_killed_half_way_of_a_file(hub: Hub, ours: Side, theirs: Side) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver)
    host, port = hub.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as link:
        head = (
            f"POST /edoc/sendEdoc HTTP/1.1\r\nHost: {host}\r\n"
            f"X-SystemId: {ours.system}\r\nX-SecretKey: {ours.secret}\r\n"
            'X-Edoc-Header: {"servicetype": "eDoc", "messagetype": "edoc"}\r\n'
            f"Content-Length: {len(what.data)}\r\n\r\n"
        )
        link.sendall(head.encode() + what.data[: len(what.data) // 2])
        time.sleep(0.5)
        hub.kill()
        with suppress(OSError):
            assert link.recv(1000) == b""

    send_until_taken(ours, what, receiver, "m")

    assert everything(theirs, receiver) == [what.data]


@pytest.mark.parametrize("file_is_whole", [False, True])
def test_killed_between_the_file_and_its_row(
    hub: Hub, ours: Side, theirs: Side, *, file_is_whole: bool
) -> None:
    """As a kill leaves it: the file, or what a broken disk kept of it, and no row."""
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver, number=int(file_is_whole))
    first = send_until_taken(ours, what, receiver, "m")
    hub.rows("DELETE FROM hub_box WHERE message_id = %s", first)
    hub.rows("DELETE FROM hub_message WHERE id = %s", first)
    place = next((hub.home / "files").rglob(what.sha256))
    if not file_is_whole:
        place.write_bytes(what.data[:100])
    assert theirs.national.received(receiver) == [], "nobody sees half of it"

    again = send_until_taken(ours, what, receiver, "m")

    assert again != first
    assert everything(theirs, receiver) == [what.data]


def test_killed_again_and_again_while_many_send(
    hub: Hub, ours: Side, theirs: Side
) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    packets = [packet(sender, receiver, number=n) for n in range(40)]
    ids: dict[int, str] = {}
    chance = random.Random(61)

    def send(numbers: range) -> None:
        for number in numbers:
            name = f"m{number}"
            ids[number] = send_until_taken(ours, packets[number], receiver, name)

    senders = [threading.Thread(target=send, args=(range(n, 40, 2),)) for n in range(2)]
    for one in senders:
        one.start()
    kills = 0
    while any(one.is_alive() for one in senders) and kills < 4:
        time.sleep(chance.uniform(0.2, 1.5))
        if hub.serving():
            hub.kill()
            kills += 1
            hub.wait()
    for one in senders:
        one.join(300)

    assert kills > 0
    assert len(set(ids.values())) == len(packets)
    hub.wait()
    got = everything(theirs, receiver)
    assert sorted(got) == sorted(one.data for one in packets)
    rows = hub.rows(
        "SELECT count(DISTINCT message.id), count(*) FROM hub_message message"
        " JOIN hub_agency sender ON sender.id = message.sender_id"
        " JOIN hub_box box ON box.message_id = message.id WHERE sender.code = %s",
        sender,
    )
    assert rows == [(40, 40)]
