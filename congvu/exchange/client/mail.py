"""Official mail as a channel: letters out by SMTP, in from one IMAP mailbox.

A letter is a packet once it has an .edxml attached; others are left for people. What
was taken in moves out of INBOX, so the mailbox itself says what still waits.
"""

from __future__ import annotations

import hashlib
import imaplib
import io
import re
import smtplib
import ssl
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.exchange.client.contract import (
    AgencyCard,
    HubDown,
    HubRefused,
    Kind,
    ListedPacket,
    Transfer,
    Unfit,
)
from congvu.exchange.client.letters import letter_of
from congvu.exchange.formats import letter
from congvu.exchange.rules import (
    UNKNOWN_RECEIVER,
    is_vouched,
    letter_name,
    vouched_domains,
)
from congvu.files import jail

TASKS = "congvu.exchange.jail"
LIMITS = jail.Limits(seconds=30, memory=1024 * jail.MIB)
LARGEST = 220 * 1024 * 1024
"""Of one letter: base64 around a packet that holds base64."""
LONGEST_HEAD = 256 * 1024
TIMEOUT = 60
_LISTED = 100
_FACTS = f"(RFC822.SIZE INTERNALDATE BODYSTRUCTURE BODY.PEEK[HEADER]<0.{LONGEST_HEAD}>)"
_BODY = re.compile(rb"BODY\[[A-Z]*\](<0>)? \{\d+\}$")
_TAKEN: dict[Transfer, str] = {"done": "Cong-vu-da-nhan", "fail": "Cong-vu-khong-nhan"}
_ITEM = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)", re.DOTALL)
_WHEN = re.compile(rb'INTERNALDATE "([^"]+)"')


@dataclass(frozen=True)
class Mailbox:
    """``address`` is whom our letters are from; ``server`` is the name under which our
    own mail server writes what it found out about a letter's sender."""

    address: str
    host: str
    port: int
    user: str
    secret: str = field(repr=False)
    is_secure: bool = True
    ca_file: str = ""
    server: str = ""

    # Mailboxes need no hub's directory.
    def register(self, agency: AgencyCard) -> None: ...

    def delete(self, code: str) -> None: ...

    def agencies(self) -> Iterator[AgencyCard]:
        return iter(())

    def send(
        self,
        packet: BinaryIO,
        *,
        sender: str,
        receivers: Sequence[str],
        kind: Kind,
        message_id: str,
        sha256: str,
        urgency: int = 0,
    ) -> str:
        """A letter to each; the same packet again makes the same letter."""
        data = packet.read()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise HubRefused(10, _("Gói tin không đúng mã băm của nó."))
        subject, words, enclosed = letter_of(data)
        wire = get_connection()
        try:
            with _smtp(may_be_there=False):
                wire.open()
            for receiver in receivers:
                name = letter_name(message_id, sha256, receiver, settings.MAIL_DOMAIN)
                envelope = letter.Envelope(self.address, receiver, name, timezone.now())
                composed = letter.compose(
                    envelope, subject=subject, words=words, enclosed=enclosed
                )
                with _smtp():
                    wire.connection.send_message(composed)
        finally:
            wire.close()
        return sha256

    def received(self, code: str, after: str | None = None) -> list[ListedPacket]:
        """Letters with a message in them, oldest first, whoever of us they are for.

        ``sender`` is a mailbox for which our mail server vouches, or empty.
        """
        with self._inbox() as (inbox, validity):
            last = _uid(after, validity) if after else 0
            found = [uid for uid in _numbers(inbox, last) if uid > last]
            listed = []
            for uid in found:
                one = self._listed(inbox, validity, uid)
                listed += [one] if one else []
                if len(listed) == _LISTED:
                    break
        return listed

    def _listed(
        self, inbox: imaplib.IMAP4, validity: str, uid: int
    ) -> ListedPacket | None:
        told, head = _fetched(inbox, uid, _FACTS)
        size = _ITEM.search(told)
        if size is None or letter.ENDING.encode() not in told.lower():
            return None
        headers = BytesHeaderParser().parsebytes(head)
        sender = parseaddr(str(headers.get("From", "")))[1].lower()
        domains = vouched_domains(
            [(name, str(value)) for name, value in headers.items()], self.server
        )
        return ListedPacket(
            id=f"{validity}.{uid}",
            kind="document",
            sender=sender if is_vouched(sender, domains) else "",
            sha256="",
            length=int(size.group(2)),
            at=_moment(told),
        )

    def get(self, id: str) -> BinaryIO:
        """The message in the letter; opened in the jail."""
        with self._inbox() as (inbox, validity):
            uid = _uid(id, validity)
            told, _none = _fetched(inbox, uid, "(RFC822.SIZE)")
            size = _ITEM.search(told)
            if size is None:
                raise HubRefused(0, _("Thư không còn trong hộp thư."))
            if int(size.group(2)) > LARGEST:
                raise Unfit(10, _("Thư lớn quá %(most)d byte.") % {"most": LARGEST})
            _told_again, data = _fetched(inbox, uid, "(RFC822.SIZE BODY.PEEK[])")
        found, packet = _opened(data)
        if found != 1:
            words = _("Thư có %(found)d tệp edXML; mỗi thư chỉ mang một.")
            raise Unfit(22, words % {"found": found})
        return io.BytesIO(packet)

    def acknowledge(self, id: str, state: Transfer, words: str = "") -> None:
        """Done with: the letter goes to another folder, and is kept there."""
        if state not in _TAKEN:
            return
        with self._inbox(readonly=False) as (inbox, validity):
            uid, folder = str(_uid(id, validity)), _TAKEN[state]
            inbox.create(folder)  # says no where it is there already
            copied, _why = inbox.uid("COPY", uid, folder)
            if copied != "OK":
                raise HubDown(_("Hộp thư không chuyển được thư đã nhận."))
            inbox.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
            inbox.expunge()

    @contextmanager
    def _inbox(self, *, readonly: bool = True) -> Iterator[tuple[imaplib.IMAP4, str]]:
        try:
            inbox = self._open()
            try:
                inbox.login(self.user, self.secret)
                inbox.select("INBOX", readonly=readonly)
                validity = inbox.response("UIDVALIDITY")[1][0]
                yield inbox, validity.decode() if validity else ""
            finally:
                inbox.logout()
        except (imaplib.IMAP4.error, OSError) as why:
            words = _("Không đọc được hộp thư: %(why)s") % {"why": str(why)[:200]}
            raise HubDown(words) from why

    def _open(self) -> imaplib.IMAP4:
        if not self.is_secure:
            return imaplib.IMAP4(self.host, self.port, timeout=TIMEOUT)
        known = ssl.create_default_context(cafile=self.ca_file or None)
        return imaplib.IMAP4_SSL(
            self.host, self.port, ssl_context=known, timeout=TIMEOUT
        )


def _numbers(inbox: imaplib.IMAP4, last: int) -> list[int]:
    """`*` is the newest letter even where it is older than what was asked for."""
    _ok, found = inbox.uid("SEARCH", f"UID {last + 1}:* UNDELETED")
    return sorted(int(n) for n in (found[0] or b"").split())


def _fetched(inbox: imaplib.IMAP4, uid: int, asked: str) -> tuple[bytes, bytes]:
    """What is told of a letter, and what it holds of what was asked for."""
    _ok, parts = inbox.uid("FETCH", str(uid), asked)
    told, body = b"", b""
    for part in parts:
        if not isinstance(part, tuple):
            told += part or b""
        elif _BODY.search(part[0]):
            told, body = told + part[0], part[1]
        else:
            told += part[0] + part[1]
    return told, body


def _uid(id: str, validity: str) -> int:
    then, _dot, uid = id.partition(".")
    if then != validity or not uid.isascii() or not uid.isdigit():
        raise HubRefused(0, _("Hộp thư đã đánh số lại; thư sẽ được đọc lại từ đầu."))
    return int(uid)


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


def _opened(data: bytes) -> tuple[int, bytes]:
    temporary = Path(settings.HOME) / "tmp"
    with tempfile.NamedTemporaryFile(dir=temporary, suffix=".eml") as kept:
        kept.write(data)
        kept.flush()
        try:
            answer = jail.run(
                "letter",
                Path(kept.name),
                temporary=temporary,
                limits=LIMITS,
                tasks=TASKS,
            )
        except jail.JailFailed as failure:
            raise Unfit(21, _("Mở thư quá lâu hoặc quá tốn bộ nhớ.")) from failure
    return int(answer.result["found"]), bytes(answer.blob)


@contextmanager
def _smtp(*, may_be_there: bool = True) -> Iterator[None]:
    """A lasting no (5xx) is final for this mailbox; anything else is for later."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as why:
        code, words = next(iter(why.recipients.values()))
        _say(code, words, why, final=UNKNOWN_RECEIVER)
    except smtplib.SMTPResponseException as why:
        _say(why.smtp_code, why.smtp_error, why, may_be_there=may_be_there)
    except (smtplib.SMTPException, OSError) as why:
        told = _("Máy chủ thư không nhận: %(why)s") % {"why": why}
        raise HubDown(told, may_be_there=may_be_there) from why


def _say(
    code: int,
    words: Any,
    why: Exception,
    *,
    final: int = 0,
    may_be_there: bool = True,
) -> None:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    if 500 <= code < 600:
        raise HubRefused(final or code, f"{code} {text[:500]}") from why
    raise HubDown(f"{code} {text[:500]}", may_be_there=may_be_there) from why
