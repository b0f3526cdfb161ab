"""Asking OCSP responders and fetching CRLs.

The addresses stand in certificates. They are asked only where the certificate's path
reaches a root we trust, and even so never inside our own network unless the operator
allows it (``CONGVU_REVOCATION_PRIVATE``): the name is resolved once, looked at, and the
connection goes to that very address.
"""

from __future__ import annotations

import base64
import http.client
import time
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from congvu.signatures.client.pinned import (
    PORTS,
    addresses_of,
    connection_to,
    is_outside,
)
from congvu.signatures.rules import Answers

SECONDS_EACH = 8.0
SECONDS_ALL = 40.0
MOST_QUESTIONS = 40
LARGEST = {"ocsp": 256 * 1024, "crl": 32 * 1024 * 1024}


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
    if parts.scheme not in PORTS or not parts.hostname or parts.username:
        raise _Unanswered
    connection = connection_to(parts, _address(parts), SECONDS_EACH)
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
    addresses = addresses_of(parts)
    allowed = getattr(settings, "REVOCATION_PRIVATE", False)
    if not allowed and not all(is_outside(address) for address in addresses):
        raise _Unanswered
    return addresses[0]
