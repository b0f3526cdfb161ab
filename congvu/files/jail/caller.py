"""The trusted side: starts the zygote when it is needed and waits for answers."""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from congvu.files.jail.limits import Limits

GRACE = 3.0
START_SECONDS = 30.0
LARGEST_ANSWER = 128 * 1024 * 1024
_LENGTHS = struct.Struct("!II")
_PIECE = 256 * 1024
_PACKAGE = Path(__file__).resolve().parents[3]


class JailFailed(Exception):
    """The task gave no answer: the child crashed, ran out of memory or out of time."""

    def __init__(self, cause: str, *, timed_out: bool = False) -> None:
        self.timed_out = timed_out
        super().__init__(cause)


@dataclass(frozen=True)
class Answer:
    """``refused`` is the task's own reason why the document cannot be used."""

    result: dict[str, Any]
    blob: bytes
    refused: str = ""


class Zygote:
    """One per process and set of tasks; forgotten in a fork, because the socket is not
    ours there."""

    def __init__(self, tasks: str) -> None:
        self._tasks = tasks
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None
        self._owner = 0

    def send(self, packet: bytes, handles: list[int]) -> None:
        with self._lock:
            for attempt in (1, 2):
                orders = self._ensure()
                try:
                    socket.send_fds(orders, [packet], handles)
                except OSError:
                    # It ended for want of work, or was killed: one new start.
                    self._forget()
                    if attempt == 2:
                        raise
                else:
                    return

    def stop(self) -> None:
        with self._lock:
            self._forget()

    def _ensure(self) -> socket.socket:
        if self._owner != os.getpid():
            self._orders = self._process = None
            self._owner = os.getpid()
        if self._process is not None and self._process.poll() is not None:
            self._forget()
        if self._orders is None:
            self._orders = self._start()
        return self._orders

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "congvu.files.jail.zygote",
                    str(theirs.fileno()),
                    self._tasks,
                ],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                cwd="/",
            )
        ours.settimeout(START_SECONDS)
        if not ours.recv(1000):
            self._forget()
            raise JailFailed("the jail did not start")
        ours.settimeout(GRACE)
        return ours

    def _forget(self) -> None:
        if self._orders is not None:
            self._orders.close()
        if self._process is not None:
            # Without its socket it ends by itself; a stuck one is ended.
            try:
                self._process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._orders = self._process = None


READING = "congvu.files.jail.tasks"
ZYGOTES: dict[str, Zygote] = {}


def _environment() -> dict[str, str]:
    """Little of ours: no database address, no keys."""
    kept = {k: os.environ[k] for k in ("PATH", "CONGVU_DEBUG") if k in os.environ}
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(_PACKAGE),
        "PYTHONDONTWRITEBYTECODE": "1",
        **kept,
    }


@contextmanager
def opened(document: Path) -> Iterator[int]:
    """Its number, of a file or a folder."""
    number = os.open(document, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield number
    finally:
        os.close(number)


def run(
    task: str,
    document: Path,
    *,
    temporary: Path,
    limits: Limits | None = None,
    arguments: Mapping[str, Any] | None = None,
    also: Iterable[Path] = (),
    tasks: str = READING,
) -> Answer:
    """Do one task on one document and wait. Raises `JailFailed`; never hangs.

    The document may be a folder: its task then reads what lies in it, no more.
    ``also`` are files of ours that the task opens by their names.
    ``tasks`` names the module that has it: an app with parsers of its own brings its
    own set, so that the reading of papers does not carry them.
    """
    limits = limits or Limits()
    zygote = zygote_of(tasks)
    with opened(document) as file, private_folder(temporary) as folder:
        packet = order(task, arguments or {}, limits, folder, also)
        for attempt in (1, 2):
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            with ours, theirs:
                os.lseek(file, 0, os.SEEK_SET)
                zygote.send(packet, [theirs.fileno(), file])
                theirs.close()
                try:
                    return receive(ours, limits)
                except NoAnswer:
                    # A zygote that ends just then leaves the order unread; a child
                    # that crashes looks the same, so it gets one more try, too.
                    if attempt == 2:
                        raise JailFailed("the child crashed") from None
    raise JailFailed("the child crashed")


def stop() -> None:
    """End this process's zygotes; the next task starts a new one."""
    for zygote in ZYGOTES.values():
        zygote.stop()


class NoAnswer(Exception):
    """The child ended without a word."""


def order(
    task: str,
    arguments: Mapping[str, Any],
    limits: Limits,
    folder: str,
    also: Iterable[Path] = (),
) -> bytes:
    told = {"task": task, "arguments": dict(arguments), "folder": folder}
    if places := [str(place) for place in also]:
        listed = Path(folder) / "also.json"
        listed.write_text(json.dumps(places), encoding="utf-8")
        told["also"] = str(listed)
    return json.dumps({**told, "limits": asdict(limits)}).encode()


def private_folder(temporary: Path) -> tempfile.TemporaryDirectory[str]:
    temporary.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(
        prefix="jail-", dir=temporary, ignore_cleanup_errors=True
    )


def zygote_of(tasks: str) -> Zygote:
    return ZYGOTES.setdefault(tasks, Zygote(tasks))


def receive(answer: socket.socket, limits: Limits) -> Answer:
    """One answer. The child may be in a stranger's hands: what it says of its length
    is believed within bounds, and it is only JSON and bytes."""
    started = time.monotonic()
    end = started + limits.seconds + GRACE
    data, whole = bytearray(), _LENGTHS.size
    while len(data) < whole:
        answer.settimeout(max(0.01, end - time.monotonic()))
        try:
            part = answer.recv(_PIECE)
        except TimeoutError:
            raise JailFailed("out of time", timed_out=True) from None
        except ConnectionError:
            part = b""
        if not part:
            break
        data += part
        if len(data) >= _LENGTHS.size:
            whole = _LENGTHS.size + sum(_LENGTHS.unpack_from(data))
        if max(whole, len(data)) > LARGEST_ANSWER:
            raise JailFailed("the answer is too long")
    if len(data) < _LENGTHS.size:
        if time.monotonic() - started >= limits.seconds - 0.5:
            raise JailFailed("out of time", timed_out=True)
        raise NoAnswer
    if len(data) != whole:
        raise JailFailed("the answer is unreadable")
    return _parse(data)


def _parse(data: bytearray) -> Answer:
    length, _rest = _LENGTHS.unpack_from(data)
    head = _LENGTHS.size + length
    header: dict[str, Any] = {}
    with suppress(ValueError):
        header = json.loads(data[_LENGTHS.size : head])
    if not isinstance(header, dict) or not header:
        raise JailFailed("the answer is unreadable")
    if "failed" in header:
        raise JailFailed(str(header["failed"]))
    if "refused" in header:
        return Answer({}, b"", refused=str(header["refused"])[:500])
    blob = bytes(memoryview(data)[head:])  # it may be large: one copy
    return Answer(dict(header.get("result") or {}), blob)
