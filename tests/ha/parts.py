"""The programs of the trial's machines: started as their units say, kept, measured."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from congvu.machine.processes import Account, kill_group, spawn
from congvu.machine.state import CODE
from tests.ha.layout import DATABASES, DEMO, HERE, NODES, Layout

PATH = "/usr/lib/postgresql/15/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"


@dataclass
class Part:
    """One program of one machine; comes back after two seconds, as its unit says."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    account: Account
    log: Path
    process: subprocess.Popen[bytes] | None = None
    falls: list[float] = field(default_factory=list)
    wanted: bool = True

    def start(self) -> None:
        self.wanted = True
        self.process = spawn(
            self.command,
            log=self.log,
            account=self.account,
            environment={"PATH": PATH, "LC_ALL": "C.UTF-8", **self.environment},
            dies_with_parent=signal.SIGTERM,
        )

    def keep(self) -> None:
        """Start it again when it fell two seconds ago or earlier."""
        if not self.wanted or self.process is None or self.process.poll() is None:
            return
        if not self.falls or self.falls[-1] < time.monotonic() - 4:
            self.falls.append(time.monotonic())
        elif self.falls[-1] < time.monotonic() - 2:
            self.start()

    def kill(self) -> None:
        """As by the loss of its machine: at once, with all it started."""
        self.wanted = False
        if self.process is not None:
            kill_group(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Parts:
    """All of them, in the order of starting."""

    def __init__(self, layout: Layout, account: Account) -> None:
        self.layout = layout
        self.account = account
        self.all: dict[str, Part] = {}
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._keep, daemon=True)

    def start_stores(self) -> None:
        """Before the office: the S3 store, etcd, Patroni, the ways to the leader."""
        self._watch.start()
        store = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", HERE]
        store += ["-p", str(self.layout.s3_port)]
        self._add("s3", store, account=Account.current())
        for name in DATABASES:
            self._add(
                f"etcd/{name}", ["/usr/bin/etcd"], [self._etc(name, "default/etcd")]
            )
        for name in DATABASES:
            config = self._etc(name, "patroni/config.yml")
            self._add(f"patroni/{name}", ["/usr/bin/patroni", str(config)])
        for name in NODES:
            config = self._etc(name, "haproxy/haproxy.cfg")
            self._add(
                f"haproxy/{name}", ["/usr/sbin/haproxy", "-db", "-f", str(config)]
            )
            config = self._etc(name, "pgbouncer/pgbouncer.ini")
            self._add(f"pgbouncer/{name}", ["/usr/sbin/pgbouncer", str(config)])

    def start_office(self) -> None:
        for name in NODES:
            for unit in ("web", "worker"):
                file = self._etc(name, f"systemd/system/congvu-{unit}.service")
                told = file.read_text(encoding="utf-8")
                self._add(
                    f"{unit}/{name}",
                    shlex.split(_said(told, "ExecStart")[0]),
                    [Path(line) for line in _said(told, "EnvironmentFile")],
                    account=Account.current(),
                )

    def stop(self) -> None:
        """Everything at once: what it keeps is thrown away."""
        self._stop.set()
        if self._watch.is_alive():
            self._watch.join()
        for name in DATABASES:
            self.kill_database(name)
        for part in self.all.values():
            part.kill()

    def postmaster(self, name: str) -> int:
        """Its number; 0 where none runs."""
        data = Path(self.layout.machine(name)["data"])
        try:
            pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
            at_work = Path(f"/proc/{pid}/cwd").resolve()
        except (OSError, ValueError):
            return 0
        return pid if at_work == data else 0

    def kill_database(self, name: str) -> None:
        """kill -9 of Patroni and of PostgreSQL with all its children."""
        server = self.postmaster(name)
        everyone = [server, *_below(server)] if server else []
        if keeper := self.all.get(f"patroni/{name}"):
            keeper.kill()
        for pid in everyone:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def memory_mb(self) -> dict[str, float]:
        """Of each part with its children; what they share is divided among them."""
        found = {
            name: _memory([part.process.pid])
            for name, part in self.all.items()
            if part.process and part.process.poll() is None
        }
        for name in DATABASES:
            found[f"postgresql/{name}"] = _memory([self.postmaster(name)])
        return {name: round(size / 1024, 1) for name, size in sorted(found.items())}

    def _etc(self, machine: str, place: str) -> Path:
        return self.layout.etc(machine) / place

    def _add(
        self,
        name: str,
        command: Sequence[str],
        env_files: Sequence[Path] = (),
        account: Account | None = None,
    ) -> None:
        environment = dict(DEMO)
        for file in env_files:
            environment |= read_environment(file)
        part = Part(
            name=name,
            command=command,
            environment=environment,
            account=account or self.account,
            log=self.layout.root / "log" / f"{name.replace('/', '-')}.log",
        )
        self.all[name] = part
        part.start()

    def _keep(self) -> None:
        while not self._stop.wait(0.5):
            for part in list(self.all.values()):
                part.keep()


def congvu(layout: Layout, node: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A verb of the operator on a node, with the environment for setting up."""
    return subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", *words],
        cwd=CODE,
        env=node_environment(layout, node),
        capture_output=True,
        text=True,
        check=False,
    )


def node_environment(layout: Layout, node: str) -> dict[str, str]:
    """Of a command an operator gives on a node."""
    environment = {"PATH": PATH, "LC_ALL": "C.UTF-8", **DEMO}
    for name in ("office", "setup"):
        environment |= read_environment(layout.etc(node) / f"congvu/{name}.env")
    return environment


def read_environment(file: Path) -> dict[str, str]:
    """An EnvironmentFile as systemd reads it: NAME="value", a line each."""
    lines = re.findall(r'^(\w+)="(.*)"$', file.read_text(encoding="utf-8"), re.M)
    return dict(lines)


def _said(unit: str, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", unit, re.M)


def _below(pid: int) -> list[int]:
    """A process's children and theirs."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            for child in map(int, task.read_text().split()):
                found += [child, *_below(child)]
    return found


def _memory(pids: list[int]) -> float:
    """Proportional set size in kB of these and all below them."""
    size = 0
    for pid in {one for top in pids for one in (top, *_below(top))}:
        try:
            told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        size += sum(map(int, re.findall(r"^Pss:\s+(\d+) kB", told, re.M)))
    return size
