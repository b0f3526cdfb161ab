"""Kills processes of an office that is at work, at random, by a seed."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

from tests.machine.office import Office

SHORTEST, LONGEST = 4.0, 11.0
"""Seconds between two kills: some fall into the recovery from the last one."""
KINDS = ("web", "web-process", "worker", "postmaster", "backend")


class Killer:
    """One at a time: whole web server or one process of it, worker, database, and one
    of its backends (the database then ends all others itself)."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office = office
        self.kills: Counter[str] = Counter()
        self.chance = Random(seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._stop.set()
        self._thread.join()

    def _go_on(self) -> None:
        while not self._stop.wait(self.chance.uniform(SHORTEST, LONGEST)):
            self.kill(self.chance.choice(KINDS))

    def kill(self, kind: str) -> None:
        """Who is not there is just being started again; the next turn finds others."""
        found = self._processes(kind)
        if found:
            with suppress(ProcessLookupError):
                os.kill(self.chance.choice(found), signal.SIGKILL)
                self.kills[kind] += 1

    def _processes(self, kind: str) -> list[int]:
        words, depth = {
            "web": ("gunicorn", 1),
            "web-process": ("gunicorn", 2),
            "worker": ("config.cli worker", 1),
            "postmaster": ("bin/postgres", 1),
            "backend": ("postgres: congvu_app congvu", 2),
        }[kind]
        return sorted(
            pid
            for pid in self.office.processes()
            if words in _command(pid) and self._depth(pid) == depth
        )

    def _depth(self, pid: int) -> int:
        """How many generations below the supervisor."""
        assert self.office.process is not None
        depth = 0
        while pid > 1 and pid != self.office.process.pid:
            pid, depth = _parent(pid), depth + 1
        return depth


def _command(pid: int) -> str:
    with suppress(OSError):
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
        return raw.replace(b"\0", b" ").decode(errors="replace")
    return ""


def _parent(pid: int) -> int:
    with suppress(OSError):
        text = Path(f"/proc/{pid}/stat").read_text()
        return int(text.rpartition(")")[2].split()[1])
    return 0
