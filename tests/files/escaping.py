"""Tasks for the jail that try what a document's author would try from inside."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path
from typing import Any

_KEPT: list[bytes] = []


def warm_up() -> None:
    return


def burn(document: int) -> tuple[dict[str, Any], bytes]:
    while True:
        pass


def hoard(document: int) -> tuple[dict[str, Any], bytes]:
    while True:
        _KEPT.append(bytes(16 * 1024 * 1024))


def flood(document: int) -> tuple[dict[str, Any], bytes]:
    """Writes without end into its own folder."""
    with Path("flood").open("wb") as out:
        while True:
            out.write(bytes(1024 * 1024))


def babble(document: int) -> tuple[dict[str, Any], bytes]:
    return {}, bytes(129 * 1024 * 1024)


def open_much(document: int) -> tuple[dict[str, Any], bytes]:
    opened = []
    while True:
        opened.append(os.open("/dev/null", os.O_RDONLY))


def call_out(document: int, *, port: int) -> tuple[dict[str, Any], bytes]:
    """To a server of this very machine."""
    with socket.create_connection(("127.0.0.1", port), timeout=3) as line:
        line.sendall(b"stolen")
    return {}, b""


def listen(document: int) -> tuple[dict[str, Any], bytes]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return {"port": door.getsockname()[1]}, b""


def read_other(document: int, *, path: str) -> tuple[dict[str, Any], bytes]:
    return {}, Path(path).read_bytes()


def read_by_program(document: int, *, path: str) -> tuple[dict[str, Any], bytes]:
    done = subprocess.run(["cat", path], capture_output=True, check=False)
    return {"code": done.returncode}, done.stdout


def write_other(document: int, *, path: str) -> tuple[dict[str, Any], bytes]:
    Path(path).write_bytes(b"here")
    return {}, b""


def list_other(document: int, *, path: str) -> tuple[dict[str, Any], bytes]:
    return {"names": os.listdir(path)}, b""  # noqa: PTH208 - the plainest way


def own(document: int) -> tuple[dict[str, Any], bytes]:
    """What it is there for: its document, again by name, and its folder."""
    Path("mine").write_bytes(b"mine")
    return {"mine": Path("mine").read_text()}, Path(
        f"/proc/self/fd/{document}"
    ).read_bytes()


TASKS = {
    task.__name__: task
    for task in (
        *(burn, hoard, flood, babble, open_much, call_out, listen),
        *(read_other, read_by_program, write_other, list_other, own),
    )
}
