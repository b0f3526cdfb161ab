"""The public portal behind nginx as ``deploy/portal`` configures it, and a flood on it.

Process, role and nginx run as on a server, with the same limits; who asks are threads
of this process at a hundred addresses of this machine, each link kept open as browsers
do, and counted against us.
"""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

from django.core.management import call_command
from django.db import connections

from congvu.audit.rules import SYSTEM
from congvu.bench.crowd import (
    ROUNDS,
    Visitor,
    crowd,
    gather_static,
    office,
    p95,
    visitors,
)
from congvu.bench.lists import Who
from congvu.bench.portal_front import NAME, nginx_program, written_site
from congvu.bench.stack import family
from congvu.bench.timing import Figure
from congvu.lib.dates import local_date
from congvu.machine.supervisor import office_environment, portal_command
from congvu.portal.actions import make_sites

LEAST_A_SECOND = 1000
MOST_CPU_MS = 30.0
MOST_SLOWER = 1.5
SECONDS, THREADS, LINKS = 10, 4, 25  # a hundred links, each from its own address
FLOODERS = 48  # waiting all at once, twice as many as nginx lets through
ALONE = 60
NICE = 10  # as its unit says


@dataclass
class Counted:
    """What came back over all links."""

    took: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    hits: int = 0

    def add(self, other: Counted) -> None:
        self.took += other.took
        self.hits += other.hits
        for status, times in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + times


def portal_figures(who: Who, at: datetime) -> Iterator[Figure]:
    if nginx_program() is None:
        raise RuntimeError("nginx is not on this machine: apt-get install nginx")
    make_sites(on=local_date(at), by=SYSTEM, at=at)
    call_command("grant_runtime")
    gather_static()
    people = visitors(who, at)
    connections.close_all()
    with tempfile.TemporaryDirectory(prefix="cv-") as name:
        folder = Path(name)
        with _portal(folder) as (public, behind, process):
            yield _kept(public, folder)
            yield _not_kept(behind, process)
            yield _flooded(public, folder, people)


@contextmanager
def _portal(folder: Path) -> Iterator[tuple[int, int, subprocess.Popen[bytes]]]:
    """nginx's port, the process's own, and the process."""
    behind, port, plain = _free_port(), _free_port(), _free_port()
    environment = {
        **office_environment(),
        "CONGVU_DB_POOL": "1",
        "CONGVU_WEB_PROXIED": "1",
        "CONGVU_PORTAL_URL": f"https://{NAME}",
        "CONGVU_PORTAL_HOSTS": NAME,
        "DJANGO_SETTINGS_MODULE": "congvu.config.portal_settings",
    }
    process = subprocess.Popen(
        ["nice", "-n", str(NICE), *portal_command(f"127.0.0.1:{behind}")],
        env=environment,
    )
    site = written_site(folder, port=port, plain=plain, behind=behind)
    program = str(nginx_program())
    nginx = subprocess.Popen([program, "-c", str(site), "-e", str(folder / "errors")])
    try:
        _wait(behind)
        yield port, behind, process
    finally:
        for one in (nginx, process):
            one.terminate()
            one.wait(60)


def _wait(port: int) -> None:
    for _n in range(600):
        with suppress(OSError, RuntimeError):
            if _Link(port).ask("/") == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("the portal did not become ready")


def _kept(port: int, folder: Path) -> Figure:
    """Three pages, asked for over and over; what nginx keeps of them it gives."""
    pages = ["/", "/tin-tuc/", "/van-ban/"]
    until = time.perf_counter() + SECONDS

    def share(number: int) -> Counted:
        links = [_Link(port, folder, number * LINKS + n + 1) for n in range(LINKS)]
        return _round(links, lambda n: pages[n % len(pages)], until)

    began = time.perf_counter()
    told = _all(share)
    spent = time.perf_counter() - began
    good = told.statuses.get(200, 0)
    return Figure(
        "kept pages of the portal given by nginx over TLS",
        good / spent,
        "per second",
        least=LEAST_A_SECOND,
        beside={
            "p95_ms": quantiles([took * 1000 for took in told.took], n=20)[18],
            "given_from_what_is_kept": told.hits / max(good, 1),
            "told_to_wait": len(told.took) - good,
            "cores": os.cpu_count() or 0,
            "load_of_the_machine": os.getloadavg()[0],
        },
    )


def _not_kept(behind: int, process: subprocess.Popen[bytes]) -> Figure:
    """Asked of the process itself, one after another."""
    link = _Link(behind)
    for _n in range(5):
        link.ask("/")
    used, took = _processor(process.pid), []
    for _n in range(ALONE):
        began = time.perf_counter()
        link.ask("/")
        took.append(time.perf_counter() - began)
    used = _processor(process.pid) - used
    return Figure(
        "the first page of the portal drawn anew: processor",
        used * 1000 / ALONE,
        "ms",
        most=MOST_CPU_MS,
        beside={"median_ms": median(took) * 1000},
    )


def _flooded(port: int, folder: Path, people: Sequence[Visitor]) -> Figure:
    """Sixteen people in the office, alone and while the portal is flooded with
    addresses that nobody asked for before.
    """
    with office() as (desk, _processes):
        crowd(desk, people, rounds=2)
        alone = p95(crowd(desk, people, rounds=ROUNDS))
        until = [float("inf")]

        def flood(number: int) -> Counted:
            links = [_Link(port, folder, number * 2 + n + 1) for n in range(2)]
            told = Counted()
            turn = 0
            while time.perf_counter() < until[0]:
                turn += 1
                some = time.perf_counter() + 0.2
                told.add(
                    _round(links, lambda n, t=turn: f"/?{number}.{t}.{n}", some)  # type: ignore[misc]  # a default
                )
            return told

        with ThreadPoolExecutor(FLOODERS) as threads:
            running = [threads.submit(flood, number) for number in range(FLOODERS)]
            time.sleep(2)
            flooded = p95(crowd(desk, people, rounds=ROUNDS))
            until[0] = 0
            told = Counted()
            for one in running:
                told.add(one.result())
    return Figure(
        "16 people in the office while the portal is flooded: p95, beside without",
        flooded / alone,
        "ratio",
        most=MOST_SLOWER,
        beside={
            "ours_ms": flooded,
            "other_ms": alone,
            "asked_of_the_portal": len(told.took),
            "answered": told.statuses.get(200, 0),
            "told_to_wait": told.statuses.get(429, 0) + told.statuses.get(503, 0),
        },
    )


def _all(share: Callable[[int], Counted]) -> Counted:
    told = Counted()
    with ThreadPoolExecutor(THREADS) as threads:
        for one in threads.map(share, range(THREADS)):
            told.add(one)
    return told


def _round(
    links: Sequence[_Link], address: Callable[[int], str], until: float
) -> Counted:
    """Each link in turn; what is slow holds up its own thread alone."""
    told, number = Counted(), 0
    while time.perf_counter() < until:
        link = links[number % len(links)]
        began = time.perf_counter()
        status = link.ask(address(number))
        told.took.append(time.perf_counter() - began)
        told.statuses[status] = told.statuses.get(status, 0) + 1
        told.hits += link.was_kept
        number += 1
    return told


class _Link:
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


def _processor(root: int) -> float:
    """Seconds that a process and those below it have used."""
    ticks = 0
    for pid in family(root):
        with suppress(OSError):
            told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
