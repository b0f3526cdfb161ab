"""A message as a letter: a few words for people, the .edxml for programs, the PDF.

The mailbox gets one letter a message; programs go by the attachment's name alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime
from typing import Any

ENDING = ".edxml"


class _Wire(policy.EmailPolicy):
    """Python 3.11 folds "phòng, chống" into two encoded words, and whoever reads them
    sees no space between (RFC 2047 6.2); the older class encodes it, too.
    """

    def fold(self, name: str, value: Any) -> str:
        if name.lower() != "subject":
            return str(super().fold(name, value))
        told = Header(str(value), "utf-8", header_name=name)
        return f"{name}: {told.encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


_WIRE = _Wire(linesep="\r\n")


@dataclass(frozen=True)
class Enclosed:
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Envelope:
    """``message_id`` in angle brackets; the same message to the same mailbox again has
    the same one."""

    sender: str
    receiver: str
    message_id: str
    at: datetime


def compose(
    envelope: Envelope, *, subject: str, words: str, enclosed: Sequence[Enclosed]
) -> EmailMessage:
    letter = EmailMessage(_WIRE)
    letter["From"] = envelope.sender
    letter["To"] = envelope.receiver
    letter["Date"] = format_datetime(envelope.at)
    letter["Message-ID"] = envelope.message_id
    letter["Subject"] = " ".join(subject.split())
    # Absence notes must not answer it (RFC 3834).
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(words)
    for one in enclosed:
        kind, _slash, sub = one.media_type.partition("/")
        letter.add_attachment(
            one.data, maintype=kind, subtype=sub or "octet-stream", filename=one.name
        )
    return letter


def packets_in(data: bytes) -> list[bytes]:
    """The .edxml files of a letter, forwarded ones not among them."""
    letter = BytesParser(policy=policy.default).parsebytes(data)
    found = []
    for part in letter.iter_attachments():
        name = part.get_filename() or ""
        if name.lower().endswith(ENDING):
            content = part.get_payload(decode=True)
            found.append(content if isinstance(content, bytes) else b"")
    return found
