"""Starting and ending processes on Linux, and the locks by which they take turns."""

from __future__ import annotations

import ctypes
import fcntl
import os
import pwd
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


@dataclass(frozen=True)
class Account:
    """An operating system user that a process runs as."""

    uid: int
    gid: int
    name: str

    @classmethod
    def current(cls) -> Account:
        uid = os.geteuid()
        try:
            name = pwd.getpwuid(uid).pw_name
        except KeyError:  # a container may run under a number without a name
            name = str(uid)
        return cls(uid, os.getegid(), name)

    def is_current(self) -> bool:
        return self.uid == os.geteuid()

    def own(self, path: Path) -> None:
        if not self.is_current():
            os.chown(path, self.uid, self.gid)

    # what subprocess needs to become this account; nothing when we are it already

    def switch_user(self) -> int | None:
        return None if self.is_current() else self.uid

    def switch_group(self) -> int | None:
        return None if self.is_current() else self.gid

    def switch_groups(self) -> list[int] | None:
        return None if self.is_current() else os.getgrouplist(self.name, self.gid)


def run_as(
    account: Account, command: Sequence[str], *, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run to the end, in a folder that every account may enter."""
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=check,
        cwd="/",
        stdin=subprocess.DEVNULL,
        user=account.switch_user(),
        group=account.switch_group(),
        extra_groups=account.switch_groups(),
    )


def spawn(
    command: Sequence[str],
    *,
    log: Path,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    dies_with_parent: int | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, writing to the end of `log`.

    `dies_with_parent` is the signal the kernel sends it should we be killed.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    account = account or Account.current()
    with _append(log) as out:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=dict(environment) if environment is not None else None,
            start_new_session=True,
            pass_fds=pass_fds,
            preexec_fn=_child_setup(dies_with_parent),
            user=account.switch_user(),
            group=account.switch_group(),
            extra_groups=account.switch_groups(),
        )


def _append(log: Path) -> IO[bytes]:
    return os.fdopen(
        os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab", buffering=0
    )


def _child_setup(dies_with_parent: int | None) -> Callable[[], None]:
    parent = os.getpid()

    def setup() -> None:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_DFL)
        if dies_with_parent is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, dies_with_parent)
            if os.getppid() != parent:  # it died before we could ask
                os._exit(1)

    return setup


def kill_group(pid: int, number: int) -> None:
    """Signal a whole session; workers outlive a master that was killed."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


class Lock:
    """A file lock between processes; the kernel frees it when the holder dies."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def try_alone(self) -> bool:
        return self._try(fcntl.LOCK_EX)

    def try_shared(self) -> bool:
        return self._try(fcntl.LOCK_SH)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def wait_alone(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def wait_shared(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def write(self, text: str) -> None:
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode(), 0)

    def read(self) -> str:
        return os.pread(self._descriptor, 4096, 0).decode()

    def close(self) -> None:
        os.close(self._descriptor)

    @contextmanager
    def alone(self) -> Iterator[None]:
        self.wait_alone()
        try:
            yield
        finally:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
