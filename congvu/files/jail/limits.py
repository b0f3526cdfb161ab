"""What a jailed child may use, and how it is held to that."""

from __future__ import annotations

import ctypes
import os
import resource
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024

_NEWNET = 0x40000000
_NEWUSER = 0x10000000
_NO_NEW_PRIVILEGES = 38
_DIE_WITH_PARENT = 1
_SIGKILL = 9


@dataclass(frozen=True)
class Limits:
    """``seconds`` is by the clock on the wall; processor time is held to the same."""

    seconds: int = 60
    memory: int = 1024 * MIB
    file_size: int = 512 * MIB
    open_files: int = 128


def confine(limits: Limits) -> None:
    """Called in the child, before it touches the file."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_DIE_WITH_PARENT, _SIGKILL, 0, 0, 0)
    for what, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.seconds + 1),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_AS, limits.memory),
    ):
        _, hard = resource.getrlimit(what)
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (ceiling, ceiling))


def leave_network() -> bool:
    """Called once in the zygote, for all its children: a network with nothing in it.

    As root directly; as an ordinary user through a user namespace, where the machine
    allows that. Some do not (containers, AppArmor): then only the other walls stand.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEWUSER | _NEWNET) != 0:
        return False
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    return True
