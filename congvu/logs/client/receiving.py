"""Listens for syslog over TCP, TLS and UDP, and brings it to the disk.

Lines wait in memory a fifth of a second at most. While the disk is slow, or the spool
full, connections are read no further: whoever sends over them waits, and loses nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import socket
import ssl
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from congvu.logs.client.senders import Senders
from congvu.logs.formats.framing import MOST_KEPT, Frames
from congvu.logs.formats.spool import Arrived, Limited, waiting, write_batch

EVERY = 0.2
MOST_HELD = 8_000_000
"""Bytes of lines in memory; then nothing more is read until they are on the disk."""
MOST_SPOOLED = 2_000_000_000
MOST_CONNECTIONS, MOST_OF_ONE = 2_000, 200
"""In all, and from one address: who opens more leaves room for others."""
_CHUNK = 65_536
_IDLE = 3_600.0
_RECEIVED = 8_000_000
"""Bytes of datagrams that the kernel is asked to keep; it gives what it may."""


@dataclass(frozen=True)
class Ports:
    """0: not listened to."""

    tcp: int = 0
    tls: int = 0
    udp: int = 0


class Receiver:
    """One for a machine. ``full``: how many bytes the spool may hold."""

    def __init__(
        self,
        folder: Path,
        senders: Senders,
        *,
        full: int = MOST_SPOOLED,
        say: Callable[[str], None],
    ) -> None:
        self.folder, self.senders, self.full, self._say = folder, senders, full, say
        self._held: list[Arrived] = []
        self._bytes = 0
        self._connections: Counter[str] = Counter()
        self._room = asyncio.Event()
        self._room.set()
        self._spool_is_full = False
        self._looked = 0.0

    async def run(
        self,
        host: str,
        ports: Ports,
        tls: ssl.SSLContext | None,
        stop: asyncio.Event,
    ) -> None:
        """Until ``stop``; what was read by then is on the disk."""
        servers = []
        if ports.tcp:
            servers.append(await asyncio.start_server(self._serve, host, ports.tcp))
        if ports.tls and tls is not None:
            servers.append(
                await asyncio.start_server(
                    self._serve, host, ports.tls, ssl=tls, ssl_handshake_timeout=10
                )
            )
        datagrams = None
        if ports.udp:
            loop = asyncio.get_running_loop()
            datagrams, _protocol = await loop.create_datagram_endpoint(
                lambda: _Datagrams(self), local_addr=(host, ports.udp)
            )
            # What comes while the loop is busy waits there, or is gone.
            listening = datagrams.get_extra_info("socket")
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVED)
        try:
            while not stop.is_set():
                await self._flush()
                await asyncio.sleep(EVERY)
        finally:
            for server in servers:
                server.close()
            if datagrams is not None:
                datagrams.close()
            await self._flush()

    def take(self, line: bytes, length: int, address: str, source: str) -> None:
        if not self.senders.may_send(address, source, time.monotonic()):
            return
        told = Arrived(line, address, datetime.now(UTC), source, length)
        self._held.append(told)
        self._bytes += len(line) + 100
        if self._bytes >= MOST_HELD:
            self._room.clear()

    @property
    def has_room(self) -> bool:
        return self._room.is_set()

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        address = str((writer.get_extra_info("peername") or ("",))[0])
        if (
            self._connections.total() >= MOST_CONNECTIONS
            or self._connections[address] >= MOST_OF_ONE
        ):
            self.senders.limited[address, self.senders.source_of(address)] += 1
            writer.close()
            return
        self._connections[address] += 1
        fingerprint, frames = _fingerprint(writer), Frames()
        try:
            while True:
                await self._room.wait()
                data = await asyncio.wait_for(reader.read(_CHUNK), _IDLE)
                lines = frames.feed(data) if data else frames.end()
                source = self.senders.source_of(address, fingerprint)
                for line, length in lines:
                    self.take(line, length, address, source)
                if not data:
                    break
        except (OSError, TimeoutError, ssl.SSLError):
            for line, length in frames.end():
                source = self.senders.source_of(address, fingerprint)
                self.take(line, length, address, source)
        finally:
            self._connections -= Counter({address: 1})
            writer.close()

    async def _flush(self) -> None:
        """To the disk, beside the loop: others go on being read meanwhile."""
        self._look_at_spool()
        limited = [
            Limited(address, source, count)
            for (address, source), count in self.senders.limited.items()
        ]
        if self._held or limited:
            held, self._held, self._bytes = self._held, [], 0
            self.senders.limited.clear()
            while True:
                try:
                    await asyncio.to_thread(write_batch, self.folder, held, limited)
                    break
                except OSError as why:
                    # A full disk: hold on to it, read nothing more, try again.
                    self._room.clear()
                    self._say(f"{why.filename or self.folder}: {why.strerror}")
                    await asyncio.sleep(2)
        if not self._spool_is_full and self._bytes < MOST_HELD:
            self._room.set()

    def _look_at_spool(self) -> None:
        if time.monotonic() - self._looked < 5:
            return
        self._looked = time.monotonic()
        size = 0
        for one in waiting(self.folder):
            try:
                size += one.stat().st_size
            except FileNotFoundError:  # loaded meanwhile
                continue
        self._spool_is_full = size > self.full
        if self._spool_is_full:
            self._room.clear()
            self._say(f"logs.spool-full {self.folder} {size // 1_000_000} MB")


class _Datagrams(asyncio.DatagramProtocol):
    """One line each. What finds no room is counted as too fast: nobody waits here."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        senders, address = self._receiver.senders, addr[0]
        source = senders.source_of(address)
        line = data[:MOST_KEPT].rstrip(b"\r\n\x00")
        if not line.strip():
            return
        if self._receiver.has_room:
            self._receiver.take(line, len(data), address, source)
        else:
            senders.limited[address, source] += 1


def _fingerprint(writer: asyncio.StreamWriter) -> str:
    """Of the certificate that the other side showed and that was verified."""
    made = writer.get_extra_info("ssl_object")
    shown = made.getpeercert(binary_form=True) if made is not None else None
    return hashlib.sha256(shown).hexdigest() if shown else ""


def tls_context(certificate: Path, key: Path, authority: Path | None) -> ssl.SSLContext:
    """With an authority, senders may show a certificate of its and are known by it."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.load_cert_chain(certificate, key)
    if authority is not None:
        made.load_verify_locations(authority)
        made.verify_mode = ssl.CERT_OPTIONAL
    return made
