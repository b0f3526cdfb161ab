"""Asking OCSP and CRL: never inside our own network, never for long, never too much."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from congvu.signatures import client
from congvu.signatures.client import revocation


def question(url: str, kind: str = "crl") -> dict[str, str]:
    return {"kind": kind, "url": url, "body": base64.b64encode(b"hoi").decode()}


@contextmanager
def door(
    status: int = 200, body: bytes = b"tra loi"
) -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that answers always the same, and who came to it."""
    came: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)
            self.send_response(status)
            self.send_header("Location", "/noi-khac")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/ca.crl", came
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_answer_is_brought_as_it_is() -> None:
    with door() as (url, came):
        answers = client.ask([question(url)])

    assert answers.crls == [b"tra loi"]
    assert answers.asked == {url}
    assert came == ["/ca.crl"]


def test_nobody_inside_is_asked_unless_the_operator_says_so(settings) -> None:
    settings.REVOCATION_PRIVATE = False
    with door() as (url, came):
        answers = client.ask([question(url)])

    assert answers.crls == []
    assert answers.asked == {url}
    assert came == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.9.9",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - looked at, bound by nobody
        "::1",
        "fe80::1%eth0",
        "fc00::7",
        "::ffff:10.0.0.1",
        "224.0.0.1",
    ],
)
def test_no_name_leads_inside(settings, monkeypatch, address: str) -> None:
    settings.REVOCATION_PRIVATE = False
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    reached: list[object] = []
    monkeypatch.setattr(
        socket, "create_connection", lambda *a, **_k: reached.append(a) or 1 / 0
    )

    answers = client.ask([question("http://ocsp.example.vn/")])

    assert (answers.crls, reached) == ([], [])


def test_a_name_with_one_foot_inside_is_not_asked(settings, monkeypatch) -> None:
    settings.REVOCATION_PRIVATE = False
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
        for address in ("8.8.8.8", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)

    assert client.ask([question("http://ocsp.example.vn/")]).crls == []


def test_the_connection_goes_to_the_address_that_was_looked_at(
    settings, monkeypatch
) -> None:
    settings.REVOCATION_PRIVATE = False
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    reached: list[object] = []

    def connect(place: object, timeout: float) -> None:
        reached.append(place)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)

    client.ask([question("http://ocsp.example.vn:8080/a")])

    assert reached == [("8.8.8.8", 8080)]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/ca.crl",
        "ldap://127.0.0.1/cn=ca",
        "file:///etc/passwd",
        "http://ten:mat@127.0.0.1/ca.crl",
        "http://",
        "http://127.0.0.1:port/",
        "http://[::1/",
    ],
)
def test_other_kinds_of_address_are_noted_and_left(url: str) -> None:
    answers = client.ask([question(url)])

    assert (answers.crls, answers.asked) == ([], {url})


def test_a_redirect_is_not_followed() -> None:
    with door(status=302) as (url, came):
        assert client.ask([question(url)]).crls == []

    assert came == ["/ca.crl"]


def test_an_answer_that_never_ends_is_left(monkeypatch) -> None:
    monkeypatch.setitem(revocation.LARGEST, "crl", 100)
    with door(body=b"x" * 101) as (url, _came):
        assert client.ask([question(url)]).crls == []
