"""A hub that is slow, lies, or closes half-way: later, or never, and nothing else."""

from __future__ import annotations

import io
import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256

import pytest

from congvu.exchange.client import (
    HubClient,
    HubDown,
    HubRefused,
    all_received,
    wire,
)
from congvu.exchange.client.gateway import Gateway
from congvu.exchange.client.national import NationalHub
from congvu.exchange.client.wire import Wire

PACKET = b"<edXML/>" * 500
LARGE = b"<edXML/>" * 2_000_000


@contextmanager
def answering(
    *answers: bytes,
    hold: float = 0,
    drip: float = 0,
    takes: float = float("inf"),
    sips: float = 0,
) -> Iterator[tuple[str, list[bytes]]]:
    """A server of raw bytes: one of the answers to each connection, then closed.

    It may ``hold`` its answer or ``drip`` it byte by byte, take no more than so many
    bytes of what is sent, or take them in sips.
    """
    asked: list[bytes] = []
    left = list(answers)
    over = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(10)
            got = b""
            while b"\r\n\r\n" not in got:
                got += self.request.recv(65536)
            head, _, body = got.partition(b"\r\n\r\n")
            lengths = [
                int(line.split(b":")[1])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length:")
            ]
            while lengths and len(body) < lengths[0]:
                if len(body) > takes:
                    return
                over.wait(sips)
                body += self.request.recv(65536)
            asked.append(head + b"\r\n\r\n" + body)
            over.wait(hold)
            answer = left.pop(0) if left else b""
            for byte in answer if drip else ():
                if over.wait(drip):
                    return
                self.request.sendall(bytes([byte]))
            self.request.sendall(b"" if drip else answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(
            target=server.serve_forever, args=(0.02,), daemon=True
        )
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", asked
        finally:
            over.set()
            server.shutdown()
            thread.join()


def http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    if not any(one.startswith("Content-Length") for one in headers):
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def said(**told: object) -> bytes:
    return http(json.dumps(told).encode(), "200 OK", "Content-Type: application/json")


@pytest.fixture(params=[NationalHub, Gateway])
def kind(request: pytest.FixtureRequest) -> Callable[[Wire], HubClient]:
    made: Callable[[Wire], HubClient] = request.param
    return made


def send(client: HubClient, packet: bytes = PACKET) -> str:
    return client.send(
        io.BytesIO(packet),
        sender="H03.01",
        receivers=["H55", "H56"],
        kind="document",
        message_id="Công văn 15",
        sha256=sha256(packet).hexdigest(),
        urgency=2,
    )


LATER = {
    "closed at once": b"",
    "half a line": b"HTTP/1.1 200",
    "a page": http(b"<html>Bad gateway</html>"),
    "502": http(b"<html>Bad gateway</html>", "502 Bad Gateway"),
    "its own fault": http(b'{"errorCode": "20"}', "500 Internal Server Error"),
    "too often": http(b'{"errorCode": "15"}', "429 Too Many Requests"),
    "elsewhere": http(b"", "302 Found", "Location: http://127.0.0.1:1/"),
    "a list": http(b"[1, 2]"),
    "deep": http(b"[" * 100_000),
    "half an answer": http(b'{"status": "OK"', "200 OK", "Content-Length: 900"),
    "yes without an id": said(status="OK", success=True, errorCode="0"),
    "words without end": http(b" " * 5000 + b"{}"),
}
NEVER = {
    "the hub's no": (said(status="FAIL", errorCode="18", errorDesc="lạ"), 18),
    "the gateway's no": (
        said(success=False, message="Loi", data={"errorCode": "22", "errorDesc": "x"}),
        22,
    ),
    "no code": (said(success=False, message="Loi"), 0),
    "unauthorized": (http(b"Unauthorized", "401 Unauthorized"), 15),
    "unauthorized, 200": (http(b'"Unauthorized"'), 15),
    "400": (http(b'{"status": "FAIL", "errorCode": 10}', "400 Bad Request"), 10),
}


@pytest.mark.parametrize("answer", LATER.values(), ids=LATER.keys())
def test_what_may_be_different_tomorrow_is_tried_again(
    kind: Callable[[Wire], HubClient], answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "LARGEST_WORDS", 4000)
    if answer.endswith(b"[" * 100):
        monkeypatch.setattr(wire, "LARGEST_WORDS", 200_000)
    with answering(answer) as (address, _asked), pytest.raises(HubDown) as down:
        send(kind(Wire(address, "H03", "khoa")))
    assert down.value.words
    assert down.value.may_be_there


@pytest.mark.parametrize(("answer", "code"), NEVER.values(), ids=NEVER.keys())
def test_a_no_stays_a_no(
    kind: Callable[[Wire], HubClient], answer: bytes, code: int
) -> None:
    with answering(answer) as (address, _asked), pytest.raises(HubRefused) as no:
        send(kind(Wire(address, "H03", "khoa")))
    assert no.value.code == code


def test_nobody_at_home(kind: Callable[[Wire], HubClient]) -> None:
    with answering() as (address, _asked):
        pass
    with pytest.raises(HubDown) as down:
        send(kind(Wire(address, "H03", "khoa")))
    assert not down.value.may_be_there


def test_a_slow_hub_is_not_waited_for(
    kind: Callable[[Wire], HubClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "BETWEEN", 0.3)
    slow = answering(said(docID="1"), hold=20)
    with slow as (address, _asked), pytest.raises(HubDown):
        send(kind(Wire(address, "H03", "khoa")))


def test_a_hub_that_answers_drop_by_drop_is_left(
    kind: Callable[[Wire], HubClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "WHOLE", 0.5)
    yes = said(success=True, status="OK", docID="7")
    with answering(yes, packet(PACKET), drip=0.01) as (address, _asked):
        client, began = kind(Wire(address, "H03", "khoa")), time.monotonic()
        with pytest.raises(HubDown, match="quá chậm"):
            send(client)
        with pytest.raises(HubDown, match="quá chậm"):
            client.get("7")

    assert time.monotonic() - began < 20


def test_a_hub_that_takes_sip_by_sip_is_left(
    kind: Callable[[Wire], HubClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "WHOLE", 0.5)
    slow = answering(sips=0.1)
    with slow as (address, _asked), pytest.raises(HubDown, match="quá chậm"):
        send(kind(Wire(address, "H03", "khoa")), LARGE)


def test_a_hub_that_closes_while_we_send_is_tried_again(
    kind: Callable[[Wire], HubClient],
) -> None:
    with answering(takes=1000) as (address, asked), pytest.raises(HubDown):
        send(kind(Wire(address, "H03", "khoa")), LARGE)
    assert asked == []


def test_the_whole_file_goes_out_with_what_is_said_of_it(
    kind: Callable[[Wire], HubClient],
) -> None:
    with answering(said(success=True, status="OK", docID="7")) as (address, asked):
        assert send(kind(Wire(address, "H03", "khoa"))) == "7"

    assert PACKET in asked[0]
    assert b"X-SystemId: H03\r\n" in asked[0]
    assert sha256(PACKET).hexdigest().encode() in asked[0]
    assert b"H55" in asked[0]


def packet(body: bytes, *headers: str) -> bytes:
    return http(body, "200 OK", "Content-Type: application/xml", *headers)


LIES = {
    "half of it": packet(PACKET[:900], f"Content-Length: {len(PACKET)}"),
    "another": packet(PACKET, f"X-Content-Sha256: {sha256(b'x').hexdigest()}"),
    "nothing": b"",
    "a yes": said(status="OK", success=True),
    "a page": http(b"<html>", "200 OK", "Content-Type: text/html; charset=utf-8"),
}


@pytest.mark.parametrize("answer", LIES.values(), ids=LIES.keys())
def test_a_packet_that_is_not_whole_is_not_given_on(
    kind: Callable[[Wire], HubClient], answer: bytes
) -> None:
    with answering(answer) as (address, _asked), pytest.raises(HubDown):
        kind(Wire(address, "H03", "khoa")).get("7")


def test_a_packet_too_large_is_refused(
    kind: Callable[[Wire], HubClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "LARGEST_PACKET", 1000)
    with answering(packet(PACKET)) as (address, _asked), pytest.raises(HubRefused):
        kind(Wire(address, "H03", "khoa")).get("7")


def test_a_whole_packet_is_given_on(kind: Callable[[Wire], HubClient]) -> None:
    told = packet(PACKET, f"X-Content-Sha256: {sha256(PACKET).hexdigest()}")
    with answering(told) as (address, _asked):
        got = kind(Wire(address, "H03", "khoa")).get("7")
    with got:
        assert got.read() == PACKET


def test_a_hub_that_repeats_itself_ends_its_list(
    kind: Callable[[Wire], HubClient],
) -> None:
    page = said(success=True, status="OK", data=[{"id": "a"}, {"id": "b"}])
    more = said(success=True, status="OK", data=[{"id": "b"}, {"id": "c"}])
    with answering(page, more, more, more) as (address, asked):
        told = all_received(kind(Wire(address, "H03", "khoa")), "H03.01")
        assert [one.id for one in told] == ["a", "b", "c"]
    assert len(asked) == 3


@pytest.mark.parametrize("further", [1, 0, -1, "2", None, [7]])
def test_a_directory_whose_pages_do_not_go_on_ends(further: object) -> None:
    page = said(status="OK", data=[{"code": "H55"}], next=1)
    last = said(status="OK", data=[{"code": "H56"}, {"name": "x"}, 7], next=further)
    with answering(page, last, last) as (address, asked):
        cards = list(NationalHub(Wire(address, "H03", "khoa")).agencies())
    assert [card.code for card in cards] == ["H55", "H56"]
    assert len(asked) == 2


def test_of_a_list_only_what_names_a_packet_is_believed(
    kind: Callable[[Wire], HubClient],
) -> None:
    rows = [
        None,
        7,
        {"from": "H55"},
        {"id": "a", "contentLength": "nhiều", "createdTime": "hôm qua"},
        {"docId": "b", "messageType": "status", "from": "H55", "contentLength": 12,
         "contentSha256": "AB", "createdTime": "2026-11-26T08:00:00+07:00"},
    ]  # fmt: skip
    with answering(said(success=True, status="OK", data=rows)) as (address, _asked):
        one, two = kind(Wire(address, "H03", "khoa")).received("H03.01")

    assert (one.id, one.kind, one.length, one.at) == ("a", "document", 0, None)
    assert (two.id, two.kind, two.sha256) == ("b", "status", "ab")
    assert (two.sender, two.length) == ("H55", 12)
    assert two.at is not None


def test_a_data_that_is_no_list_is_an_empty_one(
    kind: Callable[[Wire], HubClient],
) -> None:
    with answering(said(success=True, status="OK", data={})) as (address, _asked):
        assert kind(Wire(address, "H03", "khoa")).received("H03.01") == []
