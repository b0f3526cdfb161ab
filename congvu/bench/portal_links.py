"""Who asks the portal for pages: links to one server, kept open as browsers do, each
from an address of this machine of its own.

``python -m congvu.bench.portal_links PORT FOLDER`` is a flood, until its input ends; it
then says what was answered. It is a process of its own: what floods an office has no
part in the office's interpreter.
"""

from __future__ import annotations

import json
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from congvu.bench.portal_front import NAME

FLOODERS = 48  # waiting all at once, twice as many as nginx lets through
A_SECOND = 4_000  # of all; the limit of so many addresses together is three thousand


@dataclass
class Counted:
    """What came back over all links."""

    took: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    hits: int = 0

    def ask(self, link: Link, address: str) -> None:
        began = time.perf_counter()
        status = link.ask(address)
        self.took.append(time.perf_counter() - began)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.hits += link.was_kept

    def add(self, other: Counted) -> None:
        self.took += other.took
        self.hits += other.hits
        for status, times in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + times


def ask_in_turn(
    links: Sequence[Link], address: Callable[[int], str], until: float
) -> Counted:
    """Each link in turn; what is slow holds up its own thread alone."""
    told, number = Counted(), 0
    while time.perf_counter() < until:
        told.ask(links[number % len(links)], address(number))
        number += 1
    return told


class Link:
    """One connection, opened again when the other side ended it. As little work as
    can be: what asks runs on the same processors as what answers.
    """

    def __init__(self, port: int, folder: Path | None = None, place: int = 1) -> None:
        self.port, self.place = port, place
        self.trusting = None
        if folder is not None:
            self.trusting = ssl.create_default_context(cafile=folder / "portal.pem")
        self.socket: socket.socket | None = None
        self.was_kept = False

    def ask(self, address: str) -> int:
        text = f"GET {address} HTTP/1.1\r\nHost: {NAME}\r\nAccept-Encoding: gzip\r\n"
        for _n in range(2):
            with suppress(OSError):
                link = self.socket or self._open()
                link.sendall(f"{text}User-Agent: Mozilla/5.0\r\n\r\n".encode())
                if status := self._read(link):
                    return status
            self._close()
        return 0

    def _open(self) -> socket.socket:
        where = (f"127.0.{1 + self.place // 250}.{1 + self.place % 250}", 0)
        plain = socket.create_connection(("127.0.0.1", self.port), 20, where)
        self.socket = plain
        if self.trusting is not None:
            self.socket = self.trusting.wrap_socket(plain, server_hostname=NAME)
        return self.socket

    def _close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket = None

    def _read(self, link: socket.socket) -> int:
        """The status; 0 where the other side has gone."""
        got = b""
        while b"\r\n\r\n" not in got:
            piece = link.recv(65536)
            if not piece:
                return 0
            got += piece
        head, _end, body = got.partition(b"\r\n\r\n")
        low = head.lower()
        self.was_kept = b"x-cache: hit" in low or b"x-cache: updating" in low
        length = low.partition(b"content-length: ")[2].partition(b"\r\n")[0]
        missing = int(length or 0) - len(body)
        while missing > 0:
            piece = link.recv(65536)
            if not piece:
                return 0
            missing -= len(piece)
        if b"connection: close" in low or not length:
            self._close()
        return int(head.split(b" ", 2)[1])


def flood(port: int, folder: Path, until: threading.Event) -> Counted:
    """Addresses that nobody asked for before, from twice as many places as flooders."""
    pause = FLOODERS / A_SECOND

    def one(number: int) -> Counted:
        links = [Link(port, folder, number * 2 + n + 1) for n in range(2)]
        told, turn, due = Counted(), 0, time.perf_counter()
        while not until.is_set():
            turn += 1
            due = max(due + pause, time.perf_counter() - 1)
            until.wait(max(due - time.perf_counter(), 0))
            told.ask(links[turn % 2], f"/?{number}.{turn}")
        return told

    told = Counted()
    with ThreadPoolExecutor(FLOODERS) as threads:
        for share in threads.map(one, range(FLOODERS)):
            told.add(share)
    return told


def _wait_for_end(until: threading.Event) -> None:
    sys.stdin.read()
    until.set()


def _main(port: str, folder: str) -> None:
    until = threading.Event()
    threading.Thread(target=_wait_for_end, args=[until]).start()
    told = asdict(flood(int(port), Path(folder), until))
    sys.stdout.write(json.dumps(told | {"took": len(told["took"])}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
