"""Whom a letter says it is from: asked before it is taken (a milter of our own).

Postfix judges the envelope alone, which no reader ever sees. Here the From line itself
is judged: who signed in writes as oneself, as a seat of today, or on its behalf; who
did not writes in the name of none of our domains, unless the letter bears our key.
"""

from __future__ import annotations

import re
import socketserver
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import getaddresses
from typing import Any

import psycopg

_VERSION, _ADD, _CHANGE = 6, 0x01, 0x10
# Not told to us: who connects, its greeting, whom it is for, what it says.
_SPARED = 0x01 | 0x02 | 0x08 | 0x10 | 0x40 | 0x100 | 0x200
_CONTINUE, _LATER = b"c", b"t"
_LONGEST = 1 << 20
_TAME = re.compile(r"[A-Za-z0-9._+@-]*")
_DKIM = re.compile(r"dkim\s*=\s*pass\b[^;]*?header\.d\s*=\s*\"?([A-Za-z0-9.-]+)")

# By which name Postfix tells where a letter of the office's own programs came in.
OFFICE = "OFFICE"
# SMTP takes ASCII alone; strangers' servers read the second half.
NOT_YOURS = "550 5.7.1 Dong From ghi dia chi hom nay khong phai cua ban"
IN_OUR_NAME = (
    "550 5.7.1 Thu mang ten mien nay phai co chu ky DKIM hoac gui sau khi dang nhap"
    " (mail from this domain must be signed or sent after signing in)"
)
UNREADABLE = (
    "550 5.6.0 Thu phai co mot dong From voi dia chi doc duoc"
    " (one From line with a readable address is needed)"
)


@dataclass
class Letter:
    """What has been told of one letter so far."""

    login: str = ""
    sender: str = ""  # of the envelope
    headers: list[tuple[str, str]] = field(default_factory=list)
    is_office: bool = False  # written by a program of this machine

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name]


@dataclass(frozen=True)
class Verdict:
    """``refused``: what the sender is told; ``finding``: what is written on top."""

    refused: str = ""
    finding: str = ""


@dataclass(frozen=True)
class Rows:
    """What the database says about one letter's sender, and our domains."""

    own: frozenset[str]
    behalf: frozenset[str]
    domains: frozenset[str]


def addresses(lines: list[str]) -> list[str] | None:
    """Of one From line, lower case; None where it cannot be told surely."""
    if len(lines) != 1:
        return None
    found = [address.lower() for _name, address in getaddresses(lines)]
    whole = found and all(re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", a) for a in found)
    return found if whole else None


def signed_for(letter: Letter, host: str) -> set[str]:
    """Whose keys OpenDKIM found right. Its line is always there and on top; any other
    was written by the sender. What a signature tells of itself is told on in it, so
    one that would read as a finding makes all of it worth nothing.
    """
    told = letter.values("authentication-results")[:1]
    if not told or told[0].split(";")[0].split()[:1] != [host]:
        return set()
    if not all(map(_is_tame, letter.values("dkim-signature"))):
        return set()
    return {domain.lower() for domain in _DKIM.findall(told[0])}


def _is_tame(signature: str) -> bool:
    for tag in signature.split(";"):
        name, _equals, value = tag.partition("=")
        said = name.strip().lower() in {"d", "i", "s"}
        if said and not _TAME.fullmatch("".join(value.split())):
            return False
    return True


def judge(letter: Letter, rows: Rows, host: str, *, is_checked: bool) -> Verdict:
    """Pure, so that a table of tests can hold it. ``is_checked``: signatures were
    looked at before; where they were not, no stranger writes in our name.
    """
    from_ = addresses(letter.values("from"))
    if from_ is None:
        return Verdict(refused=UNREADABLE)
    if letter.is_office:
        ours = from_[0].rpartition("@")[2] in rows.domains
        found = f"{host};\n\tauth=pass smtp.mailfrom={from_[0]}" if ours else ""
        return Verdict(finding=found)
    if letter.login:
        sender = addresses(letter.values("sender")) if letter.values("sender") else []
        if sender is None or not set(sender) <= rows.own:
            return Verdict(refused=NOT_YOURS)
        if not set(from_) <= (rows.own | rows.behalf if sender else rows.own):
            return Verdict(refused=NOT_YOURS)
        found = f"auth=pass smtp.auth={letter.login} smtp.mailfrom={from_[0]}"
        return Verdict(finding=f"{host};\n\t{found}")
    signed = signed_for(letter, host) if is_checked else set()
    named = [*from_, letter.sender]
    of_us = {address.rpartition("@")[2] for address in named} & rows.domains
    return Verdict(refused="" if of_us <= signed else IN_OUR_NAME)


class Guard(socketserver.ThreadingTCPServer):
    """The milter's server; one conversation a thread, one connection to the rows."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(
        self, port: int, *, host: str, database: str, is_checked: bool
    ) -> None:
        super().__init__(("127.0.0.1", port), _Conversation)
        self.host = host
        self.is_checked = is_checked
        self._database = database
        self._link: psycopg.Connection[Any] | None = None
        self._turn = threading.Lock()

    def rows(self, login: str) -> Rows:
        with self._turn:
            for attempt in (1, 2):
                try:
                    return self._asked(login)
                except psycopg.Error:
                    self._link = None
                    if attempt == 2:
                        raise
        raise AssertionError("unreachable")

    def _asked(self, login: str) -> Rows:
        link = self._link or psycopg.connect(
            self._database, autocommit=True, connect_timeout=5
        )
        self._link = link

        def column(question: str, *values: str) -> frozenset[str]:
            return frozenset(row[0] for row in link.execute(question, values))

        if not login:
            domains = column("SELECT domain FROM mail.domains")
            return Rows(frozenset(), frozenset(), domains)
        return Rows(
            column("SELECT address FROM mail.senders WHERE login = %s", login),
            column("SELECT address FROM mail.on_behalf WHERE login = %s", login),
            frozenset(),
        )


class _Conversation(socketserver.BaseRequestHandler):
    """One connection of Postfix: packets of a length, a letter and data."""

    server: Guard

    def setup(self) -> None:
        self.letter = Letter()
        self.answers: dict[bytes, Callable[[bytes], None]] = {
            b"O": self._negotiate,
            b"D": self._macros,
            b"M": self._begins,
            b"L": self._header,
            b"E": self._ends,
            b"A": self._forget,
        }

    def handle(self) -> None:
        with suppress(ConnectionError, struct.error):
            while head := self._exactly(4):
                (length,) = struct.unpack(">I", head)
                if not 0 < length <= _LONGEST:
                    return
                packet = self._exactly(length)
                kind, data = packet[:1], packet[1:]
                if not packet or kind == b"Q":
                    return
                if kind == b"K":
                    self.letter = Letter()
                elif answer := self.answers.get(kind):
                    answer(data)
                else:
                    self._say(_CONTINUE)

    def _exactly(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            part = self.request.recv(size - len(got))
            if not part:
                return b""
            got += part
        return got

    def _say(self, kind: bytes, data: bytes = b"") -> None:
        self.request.sendall(struct.pack(">I", len(data) + 1) + kind + data)

    def _negotiate(self, data: bytes) -> None:
        version, actions, steps = struct.unpack(">III", data[:12])
        ours = min(version, _VERSION), actions & (_ADD | _CHANGE), steps & _SPARED
        self._say(b"O", struct.pack(">III", *ours))

    def _macros(self, data: bytes) -> None:
        """About the next step; the only one that needs no answer."""
        parts = data[1:].decode("utf-8", "replace").split("\0")
        told = dict(zip(parts[::2], parts[1::2], strict=False))
        if data[:1] == b"M":
            self.letter = Letter(
                login=told.get("{auth_authen}", "").lower(),
                is_office=told.get("{daemon_name}") == OFFICE,
            )

    def _begins(self, data: bytes) -> None:
        sender = data.partition(b"\0")[0].decode("utf-8", "replace").strip("<>")
        self.letter.sender = sender.lower()
        self._say(_CONTINUE)

    def _header(self, data: bytes) -> None:
        name, _zero, value = data.partition(b"\0")
        line = value.rstrip(b"\0").decode("utf-8", "replace").strip()
        self.letter.headers.append((name.decode("ascii", "replace"), line))
        self._say(_CONTINUE)

    def _forget(self, _data: bytes) -> None:
        self.letter = Letter()

    def _ends(self, _data: bytes) -> None:
        try:
            rows = self.server.rows(self.letter.login)
        except psycopg.Error:
            self._say(_LATER)
            return
        verdict = judge(
            self.letter, rows, self.server.host, is_checked=self.server.is_checked
        )
        if verdict.refused:
            self._say(b"y", verdict.refused.encode("ascii") + b"\0")
            return
        if verdict.finding:
            head = b"Authentication-Results\0" + verdict.finding.encode() + b"\0"
            self._say(b"i", struct.pack(">I", 0) + head)
        self._say(_CONTINUE)
