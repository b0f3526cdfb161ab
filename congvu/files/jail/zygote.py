"""The process that forks one child per task. Run by `caller`, never by hand.

    python -m congvu.files.jail.zygote SOCKET_NUMBER MODULE_OF_TASKS

The module has ``TASKS`` (name → function) and ``warm_up()``, and imports the parsers.
Each packet on the socket is one task as JSON, with two open files: where the answer
goes and the document. The answer is two lengths, a JSON header and bytes, as long as
they say. A child that is kept (see `readers`) gets its documents where its answers go.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from congvu.files.jail.fence import fence
from congvu.files.jail.limits import Limits, confine, leave_network
from congvu.files.jail.refusing import TaskRefused

IDLE_SECONDS = 90
LARGEST_PACKET = 60_000


def main(number: int, module: str) -> None:
    tasks = importlib.import_module(module)
    orders = socket.socket(fileno=number)
    has_network = not leave_network()
    orders.send(json.dumps({"ready": True, "network": has_network}).encode())
    tasks.warm_up()
    # What is loaded now stays shared with the children instead of being copied.
    gc.collect()
    gc.freeze()
    # A child lives for one document; what it leaves in circles goes with it.
    gc.disable()
    children: dict[int, float] = {}
    idle_since = time.monotonic()
    while True:
        readable, _, _ = select.select([orders], [], [], 0.2 if children else 5.0)
        _reap(children)
        if readable:
            idle_since = time.monotonic()
            if not _take_order(orders, children, tasks):
                break
        elif not children and time.monotonic() - idle_since > IDLE_SECONDS:
            break
    for pid in children:
        _kill(pid)


def _take_order(
    orders: socket.socket, children: dict[int, float], tasks: ModuleType
) -> bool:
    packet, handles, _, _ = socket.recv_fds(orders, LARGEST_PACKET, 2)
    if not packet:
        return False
    order = json.loads(packet)
    limits = Limits(**order["limits"])
    pid = os.fork()
    if pid == 0:
        orders.close()
        _be_child(tasks, order, limits, handles)
    for handle in handles:
        os.close(handle)
    children[pid] = time.monotonic() + limits.seconds
    return True


def _reap(children: dict[int, float]) -> None:
    now = time.monotonic()
    for pid, deadline in list(children.items()):
        if now > deadline:
            _kill(pid)
        done, _ = os.waitpid(pid, os.WNOHANG)
        if done:
            # Programs it started (Tesseract, LibreOffice) share its group.
            _kill(pid)
            del children[pid]


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def _be_child(
    tasks: ModuleType,
    order: dict[str, Any],
    limits: Limits,
    handles: list[int],
) -> None:
    """Never returns."""
    status = 1
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.chdir(order["folder"])
        os.environ.update(
            TMPDIR=order["folder"], HOME=order["folder"], OMP_THREAD_LIMIT="1"
        )
        also = [Path(place) for place in _also(order)]
        confine(limits)
        fence(
            folder=Path(order["folder"]),
            documents=handles[1:],
            also=also,
            pipes=order["task"] in getattr(tasks, "PIPES", ()),
        )
        if len(handles) == 1:
            _serve(tasks, order, socket.socket(fileno=handles[0]))
        else:
            answer, document = handles
            with os.fdopen(answer, "wb") as out:
                _write(out, *_do(tasks, order, document))
        status = 0
    except BaseException:  # noqa: BLE001 - a child reports whatever happened and ends
        traceback.print_exc()
    finally:
        os._exit(status)


def _also(order: dict[str, Any]) -> list[str]:
    """Beside the order, because there may be thousands."""
    if not order.get("also"):
        return []
    listed: list[str] = json.loads(Path(order["also"]).read_bytes())
    return listed


def _do(
    tasks: ModuleType, order: dict[str, Any], document: int
) -> tuple[dict[str, Any], bytes]:
    try:
        result, blob = tasks.TASKS[order["task"]](document, **order["arguments"])
    except TaskRefused as refused:
        return {"refused": refused.reason}, b""
    except MemoryError:
        return {"failed": "memory"}, b""
    except Exception as error:  # noqa: BLE001 - a parser may fail in any way it likes
        if os.environ.get("CONGVU_DEBUG"):
            traceback.print_exc()
        return {"failed": f"{type(error).__name__}: {error}"[:500]}, b""
    return {"result": result}, blob


def _serve(tasks: ModuleType, order: dict[str, Any], caller: socket.socket) -> None:
    """One document after another, until the caller has no more for this child."""
    gc.enable()
    with caller.makefile("wb") as out:
        while True:
            packet, documents, _, _ = socket.recv_fds(caller, 1, 1)
            if not packet:
                return
            (document,) = documents
            _write(out, *_do(tasks, order, document))
            out.flush()
            os.close(document)


def _write(out: BinaryIO, header: dict[str, Any], blob: bytes) -> None:
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
    # A hostile file may hold half characters; what cannot be written is replaced.
    packed = head.encode("utf-8", "replace")
    out.write(struct.pack("!II", len(packed), len(blob)))
    out.write(packed)
    out.write(blob)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
