"""The public portal behind nginx as ``deploy/portal`` configures it, and a flood on it.

Process, role and nginx run as on a server, with the same limits; who asks are threads
of this process at a hundred addresses of this machine, each link kept open as browsers
do, and counted against us.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
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
from congvu.bench.portal_links import Counted, Link, ask_in_turn
from congvu.bench.stack import family
from congvu.bench.timing import Figure
from congvu.lib.dates import local_date
from congvu.machine.supervisor import office_environment, portal_command
from congvu.portal.actions import make_sites

LEAST_A_SECOND = 1000
MOST_CPU_MS = 30.0
MOST_SLOWER = 1.5
SECONDS, THREADS, LINKS = 10, 4, 25  # a hundred links, each from its own address
ALONE = 60
NICE = 10  # as its unit says


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
            if Link(port).ask("/") == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("the portal did not become ready")


def _kept(port: int, folder: Path) -> Figure:
    """Three pages, asked for over and over; what nginx keeps of them it gives."""
    pages = ["/", "/tin-tuc/", "/van-ban/"]
    until = time.perf_counter() + SECONDS

    def share(number: int) -> Counted:
        links = [Link(port, folder, number * LINKS + n + 1) for n in range(LINKS)]
        return ask_in_turn(links, lambda n: pages[n % len(pages)], until)

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
    link = Link(behind)
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
    addresses that nobody asked for before. The flood's own process has the priority of
    the portal's: on a server it would be elsewhere.
    """
    with office() as (desk, _processes):
        crowd(desk, people, rounds=2)
        alone = p95(crowd(desk, people, rounds=ROUNDS))
        began = time.perf_counter()
        flood = subprocess.Popen(
            [
                *("nice", "-n", str(NICE), sys.executable, "-m"),
                *("congvu.bench.portal_links", str(port), str(folder)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        time.sleep(2)
        flooded = p95(crowd(desk, people, rounds=ROUNDS))
        answered, _errors = flood.communicate(b"", timeout=60)
        spent = time.perf_counter() - began
    told = json.loads(answered)
    statuses = {int(status): times for status, times in told["statuses"].items()}
    return Figure(
        "16 people in the office while the portal is flooded: p95, beside without",
        flooded / alone,
        "ratio",
        most=MOST_SLOWER,
        beside={
            "ours_ms": flooded,
            "other_ms": alone,
            "asked_of_the_portal": told["took"],
            "a_second": told["took"] / spent,
            "answered": statuses.get(200, 0),
            "told_to_wait": statuses.get(429, 0) + statuses.get(503, 0),
        },
    )


def _all(share: Callable[[int], Counted]) -> Counted:
    told = Counted()
    with ThreadPoolExecutor(THREADS) as threads:
        for one in threads.map(share, range(THREADS)):
            told.add(one)
    return told


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
