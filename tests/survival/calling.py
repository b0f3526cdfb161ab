"""One person's program: asks over HTTP, and asks again where the line broke.

An answer is told only once it is whole. Where none came, nobody knows whether the deed
was done: it is asked again, and what the office says then counts.
"""

from __future__ import annotations

import http.client
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

API = "/api/v1"
LOST = (OSError, http.client.HTTPException)
PATIENCE = 120.0
PAUSE = 0.4


class NoAnswer(Exception):
    """The office did not answer for as long as anybody waits."""


class Refusal(Exception):
    """A whole answer, and it is no. ``again``: an earlier one had been lost, so the
    deed may have been done by it."""

    def __init__(self, status: int, text: str, *, again: bool) -> None:
        super().__init__(f"{status} {text[:400]}")
        self.status, self.again = status, again


@dataclass(frozen=True)
class Body:
    """What is sent, and as what."""

    content: bytes = b""
    kind: str = ""


class Outages:
    """How often the office did not answer, and the longest time it did not."""

    def __init__(self) -> None:
        self.count, self.longest = 0, 0.0

    def note(self, seconds: float) -> None:
        self.count += 1
        self.longest = max(self.longest, seconds)


class Caller:
    """A person with a token. Of several addresses the next is tried when one fails."""

    def __init__(
        self,
        addresses: Sequence[str],
        who: str,
        token: str,
        outages: Outages | None = None,
    ) -> None:
        self.who = who
        self._places = [urlsplit(one).netloc for one in addresses]
        self._token = token
        self._outages = outages or Outages()

    def get(self, path: str) -> Any:
        return json.loads(self.ask("GET", path))

    def fetch(self, path: str) -> bytes:
        return self.ask("GET", path)

    def post(self, path: str, data: Mapping[str, Any], *, form: bool = False) -> Any:
        if form:
            body = Body(urlencode(data).encode(), "application/x-www-form-urlencoded")
        else:
            body = Body(json.dumps(data).encode(), "application/json")
        return json.loads(self.ask("POST", path, body) or b"null")

    def send_file(self, path: str, field: str, name: str, content: bytes) -> Any:
        mark = secrets.token_hex(12)
        head = (
            f"--{mark}\r\nContent-Disposition: form-data; "
            f'name="{field}"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        kind = f"multipart/form-data; boundary={mark}"
        return json.loads(self.ask("POST", path, Body(body, kind)))

    def ask(self, verb: str, path: str, body: Body | None = None) -> bytes:
        """The answer; a lost one, or "not now" (5xx), is asked for again."""
        began, lost = time.monotonic(), False
        while True:
            try:
                status, content = self._once(verb, path, body or Body())
            except LOST as why:
                status, content = 0, str(why).encode()
            if 0 < status < 500:
                if lost:
                    self._outages.note(time.monotonic() - began)
                if status < 300:
                    return content
                raise Refusal(status, content.decode(errors="replace"), again=lost)
            lost = True
            self._places.append(self._places.pop(0))
            if time.monotonic() - began > PATIENCE:
                raise NoAnswer(f"{verb} {path}: {status} {content[:200]!r}")
            time.sleep(PAUSE)

    def _once(self, verb: str, path: str, body: Body) -> tuple[int, bytes]:
        link = http.client.HTTPConnection(self._places[0], timeout=60)
        headers = {"Authorization": f"Bearer {self._token}"}
        if body.kind:
            headers["Content-Type"] = body.kind
        try:
            link.request(verb, API + path, body.content or None, headers)
            answer = link.getresponse()
            return answer.status, answer.read()
        finally:
            link.close()
