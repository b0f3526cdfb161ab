"""One letter taken out of a registry's box, wherever in it somebody put it.

The office signs in under a name of its own for this alone: as whom it reads, it may
delete nothing. What goes is known by its bytes, so that nothing else does.
"""

from __future__ import annotations

import imaplib
import re
from hashlib import sha256 as digest
from typing import Any

from congvu.mailboxes.client.inbox import Server, ServerDown, connected

_NAME = re.compile(rb'\((?P<flags>[^)]*)\) (?:"[^"]*"|NIL) (?P<name>.+)')


def expunge(
    server: Server, address: str, *, message_id: str, sha256: str, place: str
) -> int:
    """How many copies were deleted, in whatever folder; none may be left by then.
    ``place`` is where it was brought from. Raises `ServerDown`."""
    found = 0
    with connected(server, address, as_eraser=True) as wire:
        for folder in _folders(wire):
            status, _said = wire.select(folder)
            if status != "OK":
                continue
            for uid in _alike(wire, message_id, place):
                if digest(_bytes(wire, uid)).hexdigest() != sha256:
                    continue
                _asked(wire, "STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
                _asked(wire, "EXPUNGE", uid)
                found += 1
    return found


def _folders(wire: imaplib.IMAP4) -> list[str]:
    """All of the box's own; names as the server writes them."""
    _status, lines = wire.list()
    named = [
        found["name"].decode("ascii", "replace")
        for line in lines
        if isinstance(line, bytes) and (found := _NAME.fullmatch(line))
        if b"\\noselect" not in found["flags"].lower()
    ]
    return [name if name.startswith('"') else f'"{name}"' for name in named]


def _alike(wire: imaplib.IMAP4, message_id: str, place: str) -> list[str]:
    """By its name; what has none, by the number it had."""
    if message_id and '"' not in message_id and message_id.isascii():
        found = _asked(wire, "SEARCH", "HEADER", "Message-ID", f'"{message_id}"')
        return [one.decode() for one in (found[0] or b"").split()]
    said = wire.response("UIDVALIDITY")[1][0]
    validity, _dot, uid = place.partition(".")
    return [uid] if said and said.decode("ascii", "replace") == validity else []


def _bytes(wire: imaplib.IMAP4, uid: str) -> bytes:
    parts = _asked(wire, "FETCH", uid, "(BODY.PEEK[])")
    return next((bytes(p[1]) for p in parts if isinstance(p, tuple)), b"")


def _asked(wire: imaplib.IMAP4, command: str, *words: str) -> list[Any]:
    status, parts = wire.uid(command, *words)
    if status != "OK":
        said = parts[0] if parts and isinstance(parts[0], bytes) else b""
        raise ServerDown(said.decode("utf-8", "replace")[:300] or status)
    return parts
