"""Connections to the very address that was looked at, whatever its name says later."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import SplitResult

PORTS = {"http": 80, "https": 443}


def addresses_of(parts: SplitResult) -> list[str]:
    """Where the name leads to now."""
    port = parts.port or PORTS[parts.scheme]
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_outside(address: str) -> bool:
    """No machine of our own network, and not this one."""
    where = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(where, "ipv4_mapped", None)
    return (mapped or where).is_global and not where.is_multicast


def connection_to(
    parts: SplitResult, address: str, seconds: float
) -> http.client.HTTPConnection:
    port = parts.port or PORTS[parts.scheme]
    host = parts.hostname or ""
    if parts.scheme == "https":
        return _PinnedSecure(host, port, address, seconds)
    return _Pinned(host, port, address, seconds)


class _Pinned(http.client.HTTPConnection):
    """Named as the address says, connected to where we looked."""

    def __init__(self, host: str, port: int, address: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._place, self._seconds = (address, port), seconds

    def connect(self) -> None:
        self.sock = socket.create_connection(self._place, timeout=self._seconds)


class _PinnedSecure(_Pinned):
    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
