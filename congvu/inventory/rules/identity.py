"""By what a machine is known again, and what only looks like that."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from uuid import UUID

from congvu.inventory.rules.facts import LONGEST_LINE, Program

# What boards say whose maker wrote nothing there.
_NOTHING = {
    "tobefilledbyoem",
    "defaultstring",
    "systemserialnumber",
    "chassisserialnumber",
    "baseboardserialnumber",
    "serialnumber",
    "notspecified",
    "notapplicable",
    "notavailable",
    "unknown",
    "none",
    "null",
    "empty",
    "oem",
    "na",
    "invalid",
    "123456789",
    "1234567890",
    "0123456789",
    "systemproductname",
    "systemmanufacturer",
}
# Boards of many machines carry the very same one.
_SHARED_UUIDS = {
    "03000200-0400-0500-0006-000700080009",
    "12345678-1234-5678-90ab-cddeefaabbcc",
    "00020003-0004-0005-0006-000700080009",
}
_PLAIN = re.compile(r"[^a-z0-9]")
_CARD = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\Z")


def says_nothing(text: str) -> bool:
    """ "To be filled by O.E.M.", "Default string", zeros: no identity."""
    plain = _PLAIN.sub("", text.lower())
    return len(plain) < 3 or plain in _NOTHING or len(set(plain)) == 1


def real_serial(text: str) -> str:
    """The serial number, or nothing where the maker wrote none."""
    return "" if says_nothing(text) else text.strip().upper()[:LONGEST_LINE]


def real_uuid(text: str) -> str:
    """The board's own key in lower case, or nothing where boards share it."""
    text = text.strip().lower()[:LONGEST_LINE]
    if says_nothing(text) or text in _SHARED_UUIDS:
        return ""
    return text


def real_cards(found: Iterable[str]) -> tuple[str, ...]:
    """Network cards burnt in by a maker: no bridge, tunnel or container has one."""
    kept = set()
    for text in found:
        card = text.strip().lower().replace("-", ":")
        if not _CARD.match(card) or len(set(card)) < 4:
            continue
        # Bit 2 of the first: made up here, not by a maker.
        if not int(card[:2], 16) & 2:
            kept.add(card)
    return tuple(sorted(kept))


def program_key(one: Program) -> UUID:
    """The same words give the same key, however long they are."""
    text = "\0".join((one.publisher, one.name, one.version))
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return UUID(bytes=digest[:16])
