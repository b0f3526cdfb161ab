"""What agents send and people upload, as facts about machines."""

from __future__ import annotations

from congvu.inventory.formats.glpi import read_json
from congvu.inventory.formats.messages import (
    AgentMessage,
    Asks,
    Unreadable,
    Wrapping,
    unwrap,
    wrap,
    wrapping_of,
)
from congvu.inventory.formats.tables import read_table
from congvu.inventory.formats.xml import PROLOG_REPLY, read_xml

__all__ = [
    "PROLOG_REPLY",
    "AgentMessage",
    "Asks",
    "Unreadable",
    "Wrapping",
    "read_message",
    "wrap",
    "wrapping_of",
]


def read_message(content: bytes, *, name: str = "") -> AgentMessage:
    """Whatever it is, by its first sign: XML, JSON, or else a table."""
    if name.lower().endswith((".csv", ".txt")):
        return read_table(content)
    plain = unwrap(content)
    first = plain.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first == b"<":
        return read_xml(plain)
    if first == b"{":
        return read_json(plain)
    return read_table(plain)
