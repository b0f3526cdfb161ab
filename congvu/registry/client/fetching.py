"""One file from an address: from hosts that were allowed, within size and time.

A name is resolved once, looked at, and the connection goes to that very address; each
redirect is looked at like the first address. Nothing of a login is ever sent.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import socket
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from threading import Timer
from typing import BinaryIO, cast
from urllib.parse import SplitResult, unquote, urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.lib.refusals import Refused
from congvu.registry.rules import GivenFile, address_parts, is_allowed
from congvu.signatures.client.pinned import addresses_of, connection_to, is_outside

SECONDS_SILENT = 20.0
SECONDS_ALL = 600.0
LARGEST = 1_000_000_000
_MOST_STEPS = 4
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class _Limits:
    hosts: Collection[str]
    networks: Sequence[str]
    largest: int
    end: float


def fetch(
    address: str,
    *,
    hosts: Collection[str],
    networks: Sequence[str],
    etag: str = "",
    modified: str = "",
    largest: int = LARGEST,
    seconds: float = SECONDS_ALL,
) -> GivenFile | None:
    """None where it is what it was. Whoever asked closes the stream."""
    limits = _Limits(hosts, networks, largest, time.monotonic() + seconds)
    headers = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "congvu"}
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    before = ""
    for _step in range(_MOST_STEPS):
        parts = _looked_at(address, before, hosts)
        with _asked(parts, headers, limits) as answer:
            if answer.status == HTTPStatus.NOT_MODIFIED and (etag or modified):
                return None
            if answer.status == HTTPStatus.OK:
                return _taken(answer, parts, limits)
            if answer.status not in _MOVED:
                words = _("Máy chủ trả lời %(status)s.")
                raise Refused([words % {"status": answer.status}])
            before = parts.scheme
            address = urljoin(address, answer.headers.get("Location", ""))
    raise Refused([_("Địa chỉ dẫn vòng quá nhiều lần.")])


def _looked_at(address: str, before: str, hosts: Collection[str]) -> SplitResult:
    parts = address_parts(address)
    if parts is None or not is_allowed(parts, hosts):
        host = parts.hostname if parts else ""
        words = _("Quản trị hệ thống chưa cho phép đọc từ máy “%(host)s”.")
        raise Refused([words % {"host": (host or "?")[:100]}])
    if before == "https" and parts.scheme == "http":
        raise Refused([_("Địa chỉ dẫn từ https sang http.")])
    return parts


def _address(parts: SplitResult, networks: Sequence[str]) -> str:
    """All that the name leads to is outside, or in a network that was allowed."""
    inside = [ipaddress.ip_network(one) for one in networks]
    found = addresses_of(parts)
    for one in found:
        where = ipaddress.ip_address(one.partition("%")[0])
        if not is_outside(one) and not any(where in net for net in inside):
            words = _("Máy “%(host)s” ở mạng bên trong, chưa được phép đọc.")
            raise Refused([words % {"host": parts.hostname}])
    return found[0]


@contextmanager
def _asked(
    parts: SplitResult, headers: dict[str, str], limits: _Limits
) -> Iterator[http.client.HTTPResponse]:
    """Cut off at the end of its time, however slowly the other side speaks."""
    try:
        address = _address(parts, limits.networks)
        connection = connection_to(parts, address, SECONDS_SILENT)
        try:
            connection.connect()
            timer = Timer(max(0.0, limits.end - time.monotonic()), _cut, [connection])
            timer.daemon = True
            timer.start()
            try:
                target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
                connection.request("GET", target, headers=headers)
                with connection.getresponse() as answer:
                    yield answer
            finally:
                timer.cancel()
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as why:
        if time.monotonic() >= limits.end:
            raise Refused([_("Máy chủ trả lời quá chậm.")]) from why
        words = _("Không đọc được từ máy “%(host)s”: %(why)s")
        told = getattr(why, "strerror", None) or type(why).__name__
        raise Refused([words % {"host": parts.hostname, "why": told}]) from why


def _cut(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _taken(
    answer: http.client.HTTPResponse, parts: SplitResult, limits: _Limits
) -> GivenFile:
    """Whole or not at all: an answer says how long it is."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise Refused([_("Máy chủ trả về dữ liệu nén không theo yêu cầu.")])
    if answer.length is None and not answer.chunked:
        raise Refused([_("Máy chủ không cho biết tệp dài bao nhiêu.")])
    kept = _new_file()
    digest, size = hashlib.sha256(), 0
    try:
        while part := answer.read1(1 << 20):
            size += len(part)
            if size > limits.largest:
                words = _("Tệp lớn hơn %(most)s MB.")
                raise Refused([words % {"most": limits.largest // 1_000_000}])
            digest.update(part)
            kept.write(part)
        if time.monotonic() >= limits.end:
            raise Refused([_("Máy chủ trả lời quá chậm.")])
        if answer.length:
            raise Refused([_("Tệp tải về bị thiếu.")])
    except BaseException:
        kept.close()
        raise
    kept.seek(0)
    return GivenFile(
        stream=kept,
        name=_name(parts),
        sha256=digest.hexdigest(),
        size=size,
        etag=answer.headers.get("ETag", ""),
        modified=answer.headers.get("Last-Modified", ""),
    )


def _name(parts: SplitResult) -> str:
    last = unquote(parts.path.rpartition("/")[2])
    return last[-200:] or f"{parts.hostname}"


def _new_file() -> BinaryIO:
    """Nameless; whoever asked closes it."""
    folder = settings.FILE_UPLOAD_TEMP_DIR
    return cast(BinaryIO, tempfile.TemporaryFile(dir=folder))
