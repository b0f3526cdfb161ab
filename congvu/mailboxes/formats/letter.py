"""A letter taken apart: who, what, when, its words, its files. Run in the jail.

Nothing a stranger writes is refused here: what is wrong with a letter becomes one of
its ``problems`` (rules/letters.py has the words), and what can be read of it is read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from typing import Any

from congvu.mailboxes.formats.letter_html import words_of_html
from congvu.mailboxes.formats.letter_words import (
    addresses_of,
    decoded,
    ids_of,
    moment_of,
    shown,
    words_of,
)

MOST_PARTS, DEEPEST, MOST_HEADERS = 500, 40, 1_000
LONGEST_TEXT = 200_000
_POLICY = policy.compat32.clone(raise_on_defect=False)
# What the parser calls what it stumbled over → which of our problems that is.
_DEFECTS = {
    "NoBoundaryInMultipartDefect": "no-boundary",
    "StartBoundaryNotFoundDefect": "no-boundary",
    "CloseBoundaryNotFoundDefect": "cut",
    "MultipartInvariantViolationDefect": "no-boundary",
    "InvalidMultipartContentTransferEncodingDefect": "encoding",
    "InvalidBase64PaddingDefect": "encoding",
    "InvalidBase64CharactersDefect": "encoding",
    "InvalidBase64LengthDefect": "encoding",
    "UndecodableBytesDefect": "encoding",
    "FirstHeaderLineIsContinuationDefect": "header",
    "MisplacedEnvelopeHeaderDefect": "header",
    "MissingHeaderBodySeparatorDefect": "header",
    "MalformedHeaderDefect": "header",
}


@dataclass
class Part:
    """A file of the letter; ``data`` stays in the jail unless it is asked for."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    is_inline: bool = False

    def told(self) -> dict[str, Any]:
        digest = hashlib.sha256(self.data).hexdigest()
        return {
            "name": self.name,
            "media_type": self.media_type,
            "size": len(self.data),
            "sha256": digest,
            "is_inline": self.is_inline,
        }


@dataclass
class Bounce:
    """What a mail server says of a letter that did not arrive (RFC 3464)."""

    recipient: str = ""
    action: str = ""
    status: str = ""
    words: str = ""
    message_id: str = ""


@dataclass
class Letter:
    from_name: str = ""
    from_address: str = ""
    to: list[str] = field(default_factory=list)
    subject: str = ""
    at: str = ""
    message_id: str = ""
    replies_to: list[str] = field(default_factory=list)
    findings: dict[str, str] = field(default_factory=dict)
    vouched: list[str] = field(default_factory=list)
    is_spam: bool = False
    is_automatic: bool = False
    text: str = ""
    parts: list[Part] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    bounce: Bounce | None = None

    def problem(self, key: str) -> None:
        if key not in self.problems:
            self.problems.append(key)


def read_letter(data: bytes) -> tuple[Letter, list[tuple[str, str]]]:
    """The letter, and the headers its own servers wrote on top, for who judges them."""
    letter = Letter()
    try:
        message = BytesParser(policy=_POLICY).parsebytes(data)
    except RecursionError:
        # Boundaries in boundaries by the thousand: the header is still a header.
        message = BytesHeaderParser(policy=_POLICY).parsebytes(data)
        message.set_payload("")
        letter.problem("deep")
    headers = _headers(message, letter)
    _read_header(letter, headers)
    _read_body(letter, message)
    if not letter.from_address:
        letter.problem("nobody")
    top = [(name, value.decode("latin-1")) for name, value in headers[:100]]
    return letter, top


def _headers(message: Message, letter: Letter) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for name, value in message.raw_items():
        if len(found) == MOST_HEADERS:
            letter.problem("header")
            break
        raw = str(value).encode("utf-8", "surrogateescape")
        found.append((name.lower(), raw[:100_000]))
    return found


def _read_header(letter: Letter, headers: list[tuple[str, bytes]]) -> None:
    def first(name: str) -> bytes:
        return next((value for one, value in headers if one == name), b"")

    senders = [value for name, value in headers if name == "from"]
    named = [pair for value in senders for pair in addresses_of(value)]
    if len(senders) > 1 or len({address for _name, address in named}) > 1:
        letter.problem("many-senders")
    if named:
        letter.from_name, letter.from_address = named[0]
    letter.from_name = (letter.from_name or words_of(first("from")))[:200]
    letter.to = [
        address
        for name, value in headers
        if name in ("to", "cc")
        for _name, address in addresses_of(value)
    ][:100]
    letter.subject = words_of(first("subject"))[:1000]
    moment = moment_of(first("date"))
    letter.at = moment.isoformat() if moment else ""
    letter.message_id = next(iter(ids_of(first("message-id"))), "")
    letter.replies_to = ids_of(first("in-reply-to") + b" " + first("references"))[-20:]
    spam = (first("x-spam-flag") + first("x-spam") + first("x-spam-status")).lower()
    letter.is_spam = spam.lstrip().startswith(b"yes")
    automatic = first("auto-submitted").strip().lower()
    letter.is_automatic = bool(automatic) and not automatic.startswith(b"no")


# -- the body


def _read_body(letter: Letter, message: Message) -> None:
    plain, html = list[str](), list[str]()
    count = 0
    for part, is_file in _leaves(message, letter):
        count += 1
        if count > MOST_PARTS:
            letter.problem("parts")
            break
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            letter.bounce = _bounce(part, letter.bounce)
        name = _file_name(part)
        is_words = kind in ("text/plain", "text/html") and not is_file and not name
        if is_words:
            (plain if kind == "text/plain" else html).append(_text(part, letter))
            continue
        data = _data(part, letter)
        if kind in ("message/rfc822", "text/rfc822-headers"):
            letter.bounce = _about(data, letter.bounce)
            name = name or "thu-kem.eml"
        if kind == "message/delivery-status":
            name = name or "bao-khong-gui-duoc.txt"
        if not data and not name:
            continue
        is_inline = bool(part.get("Content-ID")) and kind.startswith("image/")
        letter.parts.append(Part(name or _named(kind, count), kind, data, is_inline))
    if message.is_multipart() and not (plain or html or letter.parts):
        letter.problem("no-boundary")
    words = "\n\n".join(filter(None, plain)).strip()
    words = words or words_of_html("\n".join(html))
    if len(words) > LONGEST_TEXT:
        letter.problem("long-text")
    letter.text = shown_lines(words)[:LONGEST_TEXT]


def shown_lines(text: str) -> str:
    return "\n".join(shown(line) for line in text.replace("\r", "").split("\n"))


def _leaves(message: Message, letter: Letter) -> Iterator[tuple[Message, bool]]:
    """Every part that holds something, and whether it says that it is a file. By a
    stack of our own: how deep a letter goes is its writer's choice."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        for defect in part.defects:
            letter.problem(_DEFECTS.get(type(defect).__name__, "header"))
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            if depth == DEEPEST:
                letter.problem("deep")
                continue
            waiting += [(one, depth + 1) for one in reversed(payload)]
            continue
        try:
            is_file = part.get_content_disposition() == "attachment"
        except (ValueError, TypeError):
            is_file = True
        yield part, is_file


def _data(part: Message, letter: Letter) -> bytes:
    """The bytes of a file; of a letter in the letter, that letter."""
    payload = part.get_payload()
    try:
        if isinstance(payload, list):
            whole = (one.as_bytes() for one in payload if isinstance(one, Message))
            return b"\n".join(whole)
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        letter.problem("encoding")
        raw = str(payload).encode("utf-8", "replace")
    for defect in part.defects:
        letter.problem(_DEFECTS.get(type(defect).__name__, "header"))
    return raw if isinstance(raw, bytes) else b""


def _text(part: Message, letter: Letter) -> str:
    try:
        charset = part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        charset = ""
    data = _data(part, letter)[: 8 * LONGEST_TEXT]
    return decoded(data, charset)


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    raw = str(name).encode("utf-8", "surrogateescape")
    # Where it lay on another machine is nobody's business.
    last = re.split(r"[/\\]", words_of(raw))[-1]
    return last.strip(". ")[:200]


def _named(kind: str, number: int) -> str:
    sub = kind.partition("/")[2]
    ending = sub if sub.isalnum() and len(sub) < 6 else "bin"
    return f"phan-{number}.{ending}"


# -- what did not arrive


def _bounce(part: Message, known: Bounce | None) -> Bounce:
    """Of several recipients the first that failed; where none did, the first."""
    found = known or Bounce()
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else []
    for block in (one for one in blocks if isinstance(one, Message)):
        recipient = _said(block, "Final-Recipient") or _said(
            block, "Original-Recipient"
        )
        action = _said(block, "Action").lower()[:20]
        is_worse = action == "failed" and found.action != "failed"
        if recipient and (is_worse or not found.recipient):
            found.recipient = recipient.rpartition(";")[2].strip().lower()[:254]
            found.action = action
            found.status = _said(block, "Status").split(" ")[0][:12]
            found.words = _said(block, "Diagnostic-Code").rpartition(";")[2].strip()
    return found


def _said(block: Message, name: str) -> str:
    value = block.get(name)
    return words_of(str(value or "").encode("utf-8", "surrogateescape"))[:500]


def _about(data: bytes, known: Bounce | None) -> Bounce | None:
    """Which letter of ours a bounce is about: it carries its header."""
    if known is None or known.message_id:
        return known
    head = BytesHeaderParser(policy=_POLICY).parsebytes(data[:100_000])
    known.message_id = next(iter(ids_of(str(head.get("Message-ID", "")).encode())), "")
    return known
