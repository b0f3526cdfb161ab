"""A registry's box on the mail server, read without changing anything in it.

The office signs in as the server's master user (Dovecot): nobody has a password of a
seat's box. What people have read stays as they left it.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from congvu.lib.text import gettext_noop as _
from congvu.machine.mail.plan import eraser_of

TIMEOUT = 60
PIECE = 1024 * 1024
LONGEST_HEAD = 256 * 1024
_FACTS = "(UID RFC822.SIZE INTERNALDATE BODYSTRUCTURE)"
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_WHEN = re.compile(rb'INTERNALDATE "([^"]+)"')


class ServerDown(Exception):
    """The mail server does not answer, or not so that it can be understood."""


@dataclass(frozen=True)
class Server:
    """``user`` opens one box; with ``master`` any box is opened in its name. ``name``
    is how the server signs what it found out about a letter's sender."""

    host: str
    port: int
    user: str
    secret: str = field(repr=False)
    is_secure: bool = True
    ca_file: str = ""
    name: str = ""
    is_master: bool = True


@dataclass(frozen=True)
class Listed:
    """A letter in the box; ``at`` is when it arrived there. ``is_packet``: a program
    takes it (an edXML message)."""

    uid: int
    size: int
    at: datetime | None
    is_packet: bool


class Box:
    """One open mailbox."""

    def __init__(self, wire: imaplib.IMAP4, validity: str) -> None:
        self._wire, self.validity = wire, validity

    def after(self, last: int, *, most: int) -> Iterator[Listed]:
        """The next letters, oldest first. `*` is the newest even where it is older than
        what was asked for."""
        found = self._asked("SEARCH", f"UID {last + 1}:* UNDELETED")
        uids = sorted(int(n) for n in (found[0] or b"").split())
        for uid in [one for one in uids if one > last][:most]:
            told = self._told(uid, _FACTS)
            size = _SIZE.search(told)
            if size is None:
                # Gone meanwhile, or not told: the next search knows which.
                raise ServerDown(_("máy chủ không cho biết một thư lớn bao nhiêu"))
            packet = b".edxml" in told.lower()
            yield Listed(uid, int(size.group(1)), _moment(told), packet)

    def head(self, uid: int) -> bytes:
        return self._piece(uid, f"(BODY.PEEK[HEADER]<0.{LONGEST_HEAD}>)")

    def fetch(self, uid: int, size: int, into: IO[bytes]) -> None:
        """Piece by piece: a large letter is never whole in memory. Raises `ServerDown`
        where it ends before its size: half a letter is none."""
        at = 0
        while at < size:
            piece = self._piece(uid, f"(BODY.PEEK[]<{at}.{PIECE}>)")
            if not piece:
                raise ServerDown(_("máy chủ không đưa hết một thư"))
            into.write(piece)
            at += len(piece)

    def _told(self, uid: int, asked: str) -> bytes:
        told = b""
        for part in self._asked("FETCH", str(uid), asked):
            told += b" ".join(part) if isinstance(part, tuple) else part or b""
        return told

    def _piece(self, uid: int, asked: str) -> bytes:
        parts = self._asked("FETCH", str(uid), asked)
        found = (part[1] for part in parts if isinstance(part, tuple))
        return next(found, b"")

    def _asked(self, command: str, *words: str) -> list[Any]:
        """What the server answers; that it will not is no answer."""
        status, parts = self._wire.uid(command, *words)
        if status != "OK":
            said = parts[0] if parts and isinstance(parts[0], bytes) else b""
            raise ServerDown(said.decode("utf-8", "replace")[:300] or status)
        return parts


@contextmanager
def open_box(server: Server, address: str) -> Iterator[Box]:
    """Its INBOX, to be looked at. Raises `ServerDown`."""
    with connected(server, address) as wire:
        wire.select("INBOX", readonly=True)
        said = wire.response("UIDVALIDITY")[1][0]
        yield Box(wire, said.decode("ascii", "replace") if said else "")


@contextmanager
def connected(
    server: Server, address: str, *, as_eraser: bool = False
) -> Iterator[imaplib.IMAP4]:
    """Signed in to one box, as the server's reader or as who erases. Raises
    `ServerDown`."""
    user, secret = server.user, server.secret
    if as_eraser and server.is_master:
        user, secret = eraser_of(user, secret)
    try:
        wire = _connect(server)
        try:
            wire.login(f"{address}*{user}" if server.is_master else user, secret)
            yield wire
        finally:
            # However it went: a line that cannot be ended well is shut all the same.
            with suppress(imaplib.IMAP4.error, OSError):
                wire.logout()
            with suppress(OSError):
                wire.shutdown()
    except (imaplib.IMAP4.error, OSError) as why:
        raise ServerDown(str(why)[:300] or _("không có câu trả lời")) from why


def _connect(server: Server) -> imaplib.IMAP4:
    if not server.is_secure:
        return imaplib.IMAP4(server.host, server.port, timeout=TIMEOUT)
    known = ssl.create_default_context(cafile=server.ca_file or None)
    return imaplib.IMAP4_SSL(
        server.host, server.port, ssl_context=known, timeout=TIMEOUT
    )


def _moment(told: bytes) -> datetime | None:
    when = _WHEN.search(told)
    try:
        return (
            datetime.strptime(when.group(1).decode().strip(), "%d-%b-%Y %H:%M:%S %z")
            if when
            else None
        )
    except ValueError:
        return None
