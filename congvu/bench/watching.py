"""One collector with 2,400 things on loopback to ask a minute, as its own process; and
two thousand of its answers taken in by the office.

The collector sends to a door that counts, so that what is measured is it alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from django.db import transaction

from congvu.audit.rules import SYSTEM
from congvu.bench.timing import Figure
from congvu.lib.ids import uuid7
from congvu.network.models import Site
from congvu.organisations.access import Seat
from congvu.watching.actions import enrol_collector, take
from congvu.watching.formats import Answered, Hearing
from congvu.watching.models import Collector, Probe, WatchTarget
from congvu.watching.rules import ProbeKind, Subject

PROBES, EVERY = 2400, 60
PROMISED = 2000
# Until questions are spread over their minute, and the minute that counts.
WARM, LASTS = 75.0, 60.0
ROUNDS = 5
TAKEN_CEILING = 3000


class _Door(BaseHTTPRequestHandler):
    """Answers as the office would and counts; its front page is asked, too."""

    protocol_version = "HTTP/1.1"
    plan: dict[str, Any] = {}
    seen: list[tuple[float, bool]] = []

    def do_GET(self) -> None:
        self._answer(b"{}")

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        items = told["items"]
        self.seen.extend((one["at"], one["up"]) for one in items)
        taken = items[-1]["seq"] if items else told["kept_from"] - 1
        answer: dict[str, Any] = {"now": time.time(), "taken": taken, "refused": []}
        if told["plan"] != "1":
            answer |= {"plan_mark": "1", "plan": self.plan}
        self._answer(json.dumps(answer).encode())

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *given: Any) -> None:
        pass


def _plan(port: int) -> dict[str, Any]:
    """Four echoes to one page."""
    probes = [
        {
            "id": str(UUID(int=(n * 2654435761) % 2**64)),
            "kind": "http" if n % 5 == 0 else "icmp",
            "host": "127.0.0.1" if n % 5 == 0 else f"127.9.{n // 250}.{n % 250 + 1}",
            "port": port,
            "path": "/",
            "every": EVERY,
            "access": "",
        }
        for n in range(PROBES)
    ]
    return {"probes": probes, "sweeps": [], "accesses": {}}


def watching_figures(clerk: Seat, at: datetime) -> Iterator[Figure]:
    yield from _collector_figures()
    with transaction.atomic():
        figure = _taking_figure(clerk, at)
        transaction.set_rollback(True)
    yield figure


def _collector_figures() -> Iterator[Figure]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Door)
    _Door.plan, _Door.seen = _plan(server.server_port), []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as state:
        program = subprocess.Popen(
            [
                *(sys.executable, "-m", "congvu.watching.management.collector", "run"),
                *("--state", state),
                *("--server", f"http://127.0.0.1:{server.server_port}"),
            ],
            env={**os.environ, "CONGVU_COLLECTOR_CODE": "do"},
            stderr=subprocess.DEVNULL,
        )
        time.sleep(WARM)
        begun, spent = time.time(), _spent(program.pid)
        time.sleep(LASTS)
        ended, worked = time.time(), _spent(program.pid) - spent
        time.sleep(10)
        program.terminate()
        program.wait(20)
    server.shutdown()
    counted = [up for moment, up in _Door.seen if begun <= moment < ended]
    minute = 60 / (ended - begun)
    beside = {
        "things to ask": float(PROBES),
        "unanswered": float(counted.count(False)),
        "share of one processor, %": 100 * worked / (ended - begun),
    }
    name = "asked and written down by one collector in a minute"
    yield Figure(name, len(counted) * minute, "", least=PROMISED, beside=beside)


def _spent(pid: int) -> float:
    """Seconds of processor that a process has used."""
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _taking_figure(clerk: Seat, at: datetime) -> Figure:
    """As long as it takes until all is in: states, hours, nothing to tell."""
    site = Site.objects.create(agency_id=clerk.agency_id, name="Điểm đo")
    collector, _secret = enrol_collector(
        site_id=site.pk, label="Đo", expires_on=None, by=clerk, at=at
    )
    targets = WatchTarget.objects.bulk_create(
        WatchTarget(
            site=site,
            collector=collector,
            name=f"Máy đo {n}",
            host="127.0.0.1",
            subject=Subject.OTHER,
            made_at=at,
        )
        for n in range(PROMISED)
    )
    probes = Probe.objects.bulk_create(
        Probe(target=one, kind=ProbeKind.ICMP) for one in targets
    )
    stream, spent = uuid7(), []
    for turn in range(ROUNDS):
        moment = at + timedelta(minutes=turn)
        hearing = _hearing(stream, probes, turn, moment)
        began = time.perf_counter()
        take(
            hearing=hearing,
            collector_id=collector.pk,
            address="",
            by=SYSTEM,
            at=moment,
        )
        spent.append((time.perf_counter() - began) * 1000)
    assert Collector.objects.get(pk=collector.pk).taken == ROUNDS * PROMISED  # noqa: S101 - else nothing was measured
    name = f"{PROMISED} answers of one message taken in"
    return Figure(name, median(spent), "ms", most=TAKEN_CEILING)


def _hearing(stream: UUID, probes: list[Probe], turn: int, moment: datetime) -> Hearing:
    first = turn * len(probes) + 1
    items = [
        Answered(first + n, one.pk, moment, up=True, us=900)
        for n, one in enumerate(probes)
    ]
    return Hearing(stream, 1, 0, 0, moment, "", "", items)
