"""What the jail does with strangers' messages.

Loaded by a zygote of its own (see `congvu.files.jail`). The answer is the message as
JSON; the bytes of its attachments follow each other in that order.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from congvu.exchange.formats.edxml import Unreadable, read
from congvu.exchange.formats.edxml.as_json import to_json
from congvu.exchange.formats.edxml.messages import DocumentMessage
from congvu.exchange.formats.letter import packets_in

Task = Callable[..., tuple[dict[str, Any], bytes]]
_OWN = b'<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"/>'


def warm_up() -> None:
    """The parser and the tables are made once, before the forks."""
    try:
        read(io.BytesIO(_OWN))
    except Unreadable:
        return


def read_message(document: int, *, sha256: str = "") -> tuple[dict[str, Any], bytes]:
    try:
        with Path(f"/proc/self/fd/{document}").open("rb") as stream:
            message = read(stream, sha256=sha256)
    except Unreadable as why:
        told: dict[str, Any] = {
            "refused": why.key,
            "line": why.line,
            "column": why.column,
        }
        if isinstance(why.message, DocumentMessage):
            told["message"] = to_json(why.message)
        return {**told, "values": why.values}, b""
    blob = io.BytesIO()
    if isinstance(message, DocumentMessage):
        for attachment in message.attachments:
            for chunk in attachment.content.chunks() if attachment.content else ():
                blob.write(chunk)
    return {"message": to_json(message)}, blob.getvalue()


def open_letter(document: int) -> tuple[dict[str, Any], bytes]:
    """How many messages a letter carries, and the first."""
    found = packets_in(Path(f"/proc/self/fd/{document}").read_bytes())
    return {"found": len(found)}, found[0] if found else b""


TASKS: dict[str, Task] = {"read": read_message, "letter": open_letter}
