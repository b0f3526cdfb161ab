"""What a jailed child may open: its programs, its document, its folder; nothing else.

Linux's Landlock, from a process that is nobody special. A kernel without it (before
5.13, or switched off) leaves the other walls standing; `walls` and the operator's check
say which stand.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _BENEATH = 1, 1

_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE, _MAKE_SOCKET = 1 << 5, 1 << 9
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_FIRST = (1 << 13) - 1  # what the first version knows
_FILE_RIGHTS = _EXECUTE | _WRITE | _READ | _TRUNCATE
_TCP = 0b11  # neither listens nor connects
_SCOPES = 0b11  # no abstract sockets and no signals of others

_CODE = Path(__file__).resolve().parents[3]
_PROGRAMS = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib64"),
    *("/etc/alternatives", "/etc/fonts", "/etc/ghostscript", "/etc/ld.so.cache"),
    *("/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/libreoffice", "/etc/localtime"),
    *("/etc/magic", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/papersize"),
    *(
        "/etc/passwd",
        "/var/cache/fontconfig",
        "/var/lib/ghostscript",
        "/var/spool/libreoffice",
    ),
    *(
        "/etc/locale.alias",
        "/proc/self",
        "/proc/meminfo",
        "/proc/cpuinfo",
        "/dev/urandom",
        "/dev/random",
    ),
)


def fence(
    *, folder: Path, documents: Iterable[int], also: Iterable[Path], pipes: bool = False
) -> bool:
    """Called in the child, before it touches the document; False where there is no
    Landlock. ``also`` are files of ours that belong to the task; ``pipes`` is for a
    program that makes its pipe in the common place and takes it away again."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, 0, _VERSION)
    if version < 1:
        return False
    every = (
        _FIRST | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    )
    asked = struct.pack("QQQ", every, _TCP, _SCOPES)[: _size(version)]
    rules = libc.syscall(_CREATE, asked, len(asked), 0)
    if rules < 0:
        return False
    read = _READ | _LIST
    for place in (*_PROGRAMS, sys.prefix, sys.base_prefix, _CODE / "congvu"):
        _allow(libc, rules, place, (read | _EXECUTE) & every)
    for place in os.environ.get("PATH", "").split(os.pathsep):
        _allow(libc, rules, place, (read | _EXECUTE) & every)
    _allow(libc, rules, _CODE, _LIST)  # a program that imports ours looks for it here
    _allow(libc, rules, "/dev/null", (_READ | _WRITE | _TRUNCATE) & every)
    if pipes:
        _allow(libc, rules, "/tmp", _MAKE_SOCKET | _REMOVE)  # noqa: S108 - fixed there
    _allow(libc, rules, folder, every)
    for place in also:
        _allow(libc, rules, place, read)
    for document in documents:
        _allow_open(libc, rules, document, read)
    done = libc.syscall(_RESTRICT, rules, 0) == 0
    os.close(rules)
    return bool(done)


def _size(version: int) -> int:
    """How much of what is asked this kernel knows."""
    return 8 if version < 4 else 16 if version < 6 else 24


def _allow(libc: ctypes.CDLL, rules: int, place: str | Path, rights: int) -> None:
    """What is not there needs no right."""
    with suppress(OSError):
        handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            _allow_open(libc, rules, handle, rights)
        finally:
            os.close(handle)


def _allow_open(libc: ctypes.CDLL, rules: int, handle: int, rights: int) -> None:
    if not stat.S_ISDIR(os.fstat(handle).st_mode):
        rights &= _FILE_RIGHTS
    rule = struct.pack("=Qi", rights, handle)
    libc.syscall(_ADD, rules, _BENEATH, rule, 0)
