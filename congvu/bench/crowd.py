"""Sixteen people at once at the running office: how long they wait, how many it serves.

The web server and the worker are started as the office starts them; the people are
threads of this process, each with a session and a round of pages to ask for, each page
by a connection of its own, as nginx asks. What they cost of the processor themselves is
counted against us.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, cycle, islice
from statistics import median, quantiles
from threading import Event, Thread

from django.conf import settings
from django.db import connections
from django.test import Client

from congvu.accounts.models import User
from congvu.bench.lists import Who
from congvu.bench.stack import family, processor, proportional
from congvu.bench.timing import Figure
from congvu.documents.access import scope_of
from congvu.documents.queries import entries_page
from congvu.lib.dates import local_date
from congvu.machine.supervisor import congvu_command, office_environment, web_command
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import Appointment

PEOPLE = 16
ROUNDS = 12
STARTS = 3
STOPPING = 120  # seconds: a worker still starting ends late on a busy machine
MOST_P95_MS = 150.0
STRETCHES = 10  # of a long run
WORK = 50_000  # rounds: some four milliseconds
MOST_SLOWER, MOST_FATTER = 25.0, 10.0  # per cent, over a long run
THINKING = 1.0

PAGES = {
    "register": "/van-ban/den/",
    "work": "/viec-cua-toi/",
    "outgoing": "/van-ban/di/",
    "dossiers": "/ho-so/",
    "search": "/tim-kiem/?q=bao+cao",
}
# Opening a line of a list draws the pane alone; by its address, all of the page.
_PANE = {"HX-Request": "true", "HX-Target": "pane"}


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in, and the papers they may open."""

    cookie: str
    papers: Sequence[str]

    def round(self, number: int) -> list[tuple[str, str, dict[str, str]]]:
        """The pages of one round: each list, a paper from it, a paper by address."""
        pages: list[tuple[str, str, dict[str, str]]]
        pages = [(name, address, {}) for name, address in PAGES.items()]
        paper = self.papers[number % len(self.papers)]
        return [*pages, ("pane of a paper", paper, _PANE), ("a paper", paper, {})]


@dataclass(frozen=True)
class Asked:
    """One answer: which page, when it was asked for, how many seconds it took."""

    page: str
    at: float
    took: float


def crowd_figures(who: Who, at: datetime, *, minutes: float = 0) -> Iterator[Figure]:
    """Without a pause and with a second to think; ``minutes`` of the first instead."""
    people = visitors(who, at)
    connections.close_all()
    with office() as (port, processes):
        crowd(port, people, rounds=2)
        if minutes:
            yield from _sustained(port, people, processes, minutes)
            return
        used, began = processor(), time.perf_counter()
        asked = crowd(port, people, rounds=ROUNDS)
        spent, used = time.perf_counter() - began, processor() - used
        yield _waiting("without a pause", asked)
        yield Figure(
            f"{PEOPLE} people without a pause: pages",
            len(asked) / spent,
            "per second",
            beside={
                "processor_milliseconds_a_page": used * 1000 / len(asked),
                "cores": os.cpu_count() or 0,
                "load_of_the_machine": os.getloadavg()[0],
            },
        )
        thinking = crowd(port, people, rounds=2, pause=THINKING)
        yield _waiting("with a second between pages", thinking)


def start_figure() -> Figure:
    """Web server and worker from nothing until the first is ready to answer."""
    connections.close_all()
    gather_static()
    taken = []
    for _n in range(STARTS):
        began = time.perf_counter()
        with office():
            taken.append(time.perf_counter() - began)
    return Figure(
        "from start to ready, the database running",
        median(taken),
        "seconds",
        beside={"slowest_seconds": max(taken)},
    )


def visitors(who: Who, at: datetime) -> list[Visitor]:
    """The clerk, the specialist, and others of their agency with papers to read."""
    on = local_date(at)
    posts = (
        Appointment.objects.valid(on=on)
        .filter(post__unit__agency=who.clerk.agency_id)
        .order_by("post_id")
        .values_list("post_id", flat=True)
    )
    seats = [who.clerk, who.specialist]
    taken = {seat.post_id for seat in seats}
    seats += [seat_of_post(post, on) for post in posts if post not in taken]
    found = [v for v in (_visitor(seat, at) for seat in seats) if v.papers]
    return list(islice(cycle(found), PEOPLE))


def _visitor(seat: Seat, at: datetime) -> Visitor:
    client = Client()
    client.force_login(User.objects.get(person__id=seat.person_id))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page = entries_page(scope_of(seat), on=local_date(at), limit=20)
    return Visitor(
        cookie=f"{settings.SESSION_COOKIE_NAME}={key}",
        papers=[f"{PAGES['register']}{entry.id}/" for entry in page.entries],
    )


@contextmanager
def office() -> Iterator[tuple[int, list[subprocess.Popen[bytes]]]]:
    """The web server and the worker on the database at hand, as they run daily."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    gather_static()
    environment = _environment()
    processes = [
        subprocess.Popen(
            command,
            env=environment | {"CONGVU_DB_POOL": pool},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        for command, pool in (
            (web_command(f"127.0.0.1:{port}"), "1"),
            (congvu_command("worker"), ""),
        )
    ]
    try:
        _wait(port)
        yield port, processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(STOPPING)


def gather_static() -> None:
    """As set-up does it, once."""
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        gather = congvu_command("collectstatic", "--noinput", "--verbosity", "0")
        subprocess.run(gather, env=_environment(), check=True)


def _environment() -> dict[str, str]:
    return {
        **office_environment(),
        "CONGVU_DB_ROLE": "app",
        "CONGVU_WEB_PROXIED": "1",
    }


def _wait(port: int) -> None:
    for _n in range(3000):
        try:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            with closing(link):
                link.request("GET", "/health/ready")
                if link.getresponse().status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise RuntimeError("the web server did not become ready")


def crowd(
    port: int,
    people: Sequence[Visitor],
    *,
    rounds: int = 0,
    until: float = 0,
    pause: float = 0,
) -> list[Asked]:
    """All of them at once, for so many rounds or until then."""

    def visit(place: int) -> list[Asked]:
        return _visit(port, people[place], place, rounds, until, pause)

    with ThreadPoolExecutor(len(people)) as threads:
        return [
            one for asked in threads.map(visit, range(len(people))) for one in asked
        ]


def _visit(
    port: int, person: Visitor, place: int, rounds: int, until: float, pause: float
) -> list[Asked]:
    """One person's answers; each begins elsewhere in the round than their neighbour."""
    asked: list[Asked] = []
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(pause * place / PEOPLE)
    with closing(link):
        number = 0
        while number < rounds or time.perf_counter() < until:
            pages = person.round(number)
            start = place % len(pages)
            for page, address, headers in [*pages[start:], *pages[:start]]:
                began = time.perf_counter()
                link.request(
                    "GET", address, headers={"Cookie": person.cookie, **headers}
                )
                answer = link.getresponse()
                answer.read()
                asked.append(Asked(page, began, time.perf_counter() - began))
                if answer.status != 200:
                    raise RuntimeError(f"{address} answered {answer.status}")
                time.sleep(pause)
            number += 1
    return asked


def p95(asked: Sequence[Asked]) -> float:
    return quantiles([one.took * 1000 for one in asked], n=20)[18]


def _p50(asked: Sequence[Asked]) -> float:
    return quantiles([one.took * 1000 for one in asked], n=2)[0]


def _waiting(how: str, asked: Sequence[Asked]) -> Figure:
    beside = {"p50": _p50(asked)}
    for page in dict.fromkeys(one.page for one in asked):
        some = [one for one in asked if one.page == page]
        beside |= {f"{page}, p50": _p50(some), f"{page}, p95": p95(some)}
    return Figure(
        f"{PEOPLE} people {how}: p95",
        p95(asked),
        "ms",
        most=MOST_P95_MS,
        beside=beside,
    )


def _sustained(
    port: int,
    people: Sequence[Visitor],
    processes: Sequence[subprocess.Popen[bytes]],
    minutes: float,
) -> Iterator[Figure]:
    """The same in ten stretches; how much slower and fatter it grew over them.

    What each stretch waited is told beside what a fixed piece of work took of the
    processor meanwhile: a machine that others share is slower at times, and that is no
    growth of ours.
    """
    waited, pace, memory = [], [], []
    for _n in range(STRETCHES):
        until = time.perf_counter() + minutes * 60 / STRETCHES
        with working() as works:
            waited.append(p95(crowd(port, people, until=until)))
        pace.append(median(works))
        memory.append([sum(map(proportional, family(p.pid))) / 1024 for p in processes])
    usual = median(pace)
    yield Figure(
        f"{PEOPLE} people for {minutes:g} minutes: growth of p95",
        growth([ms * usual / own for ms, own in zip(waited, pace, strict=True)]),
        "%",
        most=MOST_SLOWER,
        beside={
            "first_ms": waited[0],
            "last_ms": waited[-1],
            "least_ms": min(waited),
            "most_ms": max(waited),
            "machine_slower_percent": growth(pace),
        },
    )
    for place, name in enumerate(("web", "worker")):
        sizes = [one[place] for one in memory]
        yield Figure(
            f"{PEOPLE} people for {minutes:g} minutes: growth of memory, {name}",
            growth(sizes),
            "%",
            most=MOST_FATTER,
            beside={"first_MB": sizes[0], "last_MB": sizes[-1]},
        )


def growth(values: Sequence[float]) -> float:
    """Per cent from the first to the last along the line of Theil and Sen.

    Its slope is the median of those between any two: what grows all the while is told
    in full, one bad moment among ten changes little.
    """
    slope = median(
        (late - early) / (m - n)
        for (n, early), (m, late) in combinations(enumerate(values), 2)
    )
    first = median(value - slope * n for n, value in enumerate(values))
    return slope * (len(values) - 1) / first * 100


@contextmanager
def working() -> Iterator[list[float]]:
    """Milliseconds of the processor that a small work took, every half second."""
    taken: list[float] = []
    ended = Event()

    def work() -> None:
        while True:
            began = time.thread_time()
            sum(n * n % 7 for n in range(WORK))
            taken.append((time.thread_time() - began) * 1000)
            if ended.wait(0.5):
                return

    thread = Thread(target=work)
    thread.start()
    try:
        yield taken
    finally:
        ended.set()
        thread.join()
