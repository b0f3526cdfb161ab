"""A bare Debian 12 on a disk of its own, started with systemd, without any network."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import time
from pathlib import Path

from congvu.machine.state import say

# What every installed Debian server has beyond debootstrap's least.
INIT = "systemd,systemd-sysv,dbus"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
DISK = "20G"  # as much as the instructions ask for; only what is written takes room
# The file system stops where it is: what it has not written by then never comes.
SHUTDOWN, WITHOUT_JOURNAL = 0x8004587D, 2
# What any server's kernel allows and nspawn's own list of Debian 12 leaves out.
LANDLOCK = "landlock_create_ruleset landlock_add_rule landlock_restrict_self"


class Machine:
    """``bundles`` is seen inside as /bundles, read-only."""

    def __init__(self, place: Path, name: str, bundles: Path) -> None:
        self.root, self.bundles, self.name = place / name, bundles, name
        self.disk = place / f"{name}.disk"
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
        self.root.mkdir(parents=True)
        subprocess.run(["truncate", "-s", DISK, str(self.disk)], check=True)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(self.disk)], check=True)
        self._mount()
        subprocess.run(
            ["cp", "-a", f"{template}/.", f"{self.root}/"],
            check=True,
        )

    def _mount(self) -> None:
        subprocess.run(
            ["mount", "-o", "loop", str(self.disk), str(self.root)], check=True
        )

    def boot(self) -> None:
        self.process = subprocess.Popen(
            [
                "systemd-nspawn", "--quiet", "--directory", str(self.root), "--boot",
                "--private-network", "--register=no", "--keep-unit",
                f"--system-call-filter={LANDLOCK}",
                f"--bind-ro={self.bundles}:/bundles",
                f"--machine=trial{os.getpid()}{self.name}", "--console=pipe",
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

    def shell(self, text: str) -> str:
        """As root types it, in root's own folder."""
        return self.said("sh", "-c", f"cd /root; {text}")

    def curl(self, *words: str) -> str:
        done = subprocess.run(
            self.inside("curl", "-sk", "--max-time", "120", *words, only_network=True),
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        return done.stdout

    def power_cut(self) -> None:
        """As if the plug were pulled: nothing in it hears of its end, and what was not
        yet on the disk is gone."""
        folder = os.open(self.root, os.O_RDONLY)
        fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", WITHOUT_JOURNAL))
        os.close(folder)
        self._kill()
        self._unmount()
        self._mount()

    def stop(self) -> None:
        self._kill()
        if self.root.is_mount():
            self._unmount()

    def throw_away(self) -> None:
        self.stop()
        self.disk.unlink(missing_ok=True)

    def _kill(self) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            if leader := self.leader():
                os.kill(leader, signal.SIGKILL)
            self.process.kill()
            self.process.wait(30)
        self.process = None

    def _unmount(self) -> None:
        """Until the loop lets go of the disk, too: its last processes need a moment to
        be gone, and what is mounted before that is the old file system again."""
        for _try in range(60):
            if self.root.is_mount():
                subprocess.run(["umount", str(self.root)], check=False)
            looped = subprocess.run(
                ["losetup", "-j", str(self.disk)], capture_output=True, check=True
            )
            if not looped.stdout and not self.root.is_mount():
                return
            time.sleep(1)
        raise TimeoutError(f"{self.root} is still in use")
