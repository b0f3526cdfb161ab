"""What the jail does with a message: the envelope told, attachments only checked.

How well it is written is for its receiver to remark.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import Any

from congvu.exchange.formats.edxml import Unreadable, read
from congvu.exchange.formats.edxml.messages import DocumentMessage

Task = Callable[..., tuple[dict[str, Any], bytes]]
_OWN = b'<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"/>'


def warm_up() -> None:
    """The parser and the tables are made once, before the forks."""
    try:
        read(io.BytesIO(_OWN))
    except Unreadable:
        return


def read_envelope(document: int) -> tuple[dict[str, Any], bytes]:
    try:
        # By its number: a kept child may open no document by name.
        os.lseek(document, 0, os.SEEK_SET)
        with os.fdopen(document, "rb", closefd=False) as stream:
            message = read(stream, with_remarks=False)
    except Unreadable as why:
        return {"refused": why.key, "words": str(why)[:500]}, b""
    header = message.header
    told: dict[str, Any] = {"kind": message.kind, "from": header.from_.organ_id}
    if isinstance(message, DocumentMessage):
        other = message.header.other_info
        told["to"] = [one.organ_id for one in message.header.to if one.organ_id]
        told["document_id"] = message.header.document_id
        told["urgency"] = (other.priority if other else None) or 0
    else:
        told["to"] = [message.header.response_for.organ_id]
        told["document_id"] = message.header.response_for.document_id
        told["status"] = message.header.status_code
    return told, b""


TASKS: dict[str, Task] = {"envelope": read_envelope}
