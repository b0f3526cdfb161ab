"""An office as real processes: a supervisor with a folder and a port of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg

from congvu.machine.cluster import free_port

CODE = Path(__file__).resolve().parents[2]


# Of the tests' own database; and some machines let no program keep what it compiled:
# each process would do it anew, which is not what a start costs.
OTHERS = ("DATABASE_", "PYTHONDONTWRITEBYTECODE")


class Office:
    """Started, watched, stopped; every process of it can be found."""

    def __init__(
        self, home: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.home = home
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(OTHERS)},
            "CONGVU_HOME": str(home),
            "CONGVU_PORT": str(self.port),
            "CONGVU_DEMO": "0",
            "PYTHONPATH": str(CODE),
            **(environment or {}),
        }

    def start(self, patience: float = 80) -> None:
        with (self.home.parent / "out.txt").open("a") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "congvu.machine.supervisor"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        wait_for(self.is_ready_or_gone, patience, self.said)
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        logs = [*self.home.glob("log/*.log"), self.home.parent / "out.txt"]
        return "\n".join(f"== {p.name}\n{p.read_text()[-1500:]}" for p in logs)

    def get(self, path: str) -> tuple[int, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            link.request("GET", path)
            answer = link.getresponse()
            return answer.status, answer.read().decode()
        finally:
            link.close()

    def is_ready(self) -> bool:
        try:
            status, text = self.get("/health/ready")
        except (OSError, http.client.HTTPException):
            return False
        return status == 200 and json.loads(text)["status"] == "ok"

    def is_ready_or_gone(self) -> bool:
        return self.is_ready() or (
            self.process is not None and self.process.poll() is not None
        )

    def processes(self) -> list[int]:
        """Everything that runs for this state folder, the database included."""
        mark = f"CONGVU_HOME={self.home}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                mine = mark in (folder / "environ").read_bytes().split(b"\0")
                below = self.home in (folder / "cwd").resolve().parents
            except OSError:
                continue
            if mine or below:
                found.append(int(folder.name))
        return found

    def child(self, words: str) -> int:
        """The process of that command line that our supervisor started itself."""
        assert self.process is not None
        for pid in self.processes():
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
            if int(stat[1]) == self.process.pid and words in command.decode():
                return pid
        raise LookupError(words)

    def wait_for_another(self, words: str, before: int) -> None:
        """Orphans of the killed one may still answer for a moment: wait for the new."""

        def replaced() -> bool:
            try:
                return self.child(words) != before
            except (LookupError, OSError):
                return False

        wait_for(replaced, 20, self.said)
        wait_for(self.is_ready, 40, self.said)

    def effort(self) -> float:
        """Processor seconds spent by everything that runs, and by what it ran."""
        ticks = 0
        for pid in self.processes():
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, stat[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self, number: int = signal.SIGTERM) -> float:
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        return time.monotonic() - began

    def connect(self, role: str) -> psycopg.Connection[tuple[object, ...]]:
        record = json.loads((self.home / "database.json").read_text())
        return psycopg.connect(
            host="127.0.0.1",
            port=record["port"],
            dbname="congvu",
            user=f"congvu_{role}",
            password=record[f"{role}_password"],
        )


def wait_for(true: Callable[[], bool], seconds: float, said: Callable[[], str]) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s\n{said()}")
        time.sleep(0.1)
