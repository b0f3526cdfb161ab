"""Asking one thing: an echo (ICMP), a page (HTTP). Each within a time, never longer."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import struct
import time
from dataclasses import dataclass
from typing import Any

from congvu.lib.text import gettext_noop as _

PING_SECONDS, PAGE_SECONDS = 2.0, 5.0
_MARK = 16
_MOST_LINE = 4096


@dataclass(frozen=True)
class Answer:
    """``us``: microseconds until it came; ``why`` not, in a few words of the wire."""

    up: bool
    us: int | None = None
    why: str = ""


def since(begun: float) -> int:
    return round((time.perf_counter() - begun) * 1_000_000)


def checksum(data: bytes) -> int:
    """RFC 1071."""
    words = struct.unpack(f"!{len(data) // 2}H", data[: len(data) // 2 * 2])
    total: int = sum(words) + (data[-1] << 8 if len(data) % 2 else 0)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Pinger:
    """Echoes through one socket a family: a datagram socket where the system lets
    everybody ask (net.ipv4.ping_group_range), else a raw one.

    Each question carries a mark of its own, and only from its own host is an answer
    with that mark one.
    """

    def __init__(self) -> None:
        self._waiting: dict[bytes, tuple[str, asyncio.Future[None]]] = {}
        self._sockets: dict[int, tuple[socket.socket, bool]] = {}
        self._turn = 0

    def close(self) -> None:
        for one, _is_raw in self._sockets.values():
            asyncio.get_running_loop().remove_reader(one)
            one.close()
        self._sockets.clear()

    def _socket(self, family: int) -> tuple[socket.socket, bool]:
        if family in self._sockets:
            return self._sockets[family]
        is_v6 = family == socket.AF_INET6
        protocol = socket.IPPROTO_ICMPV6 if is_v6 else socket.IPPROTO_ICMP
        try:
            made, is_raw = socket.socket(family, socket.SOCK_DGRAM, protocol), False
        except PermissionError:
            made, is_raw = socket.socket(family, socket.SOCK_RAW, protocol), True
        made.setblocking(False)  # noqa: FBT003 - the library's
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self._sockets[family] = made, is_raw
        loop = asyncio.get_running_loop()
        loop.add_reader(made, self._read, made, is_raw and not is_v6)
        return self._sockets[family]

    def _read(self, made: socket.socket, has_head: bool) -> None:  # noqa: FBT001 - a callback's
        while True:
            try:
                data, sender = made.recvfrom(2048)
            except OSError:
                return
            if has_head:
                data = data[(data[0] & 0x0F) * 4 :]
            if len(data) < 8 + _MARK or data[0] not in {0, 129}:
                continue
            host, answer = self._waiting.get(data[8 : 8 + _MARK], ("", None))
            if answer is not None and host == sender[0] and not answer.done():
                answer.set_result(None)

    async def ping(self, host: str, seconds: float = PING_SECONDS) -> Answer:
        begun = time.perf_counter()
        mark = os.urandom(_MARK)
        try:
            family, address = await where(host, 0)
            made, _is_raw = self._socket(family)
            self._turn = (self._turn + 1) & 0xFFFF
            kind = 128 if family == socket.AF_INET6 else 8
            head = struct.pack("!BBHHH", kind, 0, 0, os.getpid() & 0xFFFF, self._turn)
            if kind == 8:
                head = head[:2] + struct.pack("!H", checksum(head + mark)) + head[4:]
            answer = asyncio.get_running_loop().create_future()
            self._waiting[mark] = address[0], answer
            made.sendto(head + mark, address)
            async with asyncio.timeout(seconds):
                await answer
        except TimeoutError:
            return Answer(up=False, why=_("không trả lời"))
        except OSError as why:
            return Answer(up=False, why=why.strerror or str(why))
        finally:
            self._waiting.pop(mark, None)
        return Answer(up=True, us=since(begun))


async def where(host: str, port: int) -> tuple[int, Any]:
    """Its family and address; names are asked of the system, besides the loop."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    family, _type, _protocol, _name, address = found[0]
    return family, address


def _anybody() -> ssl.SSLContext:
    """Asked is whether a device answers; most have certificates of their own."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


_TLS = _anybody()


async def page(host: str, port: int, path: str, *, tls: bool) -> Answer:
    """Answered is everything but no answer and a fault of the server's own (5xx)."""
    begun, writer = time.perf_counter(), None
    shown = f"[{host}]" if ":" in host else host
    words = (
        f"GET {path} HTTP/1.1\r\nHost: {shown}\r\nUser-Agent: congvu-collector\r\n"
        "Accept: */*\r\nConnection: close\r\n\r\n"
    )
    try:
        async with asyncio.timeout(PAGE_SECONDS):
            reader, writer = await asyncio.open_connection(
                host, port, ssl=_TLS if tls else None, limit=_MOST_LINE
            )
            writer.write(words.encode("ascii", "replace"))
            line = (await reader.readline()).decode("latin-1").split()
    except TimeoutError:
        return Answer(up=False, why=_("không trả lời"))
    except (OSError, ValueError) as why:
        return Answer(up=False, why=str(why)[:120])
    finally:
        if writer is not None:
            writer.transport.abort()
    status = line[1] if len(line) > 1 and line[0].startswith("HTTP/") else ""
    if not status.isdigit():
        return Answer(up=False, why=_("không phải HTTP"))
    if int(status) >= 500:
        return Answer(up=False, why=f"HTTP {status}")
    return Answer(up=True, us=since(begun))
