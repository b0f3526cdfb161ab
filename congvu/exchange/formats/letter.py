"""A message as a letter: a few words for people, the .edxml for programs, the PDF.

The mailbox gets one letter a message; programs go by the attachment's name alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime

ENDING = ".edxml"


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
    letter = EmailMessage(policy.SMTP)
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
