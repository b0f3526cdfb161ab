"""Asks clamd whether a file carries a virus (protocol of clamd(8), INSTREAM)."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 256 * 1024
TIMEOUT = 60.0


class ScannerUnavailable(Exception):
    """No trustworthy answer came; the file must not be treated as clean."""


@dataclass(frozen=True)
class Scan:
    """``virus`` is the scanner's name for what it found, or empty."""

    virus: str


def scan(stream: BinaryIO, *, address: str, timeout: float = TIMEOUT) -> Scan:
    """``address`` is ``host:port`` or the path of a Unix socket."""
    try:
        with _connect(address, timeout) as connection:
            connection.sendall(b"zINSTREAM\x00")
            stream.seek(0)
            while chunk := stream.read(CHUNK):
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            answer = _read_answer(connection)
    except OSError as error:
        raise ScannerUnavailable(str(error)) from error
    if answer == "stream: OK":
        return Scan("")
    if answer.endswith(" FOUND"):
        return Scan(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    raise ScannerUnavailable(answer or "no answer")


def is_answering(address: str) -> bool:
    try:
        with _connect(address, 5.0) as connection:
            connection.sendall(b"zPING\x00")
            return _read_answer(connection) == "PONG"
    except OSError:
        return False


def _connect(address: str, timeout: float) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(timeout)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    return socket.create_connection((host or "127.0.0.1", int(port)), timeout=timeout)


def _read_answer(connection: socket.socket) -> str:
    data = b""
    while len(data) < 4096 and not data.endswith(b"\x00"):
        part = connection.recv(4096)
        if not part:
            break
        data += part
    return data.rstrip(b"\x00").decode("utf-8", "replace").strip()
