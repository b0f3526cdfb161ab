"""What agents send and people upload, as facts about machines."""

from __future__ import annotations

import codecs

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
from congvu.inventory.formats.tables import BOUNDS, machines_of
from congvu.inventory.formats.xml import PROLOG_REPLY, read_xml
from congvu.lib.text import gettext_noop as _

__all__ = [
    "BOUNDS",
    "PROLOG_REPLY",
    "AgentMessage",
    "Asks",
    "Unreadable",
    "Wrapping",
    "is_table",
    "machines_of",
    "read_message",
    "wrap",
    "wrapping_of",
]


_BROKEN = _("Tệp không phải bản kiểm kê (XML, JSON) hay bảng CSV đọc được.")


def is_table(content: bytes) -> bool:
    """Neither XML nor JSON, packed or not: then a list that somebody kept."""
    return wrapping_of(content) == Wrapping.PLAIN and _first(content) not in b"<{"


def _first(plain: bytes) -> bytes:
    begins = plain[:1000]
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        begins = begins.decode("utf-16", "replace").encode("utf-8", "replace")
    return begins.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] or b" "


def read_message(content: bytes) -> AgentMessage:
    """What an agent says, by its first sign; a table is read elsewhere."""
    plain = unwrap(content)
    if _first(plain) == b"<":
        return read_xml(plain)
    if _first(plain) == b"{":
        return read_json(plain)
    raise Unreadable(_BROKEN)
