"""HTTP to a hub: bounded in time and size, no other place than the one configured."""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import IO, Any, BinaryIO, Protocol, cast

import requests
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies, super_len
from urllib3.exceptions import ConnectTimeoutError, HTTPError

from congvu.exchange.client.contract import (
    HubDown,
    HubRefused,
    Kind,
    ListedPacket,
    Unfit,
)

CONNECT, BETWEEN = 10.0, 60.0
"""Seconds until somebody answers, and between two pieces of an answer."""
WHOLE = 600.0
LARGEST_WORDS = 32 * 1024 * 1024
LARGEST_PACKET = 160 * 1024 * 1024
_IN_MEMORY = 1024 * 1024
_PIECE = 64 * 1024
_WRONG_SECRET = 15
_LATER = frozenset({408, 425, 429})


@dataclass
class Wire:
    """One hub's address and our name there; connections are used again."""

    address: str
    system: str
    secret: str = field(repr=False)
    ca_file: str = ""
    _adapter: HTTPAdapter = field(default_factory=HTTPAdapter, repr=False)
    _proxies: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """No session: no cookies, no redirects, no names from .netrc. What the
        environment says of proxies is asked once, not with each call."""
        self._proxies = get_environ_proxies(self.address)

    def call(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        data: Body | None = None,
        told: object = None,
    ) -> dict[str, Any]:
        """The answer's JSON, of a yes. `HubRefused` for a no."""
        end = time.monotonic() + WHOLE
        sent = _Upload(data, end) if data is not None else None
        with self._ask(method, path, headers, params, sent, told) as answer:
            text = self._read(answer, LARGEST_WORDS, end)
        return _yes(answer.status_code, text)

    def fetch(
        self, path: str, *, headers: Mapping[str, str], params: Mapping[str, str]
    ) -> BinaryIO:
        """A file of exactly the length and the digest the answer tells."""
        end = time.monotonic() + WHOLE
        with self._ask("GET", path, headers, params, None, None) as answer:
            if answer.status_code != 200 or _is_words(answer):
                _yes(answer.status_code, self._read(answer, LARGEST_WORDS, end))
                raise HubDown(_("Trục không trả gói tin."))
            return self._into_file(answer, end)

    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None,
        params: Mapping[str, str] | None,
        data: _Upload | None,
        told: object,
    ) -> requests.Response:
        own = {"X-SystemId": self.system, "X-SecretKey": self.secret}
        asked = requests.Request(
            method,
            f"{self.address}/{path}",
            headers={"User-Agent": "congvu", **own, **(headers or {})},
            params=params,
            data=cast(Any, data),
            json=cast(Any, told),
        )
        try:
            answer = self._adapter.send(
                asked.prepare(),
                timeout=(CONNECT, BETWEEN),
                stream=True,
                verify=self.ca_file or True,
                proxies=self._proxies,
            )
        except (requests.RequestException, OSError, ValueError) as why:
            words = _("Không nối được tới trục: %(why)s") % {"why": _short(why)}
            raise HubDown(words, may_be_there=not _unreached(why)) from why
        if 300 <= answer.status_code < 400:
            answer.close()
            raise HubDown(_("Trục chỉ sang địa chỉ khác; không đi theo."))
        return answer

    def _read(self, answer: requests.Response, largest: int, end: float) -> bytes:
        found = bytearray()
        for piece in _pieces(answer, end):
            found += piece
            if len(found) > largest:
                raise HubDown(_("Câu trả lời của trục dài quá mức."))
        return bytes(found)

    def _into_file(self, answer: requests.Response, end: float) -> BinaryIO:
        out: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - given away
        digest, size = hashlib.sha256(), 0
        try:
            for piece in _pieces(answer, end):
                size += len(piece)
                if size > LARGEST_PACKET:
                    raise Unfit(0, _("Gói tin lớn quá mức."))
                digest.update(piece)
                out.write(piece)
            length = answer.headers.get("Content-Length", "")
            if length.isdecimal() and int(length) != size:
                raise HubDown(_("Gói tin đến không trọn."))
            said = answer.headers.get("X-Content-Sha256", "").lower()
            if said and said != digest.hexdigest():
                raise HubDown(_("Gói tin đến không đúng mã băm."))
        except BaseException:
            out.close()
            raise
        out.seek(0)
        return cast(BinaryIO, out)


class Body(Protocol):
    """What is read while it is sent."""

    def read(self, size: int = -1, /) -> bytes: ...


class _Upload:
    """For `requests`: as long as ``len`` says. A hub that takes it drop by drop is left
    when the time is over."""

    def __init__(self, body: Body, end: float) -> None:
        self.len = super_len(body)
        self._body, self._end = body, end

    def read(self, size: int) -> bytes:
        if time.monotonic() > self._end:
            raise HubDown(_("Trục nhận quá chậm."))
        return self._body.read(size)

    def __iter__(self) -> Iterator[bytes]:
        """By this `requests` knows a stream; what is read is `read`."""
        return iter(partial(self.read, _PIECE), b"")


def _pieces(answer: requests.Response, end: float) -> Iterator[bytes]:
    """As they come in: a hub that sends drop by drop is left when the time is over."""
    try:
        while piece := answer.raw.read1(_PIECE, decode_content=True):
            if time.monotonic() > end:
                raise HubDown(_("Trục trả lời quá chậm."))
            yield piece
    except (HTTPError, OSError) as why:
        words = _("Trục ngắt giữa chừng: %(why)s") % {"why": _short(why)}
        raise HubDown(words) from why


def _yes(status: int, text: bytes) -> dict[str, Any]:
    """What the answer says, if it says yes; every shape seen of a no.

    5xx and what is no JSON may be different tomorrow; a code of the hub will not.
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    words = text[:200].decode("utf-8", "replace").strip()
    inner: dict[str, Any] = {}
    if isinstance(told, dict):
        inner = told["data"] if isinstance(told.get("data"), dict) else {}
        why = told.get("errorDesc") or inner.get("errorDesc") or told.get("message")
        words = str(why or words)[:500]
    if status >= 500 or status in _LATER:
        values = {"status": status, "words": words}
        raise HubDown(_("Trục trả lời %(status)s: %(words)s") % values)
    if not isinstance(told, dict):
        if status in (401, 403) or words.strip('"').lower() == "unauthorized":
            raise HubRefused(_WRONG_SECRET, words or "Unauthorized")
        values = {"status": status, "words": words}
        raise HubDown(
            _("Trục trả lời không phải JSON (%(status)s): %(words)s") % values
        )
    code = _number(told.get("errorCode", inner.get("errorCode")))
    bad = told.get("success") is False or told.get("status") not in (None, "OK")
    if code or bad or status >= 400:
        known = code or (_WRONG_SECRET if status in (401, 403) else 0)
        raise HubRefused(known, words)
    return told


def listed(told: Mapping[str, Any]) -> list[ListedPacket]:
    """The lines that name a packet; the rest of a list may be anything."""
    rows = told.get("data")
    found = []
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict):
            continue
        packet = str(row.get("id") or row.get("docId") or "")
        kind: Kind = "status" if row.get("messageType") == "status" else "document"
        if packet:
            found.append(
                ListedPacket(
                    id=packet[:200],
                    kind=kind,
                    sender=str(row.get("from") or "")[:200],
                    sha256=str(row.get("contentSha256") or "").lower()[:64],
                    length=_number(row.get("contentLength")),
                    at=_moment(row.get("createdTime")),
                )
            )
    return found


def promised(told: Mapping[str, Any], *keys: str) -> str:
    """The id of what was sent. A yes without it is worth nothing: ask again."""
    inner = told["data"] if isinstance(told.get("data"), dict) else {}
    for key in keys:
        if value := told.get(key) or inner.get(key):
            return str(value)[:200]
    raise HubDown(_("Trục nhận mà không cho mã gói tin."))


def _number(value: object) -> int:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _is_words(answer: requests.Response) -> bool:
    """A refusal, or a page of whoever stands in between; no packet."""
    kind = answer.headers.get("Content-Type", "").lower()
    return "json" in kind or "html" in kind


def _unreached(why: Exception) -> bool:
    """No connection came about, so nothing left."""
    inner = why.args[0] if why.args else None
    return isinstance(getattr(inner, "reason", None), ConnectTimeoutError)


def _short(why: object) -> str:
    return f"{type(why).__name__}: {why}"[:300]
