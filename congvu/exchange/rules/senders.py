"""Whether a letter comes from whom it names: as our own mail server found it.

RFC 8601: the server that takes a letter in writes its findings on top. Only what stands
above the first Received header is its own; the rest came with the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMENT = re.compile(r"\([^()]*\)")
_FINDING = re.compile(r"\s*(?:auth|dmarc|dkim|spf)\s*=\s*pass\b(.*)", re.I | re.S)
_SAID = re.compile(
    r"(?:header\.from|header\.d|header\.i|smtp\.mailfrom)\s*=\s*\"?([^\s;\"]+)",
    re.IGNORECASE,
)


def vouched_domains(headers: Iterable[tuple[str, str]], server: str) -> frozenset[str]:
    """The domains for which our mail server (``server``, its authserv-id) vouches.

    ``headers`` are those of the letter in their order.
    """
    found: set[str] = set()
    for name, value in headers:
        if name.lower() == "received":
            break
        if server and name.lower() == "authentication-results":
            found |= _passed(_COMMENT.sub(" ", value), server)
    return frozenset(found)


def _passed(value: str, server: str) -> set[str]:
    who, *findings = value.split(";")
    if who.split()[:1] != [server]:
        return set()
    passed = [match for one in findings if (match := _FINDING.fullmatch(one))]
    said = [where for match in passed for where in _SAID.findall(match.group(1))]
    return {where.rpartition("@")[2].rstrip(".").lower() for where in said}


def is_vouched(address: str, domains: Iterable[str]) -> bool:
    """Whether one of them is the address's own domain or one above it, below .vn."""
    domain = address.rpartition("@")[2].rstrip(".").lower()
    return any(
        domain == one or (one.count(".") and domain.endswith(f".{one}"))
        for one in domains
        if one
    )
