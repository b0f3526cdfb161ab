"""Official letters: to which mailboxes, and under which name each goes. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def is_official(address: str, endings: Iterable[str]) -> bool:
    """Whether an address is one of these, or at one of these domains or below it."""
    who = address.strip().lower()
    domain = who.rpartition("@")[2].rstrip(".")
    return any(
        who == one if "@" in one else domain == one or domain.endswith(f".{one}")
        for one in endings
    )


def letter_name(message_id: str, sha256: str, receiver: str, domain: str) -> str:
    """The Message-ID of the letter around a packet to one mailbox: the same packet to
    the same mailbox again is the same letter."""
    key = hashlib.sha256(f"{message_id}\n{sha256}\n{receiver}".encode())
    return f"<{key.hexdigest()[:40]}@{domain}>"
