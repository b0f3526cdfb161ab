"""Whole installations as ``congvu run`` starts them: processes, database, folder each.

They know nothing of this process; it asks them over HTTP like programs of their people.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import requests
from django.db import connections

from congvu.machine.cluster import free_port
from tests.scale import few_or_all

CODE = Path(__file__).resolve().parents[2]
PATIENCE = 300.0
CODES = [f"H03.{number}" for number in range(101, 101 + few_or_all(12, 40))]
"""The communes of the one; the other is a department."""


@dataclass
class Installation:
    """``tokens`` are what its people's programs sign in with, by user name."""

    name: str
    home: Path
    database: str
    more: Mapping[str, str]
    port: int = field(default_factory=free_port)
    tokens: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.database,
            "CONGVU_HOME": str(self.home),
            "CONGVU_PORT": str(self.port),
            "CONGVU_DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "congvu.config.settings",
            "PYTHONPATH": str(CODE),
            **self.more,
        }

    def start(self) -> None:
        with (self.home / "out.txt").open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "congvu.machine.supervisor"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(self._answers, f"{self.name} did not open", self.said)

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.said()
        try:
            return requests.get(f"{self.url}/health/ready", timeout=5).ok
        except requests.RequestException:
            return False

    def kill(self) -> None:
        """Everything it runs, at once: the power is gone."""
        for pid in self._processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self._process is not None:
            self._process.wait(20)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(60)

    def _processes(self) -> list[int]:
        mark = f"CONGVU_HOME={self.home}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                words = (folder / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            found += [int(folder.name)] if mark in words else []
        return found

    def said(self) -> str:
        logs = [*self.home.glob("log/*.log"), self.home / "out.txt"]
        return "\n".join(f"== {p.name}\n{p.read_text()[-3000:]}" for p in logs)

    def run(self, program: str, *words: str) -> Any:
        """What ``python -m program`` of its operator prints, as JSON."""
        done = subprocess.run(
            [sys.executable, "-m", program, *words],
            cwd=CODE,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    def ask(self, who: str, method: str, path: str, **given: Any) -> Any:
        """The answer's JSON; a fault of the call shows its words."""
        answer = requests.request(
            method,
            f"{self.url}/api/v1/{path}",
            headers={"Authorization": f"Bearer {self.tokens[who]}"},
            timeout=120,
            **given,
        )
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:600]}"
        return answer.json() if answer.content else None

    def get(self, who: str, path: str) -> Any:
        return self.ask(who, "GET", path)

    def post(self, who: str, path: str, told: Any = None, **given: Any) -> Any:
        return self.ask(who, "POST", path, json=told, **given)


def wait_until(
    is_so: Callable[[], bool],
    otherwise: str,
    said: Callable[[], str] = str,
    patience: float = PATIENCE,
) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if is_so():
            return
        time.sleep(0.3)
    raise AssertionError(f"{otherwise}\n{said()}")


@contextmanager
def databases(*names: str) -> Iterator[list[str]]:
    """The addresses of new databases, each a copy of the migrated one of the tests."""
    at = connections["default"].settings_dict
    connections.close_all()
    login = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    place = f"?host={at['HOST']}&port={at['PORT']}"
    with psycopg.connect(
        f"postgresql://{login}@/postgres{place}", autocommit=True
    ) as link:
        made = [f"{at['NAME']}_{name}" for name in names]
        try:
            for name in made:
                link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]
                link.execute(f"CREATE DATABASE {name} TEMPLATE {at['NAME']}")  # type: ignore[arg-type]
            yield [f"postgresql://{login}@/{name}{place}" for name in made]
        finally:
            for name in made:
                link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]
