"""The hub as a process of its own, with a database and a folder of its own."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import requests
from django.db import connection

from congvu.exchange.client.gateway import Gateway
from congvu.exchange.client.national import NationalHub
from congvu.exchange.client.wire import Wire
from congvu.exchange.formats.edxml import write
from tests.exchange.making import document, organisation

CODE = Path(__file__).resolve().parents[2]
NAME = "congvu_test_hub"


@dataclass
class Hub:
    url: str
    environment: dict[str, str]
    home: Path

    def command(self, *words: str) -> str:
        """``congvu hub …`` as its operator types it."""
        done = subprocess.run(
            [sys.executable, "-m", "congvu.config.cli", "hub", *words],
            cwd=CODE,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What its database holds, asked as its owner."""
        url = self.environment["CONGVU_HUB_DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as link:
            answer = link.execute(question, values)  # type: ignore[arg-type]
            return answer.fetchall() if answer.description else []

    def plan(self, question: str, values: dict[str, Any]) -> list[dict[str, Any]]:
        """How its database goes about a question, step by step."""
        url = self.environment["CONGVU_HUB_DATABASE_URL"]
        with psycopg.connect(url) as link:
            asked: Any = f"EXPLAIN (ANALYZE, FORMAT JSON) {question}"
            ((answer,),) = link.execute(asked, values).fetchall()
        todo, steps = [answer[0]["Plan"]], []
        while todo:
            step = todo.pop()
            steps.append(step)
            todo += step.get("Plans", [])
        return steps

    def half_way(self) -> set[Path]:
        """Files that are coming in, and what kills have left of such."""
        return set((self.home / "files" / "tmp").iterdir())

    def kill(self) -> None:
        """Every process that serves, at once and without a word."""
        for pid in self.serving():
            os.kill(pid, signal.SIGKILL)

    def serving(self) -> list[int]:
        """The web server's processes of this hub: those that work in its folder."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"congvu.config.wsgi:application" in words:
                where = self.url.removeprefix("http://").encode()
                found += [int(entry.name)] if where in words else []
        return found

    def wait(self) -> None:
        end = time.monotonic() + 180
        while time.monotonic() < end:
            try:
                if requests.get(f"{self.url}/health/live", timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.05)
        raise AssertionError("the hub did not open")

    def national(self, system: str, secret: str) -> NationalHub:
        return NationalHub(Wire(self.url, system, secret))

    def gateway(self, system: str, secret: str) -> Gateway:
        return Gateway(Wire(self.url, system, secret))


@contextmanager
def running_hub(home: Path, **more: str) -> Iterator[Hub]:
    at = connection.settings_dict
    login = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    place = f"?host={at['HOST']}&port={at['PORT']}"
    server = f"postgresql://{login}@/postgres{place}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    name = f"{NAME}_{port}"
    hub = Hub(
        f"http://127.0.0.1:{port}",
        {
            **os.environ,
            "CONGVU_HUB_DATABASE_URL": f"postgresql://{login}@/{name}{place}",
            "CONGVU_HUB_HOME": str(home),
            "CONGVU_HUB_BIND": f"127.0.0.1:{port}",
            "PYTHONPATH": str(CODE),
            **more,
        },
        home,
    )
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    try:
        running = subprocess.Popen(
            [sys.executable, "-m", "congvu.config.cli", "hub", "run"],
            cwd=CODE,
            env=hub.environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            hub.wait()
            yield hub
        finally:
            running.terminate()
            running.wait(30)
    finally:
        with psycopg.connect(server, autocommit=True) as link:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@dataclass(frozen=True)
class Packet:
    """An edXML file and what is said of it beside it."""

    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def stream(self) -> io.BytesIO:
        return io.BytesIO(self.data)


def packet(
    sender: str = "H03.01", *receivers: str, number: int = 1, **more: Any
) -> Packet:
    """A document from one agency to others; each number is a document of its own."""
    message = document(
        from_=organisation(sender),
        to=[organisation(code) for code in receivers or ("H55",)],
        document_id=f"{sender},2026/11/26,{number}/UBND-VP",
        **more,
    )
    out = io.BytesIO()
    write(message, out)
    return Packet(out.getvalue())
