"""Asking OCSP responders and fetching CRLs.

The addresses stand in certificates. They are asked only where the certificate's path
reaches a root we trust, and even so never inside our own network unless the operator
allows it (``CONGVU_REVOCATION_PRIVATE``): the name is resolved once, looked at, and the
connection goes to that very address.
"""

from __future__ import annotations

import base64
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from congvu.signatures.rules import Answers

SECONDS_EACH = 8.0
SECONDS_ALL = 40.0
MOST_QUESTIONS = 40
LARGEST = {"ocsp": 256 * 1024, "crl": 32 * 1024 * 1024}
_PORTS = {"http": 80, "https": 443}


class _Unanswered(Exception):
    """No answer to use; that it was asked is all there is to say."""


def ask(questions: Sequence[dict[str, str]]) -> Answers:
    """What the addresses say. One that does not answer is noted as asked, no more."""
    answers = Answers()
    end = time.monotonic() + SECONDS_ALL
    for question in questions[:MOST_QUESTIONS]:
        answers.asked.add(question["url"])
        if time.monotonic() > end:
            continue
        try:
            said = _ask_one(
                question["kind"], question["url"], base64.b64decode(question["body"])
            )
        except (OSError, ValueError, http.client.HTTPException, _Unanswered):
            continue
        kept = answers.ocsps if question["kind"] == "ocsp" else answers.crls
        kept.append(said)
    return answers


def _ask_one(kind: str, url: str, body: bytes) -> bytes:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username:
        raise _Unanswered
    connection = _connection(parts, _address(parts))
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    headers = {"Accept": "*/*", "User-Agent": "congvu"}
    end = time.monotonic() + SECONDS_EACH
    try:
        if kind == "ocsp":
            headers["Content-Type"] = "application/ocsp-request"
            connection.request("POST", target, body=body, headers=headers)
        else:
            connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        # Another address is another question: no redirect is followed.
        if answer.status != 200:
            raise _Unanswered
        return _read(answer, LARGEST[kind], end)
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, largest: int, end: float) -> bytes:
    content = bytearray()
    while part := answer.read1(1 << 16):
        content += part
        if len(content) > largest or time.monotonic() > end:
            raise _Unanswered
    return bytes(content)


def _address(parts: SplitResult) -> str:
    """Where the name leads to; refused where that is inside."""
    port = parts.port or _PORTS[parts.scheme]
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    allowed = getattr(settings, "REVOCATION_PRIVATE", False)
    if not allowed and not all(_is_outside(address) for address in addresses):
        raise _Unanswered
    return addresses[0]


def _is_outside(address: str) -> bool:
    where = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(where, "ipv4_mapped", None)
    return (mapped or where).is_global and not where.is_multicast


def _connection(parts: SplitResult, address: str) -> http.client.HTTPConnection:
    port = parts.port or _PORTS[parts.scheme]
    host = parts.hostname or ""
    if parts.scheme == "https":
        return _PinnedSecure(host, port, address)
    return _Pinned(host, port, address)


class _Pinned(http.client.HTTPConnection):
    """Named as the address says, connected to where we looked."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS_EACH)
        self._place = (address, port)

    def connect(self) -> None:
        self.sock = socket.create_connection(self._place, timeout=SECONDS_EACH)


class _PinnedSecure(_Pinned):
    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
