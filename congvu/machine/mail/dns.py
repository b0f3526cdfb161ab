"""A question to the DNS over UDP, answered or not: for `congvu mail check`."""

from __future__ import annotations

import secrets
import socket
import struct
from pathlib import Path

TYPES = {"A": 1, "MX": 15, "TXT": 16, "SRV": 33, "CNAME": 5}
PATIENCE = 3.0


class Silent(Exception):
    """The server did not answer, or not in words that can be understood."""


def servers() -> list[tuple[str, int]]:
    """Of this machine, as /etc/resolv.conf names them."""
    try:
        text = Path("/etc/resolv.conf").read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    lines = [line.split() for line in text.splitlines()]
    return [(line[1], 53) for line in lines if line[:1] == ["nameserver"] and line[1:]]


def ask(name: str, kind: str, server: tuple[str, int]) -> list[str]:
    """Everything that is told of the name; nothing where there is no such name."""
    number = secrets.randbits(16)
    asked = struct.pack(">HHHHHH", number, 0x0100, 1, 0, 0, 1) + _name(name)
    asked += struct.pack(">HH", TYPES[kind], 1)
    # EDNS: a key of 2048 bits does not fit into the old 512 bytes with its company.
    asked += b"\0" + struct.pack(">HHIH", 41, 4096, 0, 0)
    family = socket.AF_INET6 if ":" in server[0] else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as line:
            line.settimeout(PATIENCE)
            line.connect(server)
            line.send(asked)
            answer = line.recv(65535)
    except OSError as why:
        raise Silent(str(why)) from why
    try:
        return _read(answer, number, TYPES[kind])
    except (IndexError, struct.error) as why:
        raise Silent("the answer cannot be read") from why


def _name(text: str) -> bytes:
    parts = [part.encode("idna") for part in text.rstrip(".").split(".")]
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


def _read(answer: bytes, number: int, kind: int) -> list[str]:
    told, flags, questions, count = struct.unpack_from(">HHHH", answer)
    code = flags & 15
    if told != number or code not in {0, 3}:
        raise Silent(f"answer code {code}")
    at = 12
    for _question in range(questions):
        _skipped, at = _domain(answer, at)
        at += 4
    found = []
    for _record in range(count):
        _skipped, at = _domain(answer, at)
        this, _class, _ttl, length = struct.unpack_from(">HHIH", answer, at)
        at += 10
        if this == kind:
            found.append(_value(answer, at, length, kind))
        at += length
    return found


def _value(answer: bytes, at: int, length: int, kind: int) -> str:
    if kind == TYPES["TXT"]:
        end, text = at + length, b""
        while at < end:
            size = answer[at]
            text += answer[at + 1 : at + 1 + size]
            at += 1 + size
        return text.decode("utf-8", "replace")
    if kind == TYPES["MX"]:
        (weight,) = struct.unpack_from(">H", answer, at)
        return f"{weight} {_domain(answer, at + 2)[0]}"
    if kind == TYPES["SRV"]:
        first, weight, port = struct.unpack_from(">HHH", answer, at)
        return f"{first} {weight} {port} {_domain(answer, at + 6)[0]}"
    if kind == TYPES["CNAME"]:
        return _domain(answer, at)[0]
    return socket.inet_ntoa(answer[at : at + 4])


def _domain(answer: bytes, at: int) -> tuple[str, int]:
    """A name, and where what follows it begins; names may point at other names."""
    parts: list[str] = []
    after = 0
    for _step in range(128):
        size = answer[at]
        if size >= 192:
            after = after or at + 2
            at = struct.unpack_from(">H", answer, at)[0] & 0x3FFF
        elif size == 0:
            return ".".join(parts), after or at + 1
        else:
            parts.append(answer[at + 1 : at + 1 + size].decode("ascii", "replace"))
            at += 1 + size
    raise Silent("a name without an end")
