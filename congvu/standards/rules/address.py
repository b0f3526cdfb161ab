"""Which machine may be asked: a host and a port, and only hosts that were named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?")


def host_of(address: str) -> tuple[str, int] | None:
    """``host``, ``host:port`` or an https address; None where it is none of them."""
    text = address.strip().lower()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        return None
    if parts.scheme != "https" or parts.username or not _HOST.fullmatch(host):
        return None
    return (host, port) if ".." not in host else None


def is_allowed(host: str, allowed: Iterable[str]) -> bool:
    """Named itself, or below a name that begins with a dot."""
    return any(
        host.endswith(one) if one.startswith(".") else host == one
        for one in (name.lower() for name in allowed)
    )
