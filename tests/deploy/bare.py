"""A bare Debian 12 in a folder, started with systemd and without any network."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from congvu.machine.state import say

# What every installed Debian server has beyond debootstrap's least.
INIT = "systemd,systemd-sysv,dbus"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Machine:
    """``bundles`` is seen inside as /bundles, read-only."""

    def __init__(self, root: Path, bundles: Path) -> None:
        self.root, self.bundles = root, bundles
        self.process: subprocess.Popen[bytes] | None = None

    def make(self, template: Path) -> None:
        """From a template that is made once and kept: only this step needs a mirror."""
        if not template.exists():
            say("debootstrap…")
            part = template.with_name(f"{template.name}.part")
            subprocess.run(["rm", "-rf", str(part)], check=True)
            subprocess.run(
                ["debootstrap", "--variant=minbase", f"--include={INIT}", "bookworm",
                 str(part)],
                stdout=subprocess.DEVNULL,
                check=True,
            )  # fmt: skip
            part.rename(template)
        subprocess.run(["cp", "-a", str(template), str(self.root)], check=True)

    def boot(self) -> None:
        self.process = subprocess.Popen(
            [
                "systemd-nspawn", "--quiet", "--directory", str(self.root), "--boot",
                "--private-network", "--register=no", "--keep-unit",
                f"--bind-ro={self.bundles}:/bundles", f"--machine=trial{os.getpid()}",
                "--console=pipe",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        end = time.monotonic() + 300
        while time.monotonic() < end:
            time.sleep(1)
            if self.leader() and self.said("systemctl", "is-system-running") in {
                "running", "degraded",
            }:  # fmt: skip
                return
        raise TimeoutError("the bare machine did not come up")

    def leader(self) -> int:
        """Its first process, as this machine numbers it."""
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = children.read_text().split()
        return int(found[0]) if found else 0

    def run(
        self, *command: str, seconds: float = 3600
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.inside(*command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )

    def inside(self, *command: str, only_network: bool = False) -> list[str]:
        """``only_network``: our own program, which sees what the machine's would."""
        spaces = ["-n"] if only_network else ["-m", "-u", "-i", "-n", "-p", "-r", "-w"]
        env = [] if only_network else ["env", "-i", f"PATH={PATH}", "HOME=/root"]
        leader = ["nsenter", "-t", str(self.leader()), *spaces]
        return [*leader, *env, *command]

    def said(self, *command: str) -> str:
        return self.run(*command, seconds=600).stdout.strip()

    def curl(self, *words: str) -> str:
        done = subprocess.run(
            self.inside("curl", "-sk", "--max-time", "120", *words, only_network=True),
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        return done.stdout

    def power_cut(self) -> None:
        """As if the plug were pulled: nothing in it hears of its end."""
        assert self.process
        if leader := self.leader():
            os.kill(leader, signal.SIGKILL)
        self.process.kill()
        self.process.wait(30)
        time.sleep(2)
