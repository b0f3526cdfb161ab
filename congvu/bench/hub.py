"""Messages a second through the hub and the client together, on this machine.

The hub is started as an operator would, with a folder and a database of its own; the
clients are threads of this process. A message is carried when it was sent, fetched and
acknowledged. Beside the clock, which counts whatever else the machine does, stands what
a message costs of the processor: clients, hub, jail and database together.
"""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from socket import socket
from typing import Any

from congvu.bench.stack import processor
from congvu.bench.timing import Figure
from congvu.exchange.client import AgencyCard, HubClient
from congvu.exchange.client.national import NationalHub
from congvu.exchange.client.wire import Wire
from congvu.exchange.formats.edxml import messages as m
from congvu.exchange.formats.edxml import write
from congvu.exchange.formats.edxml.payload import Content
from congvu.machine.state import CODE, state_folder

MESSAGES, PAYLOAD, THREADS = 600, 20_000, 8
LEAST = 150
_SENDER, _RECEIVER = "X00.01", "X00.02"


def hub_figures(messages: int = MESSAGES) -> Iterator[Figure]:
    first = int(time.time()) * 1000  # never what an earlier run has sent
    packets = [_packet(first + number) for number in range(THREADS + messages)]
    with _running_hub() as (address, secret):
        clients = [NationalHub(Wire(address, "X00", secret)) for _n in range(THREADS)]
        for code in (_SENDER, _RECEIVER):
            clients[0].register(AgencyCard(code=code, name=code))
        _all(clients, packets[:THREADS], _send)  # the jail starts with the first
        _fetch_all(clients)
        used, began = processor(), time.perf_counter()
        sent = _all(clients, packets[THREADS:], _send)
        half = time.perf_counter()
        fetched = _fetch_all(clients)
        spent, used = time.perf_counter() - began, processor() - used
    if (sent, fetched) != (messages, messages):
        raise RuntimeError(f"{sent} sent, {fetched} fetched of {messages}")
    yield Figure(
        f"messages of {PAYLOAD // 1000} kB sent, fetched and acknowledged by the hub",
        messages / spent,
        "per second",
        least=LEAST,
        beside={
            "sent_per_second": messages / (half - began),
            "messages": messages,
            "bytes_of_payload": PAYLOAD,
            "seconds": spent,
            "processor_milliseconds_a_message": used * 1000 / messages,
            "threads": THREADS,
            "cores": os.cpu_count() or 0,
            "load_of_the_machine": os.getloadavg()[0],
        },
    )


def _fetch_all(clients: Sequence[HubClient]) -> int:
    fetched = 0
    while waiting := clients[0].received(_RECEIVER):
        fetched += _all(clients, [one.id for one in waiting], _take)
    return fetched


def _all(
    clients: Sequence[HubClient], what: Sequence[Any], do: Callable[..., None]
) -> int:
    """Each client takes its share, all at once."""

    def share(number: int) -> int:
        own = what[number :: len(clients)]
        for one in own:
            do(clients[number], one)
        return len(own)

    with ThreadPoolExecutor(len(clients)) as pool:
        return sum(pool.map(share, range(len(clients))))


def _send(client: HubClient, packet: bytes) -> None:
    digest = hashlib.sha256(packet).hexdigest()
    client.send(
        io.BytesIO(packet),
        sender=_SENDER,
        receivers=[_RECEIVER],
        kind="document",
        message_id=digest,
        sha256=digest,
    )


def _take(client: HubClient, box: str) -> None:
    with client.get(box) as got:
        got.read()
    client.acknowledge(box, "done")


def _packet(number: int) -> bytes:
    paper = Content.of(Random(number).randbytes(PAYLOAD))  # noqa: S311 - no secret
    attachment = m.Attachment(
        content_id="cid:1", attachment_name="do.pdf", content=paper
    )
    header = m.DocumentHeader(
        from_=m.Organisation(organ_id=_SENDER, organ_name=_SENDER),
        to=[m.Organisation(organ_id=_RECEIVER, organ_name=_RECEIVER)],
        document_id=f"{_SENDER},2026/11/20,{number}/CV",
        code=m.Code(number=f"{number}"[-6:], notation="CV"),
        promulgation=m.Promulgation(promulgation_date=datetime.now(UTC).date()),
        document_type=m.DocumentType(type=1, type_name="Công văn"),
        subject="Đo trục liên thông",
        signer=m.Signer(full_name="Đo"),
    )
    out = io.BytesIO()
    write(m.new_document(header, attachments=[attachment]), out)
    return out.getvalue()


@contextmanager
def _running_hub() -> Iterator[tuple[str, str]]:
    """Its address, and the secret of a system made for this run."""
    home = state_folder() / "bench-hub"
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    path = os.pathsep.join([str(CODE), os.environ.get("PYTHONPATH", "")])
    own = {"CONGVU_HUB_HOME": str(home), "CONGVU_HUB_BIND": bind, "PYTHONPATH": path}
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CONGVU_HUB_")}
    environment = kept | own
    hub = subprocess.Popen(
        _words("run"), env=environment, stdout=subprocess.DEVNULL, cwd=CODE
    )
    try:
        _wait_for(f"http://{bind}/health/live", hub)
        yield f"http://{bind}", _secret(environment, CODE)
    finally:
        hub.send_signal(signal.SIGTERM)
        hub.wait(60)


def _secret(environment: dict[str, str], place: Path) -> str:
    known = ["new-secret", "X00"]
    new = ["add-system", "X00", "--name", "Đo", "--under", "X00"]
    for verb in (known, new):
        done = subprocess.run(
            _words(*verb),
            env=environment,
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return done.stdout.strip()
    raise RuntimeError(done.stderr)


def _words(*verb: str) -> list[str]:
    return [sys.executable, "-m", "congvu.config.cli", "hub", *verb]


def _wait_for(address: str, hub: subprocess.Popen[bytes]) -> None:
    for _n in range(1500):
        if hub.poll() is not None:
            raise RuntimeError("the hub stopped before it was ready")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the hub did not become ready")
