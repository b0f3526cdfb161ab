"""Five thousand events a second over TCP into the receiver and its loader, each its own
process, for a minute; and searches over a day of one and of ten million events.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from congvu.bench.timing import Figure
from congvu.lib.dates import local_date
from congvu.logs.actions import add_source, end_source, ensure_days
from congvu.logs.models import LogSource
from congvu.logs.queries import Search, events_page
from congvu.logs.rules import Severity, SourceKind, number_of
from congvu.organisations.access import Seat

RATE = 5_000
SECONDS = int(os.environ.get("CONGVU_LOG_SECONDS", "60"))
LATEST = 10.0
"""Seconds after the last line by which all have to be found."""
SIZES = (1_000_000, 10_000_000)
CEILING = 1000
GROWN = 64
"""MB that both processes may grow after the first third."""
_ADDRESS = "127.0.0.1"
_WEB = "28/Nov/2026:07:12:01 +0700"


def log_figures(by: Seat, at: datetime) -> Iterator[Figure]:
    yield from rate_figures(by, at, seconds=SECONDS)
    for size in SIZES:
        with transaction.atomic():
            figure = _search_figure(size, at)
            transaction.set_rollback(True)
        yield figure


def rate_figures(
    by: Seat,
    at: datetime,
    *,
    seconds: int,
    environment: Mapping[str, str] | None = None,
) -> list[Figure]:
    """All that a registered source sent is found, soon after its last line."""
    source, _secret = add_source(
        agency_id=by.agency_id,
        name=f"Đo {at:%H:%M:%S.%f}",
        kind=SourceKind.SYSLOG,
        addresses=[_ADDRESS],
        fingerprint="",
        silent_after=None,
        by=by,
        at=at,
    )
    with tempfile.TemporaryDirectory() as home:
        port = _free_port()
        receiver = _start(Path(home), port, environment or {})
        try:
            sent = _send(port, receiver.pid, seconds)
            late = _wait(source, sent.lines)
            share = 100 * _family_spent(receiver.pid) / (seconds + late)
        finally:
            receiver.send_signal(signal.SIGTERM)
            receiver.wait(30)
    found = _kept(source)
    end_source(source_id=source.pk, by=by, at=timezone.now())
    beside = {
        "sent": float(sent.lines),
        "seconds until the last was found": late,
        "share of one processor, %": share,
    }
    return [
        Figure(
            "events a second received, read, asked and kept",
            found / (seconds + late),
            "",
            least=RATE * seconds / (seconds + LATEST),
            beside=beside,
        ),
        Figure("events lost", float(sent.lines - found), "", most=0),
        Figure("memory grown after a third of it", sent.grown, "MB", most=GROWN),
    ]


def _start(
    place: Path, port: int, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Its spool is its own; the database is the one that is measured."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "congvu.config.cli"),
            *("logs", "receive", "--tcp", str(port)),
        ],
        env={**os.environ, **environment, "CONGVU_LOGS_SPOOL": str(place / "spool")},
    )
    for _turn in range(1200):
        try:
            socket.create_connection((_ADDRESS, port), 1).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the receiver of logs did not begin")


@dataclass(frozen=True)
class _Sent:
    lines: int
    grown: float


def _send(port: int, receiver: int, seconds: int) -> _Sent:
    """As evenly as a tenth of a second allows; how much both processes grew after a
    third of it.
    """
    early, sent, begun = 0.0, 0, time.monotonic()
    with socket.create_connection((_ADDRESS, port)) as out:
        for tenth in range(seconds * 10):
            out.sendall(_lines(sent, RATE // 10))
            sent += RATE // 10
            if tenth == seconds * 10 // 3:
                early = _memory(receiver)
            time.sleep(max(0.0, begun + (tenth + 1) / 10 - time.monotonic()))
    return _Sent(sent, _memory(receiver) - early)


def _lines(first: int, many: int) -> bytes:
    """Of four programs; one in fifty is a password that was wrong, of many guessers."""
    kinds = (
        "<78>may-{h} CRON[{n}]: (root) CMD (run-parts /etc/cron.hourly)",
        "<22>may-{h} postfix/smtpd[{n}]: connect from may.example[192.0.2.{a}]",
        '<134>may-{h} nginx[1]: 192.0.2.{a} - - [{t}] "GET /{n} HTTP/1.1" 200 512',
        "<38>may-{h} sshd[{n}]: Failed password for u{n} from 10.{g}.{a}.7 port 1 ssh2",
    )
    told = []
    for n in range(first, first + many):
        kind = 3 if n % 50 == 0 else n % 3
        line = kinds[kind].format(h=n % 500, n=n, a=n % 200, g=n % 250, t=_WEB)
        told.append(line)
    return "\n".join(told).encode() + b"\n"


def _wait(source: LogSource, whole: int) -> float:
    began = time.monotonic()
    while _kept(source) < whole and time.monotonic() - began < 120:
        time.sleep(0.2)
    return time.monotonic() - began


def _kept(source: LogSource) -> int:
    """Counted in the transaction in which they were kept."""
    return LogSource.objects.values_list("events", flat=True).get(pk=source.pk)


def _family(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, told)]


def _memory(receiver: int) -> float:
    """MB of both processes."""
    pages = [
        int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        for pid in _family(receiver)
    ]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _family_spent(pid: int) -> float:
    return sum(_spent(one) for one in _family(pid))


def _spent(pid: int) -> float:
    """Seconds of processor that a process has used."""
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_ADDRESS, 0))
        port: int = probe.getsockname()[1]
        return port


_FILL = """
INSERT INTO logs_logevent (received_at, at, address, host, program, severity, decoder,
                           message, fields, doubts, length, terms)
SELECT %(since)s + n * %(step)s, %(since)s + n * %(step)s, '192.0.2.1',
       'may-' || n %% 500, 'sshd', 6, 'sshd',
       'Failed password for u' || n %% 9973 || ' from 10.0.0.' || n %% 200,
       jsonb_build_object('user.name', 'u' || n %% 9973), '{}', 80,
       %(always)s::int[] || (%(hosts)s::int[])[1 + n %% 500]
           || (%(users)s::int[])[1 + n %% 9973]
           || CASE WHEN n < %(many)s / 8 THEN %(morning)s ELSE '{}' END::int[]
  FROM generate_series(0, %(many)s - 1) n
"""


def _search_figure(size: int, at: datetime) -> Figure:
    """The slowest of what is asked most, over a day that holds them all."""
    day = at + timedelta(days=400)
    ensure_days(at=day)
    since = day.replace(hour=17, minute=0, second=0, microsecond=0)
    if local_date(since) != local_date(day):
        since -= timedelta(days=1)
    words = ("failed", "password", "for", "from", "severity=6", "source=")
    filled: Mapping[str, Any] = {
        "since": since,
        "step": timedelta(days=1) / (size + 1),
        "many": size,
        "always": [number_of(one) for one in (*words, "program=sshd")],
        "hosts": [number_of(f"host=may-{n}") for n in range(500)],
        "morning": [number_of("morning")],
        "users": [number_of(f"user.name=u{n}") for n in range(9973)],
    }
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(_FILL, filled)
        took = time.perf_counter() - began
        cursor.execute("ANALYZE logs_logevent")
    asked = {
        "the newest": {},
        "a word of all": {"words": "failed"},
        "a host": {"host": "may-77"},
        "a field": {"words": "user.name=u77"},
        "a word of the first hours alone": {"words": "morning"},
        "a word of none": {"words": "absent"},
        "grave ones": {"worst": Severity.ERROR},
    }
    beside = {"events put in a second": size / took}
    for name, words_asked in asked.items():
        began = time.perf_counter()
        whole = Search(since, since + timedelta(days=1), **words_asked)  # type: ignore[arg-type]  # one of its fields each
        events_page(whole)
        beside[f"{name}, ms"] = (time.perf_counter() - began) * 1000
    slowest = max(value for name, value in beside.items() if name.endswith("ms"))
    name = f"the slowest search over a day of {size:,} events"
    return Figure(name, slowest, "ms", most=CEILING, beside=beside)
