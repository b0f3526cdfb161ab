"""A mail server of ours on loopback, and the mailbox that papers come to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from congvu.exchange.client.mail import Mailbox
from congvu.files import jail
from tests.exchange.dovecot import DOVECOT, SECRET, USER, Dovecot, running_dovecot

OURS, THEIRS = "vanthu@backan.example", "vanthu@chodon.backan.example"
SERVER = "mx.backan.example"


@dataclass
class Post:
    """A mail server of ours: writes what it found out on top, hands to the mailbox."""

    box: Dovecot
    finding: str = f"{SERVER}; dmarc=pass header.from=backan.example"
    answers: list[str] = field(default_factory=list)
    got: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _at: Session, envelope: Envelope) -> str:
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        top = f"Authentication-Results: {self.finding}\r\n" if self.finding else ""
        top += f"Received: from office by {SERVER}\r\n"
        letter = top.encode() + envelope.content
        self.got.append(letter)
        self.box.deliver(letter)
        return "250 OK"


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    if not DOVECOT.exists():
        pytest.skip("not run: Debian's Dovecot is not on this machine")
    with running_dovecot() as dovecot:
        yield dovecot


@pytest.fixture
def post(dovecot: Dovecot, settings: Any, home: None) -> Iterator[Post]:
    dovecot.empty()
    post = Post(dovecot)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MAIL_DOMAIN = "backan.example"
    yield post
    controller.stop()
    jail.stop()


@pytest.fixture
def mailbox(post: Post) -> Mailbox:
    return Mailbox(
        address=OURS,
        host="127.0.0.1",
        port=post.box.port,
        user=USER,
        secret=SECRET,
        is_secure=False,
        server=SERVER,
    )
