"""The real servers beside the test's database, and programs that talk to them."""

from __future__ import annotations

import base64
import imaplib
import re
import shutil
import smtplib
import ssl
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

from congvu.config.management.commands.grant_runtime import (
    MAIL_ROLE,
    mail_statements,
)
from congvu.machine.cluster import ensure_role, free_port
from congvu.machine.mail import running, writing
from congvu.machine.mail.dovecot import SEATS
from congvu.machine.mail.plan import (
    Client,
    Plan,
    Ports,
    account,
    kept_ports,
)
from congvu.machine.mail.watching import Watch, domains
from congvu.machine.state import with_login

SECRET = "doc-thu-thoi"
PATIENCE = 20.0


@dataclass
class World:
    """Everybody else's mail server: takes what leaves us."""

    got: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _at: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.got.append(envelope.content)
        return "250 OK"


@dataclass
class Stack:
    """Postfix, Dovecot, OpenDKIM and their keeper, running."""

    plan: Plan
    world: World
    judged: Plan
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def wire(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.plan.certificate))

    # -- sending

    @contextmanager
    def submission(self, login: str, secret: str = "") -> Iterator[smtplib.SMTP]:
        with smtplib.SMTP("localhost", self.plan.ports.submission, timeout=30) as line:
            line.starttls(context=self.wire)
            line.login(login, secret or self.passwords[login])
            yield line

    def send(self, letter: EmailMessage, *, login: str, sender: str = "") -> None:
        with self.submission(login) as line:
            line.send_message(letter, from_addr=sender or login)

    def arrive(self, letter: EmailMessage, *, sender: str, receiver: str) -> None:
        """From another server, to our door."""
        with smtplib.SMTP("localhost", self.plan.ports.smtp, timeout=30) as line:
            line.send_message(letter, from_addr=sender, to_addrs=[receiver])

    def bring_in(self, raw: bytes, *, sender: str, receiver: str) -> None:
        """The same of bytes that are signed and may not be made anew."""
        with smtplib.SMTP("localhost", self.plan.ports.smtp, timeout=30) as line:
            line.sendmail(sender, [receiver], raw)

    # -- reading

    @contextmanager
    def box(self, login: str, secret: str = "") -> Iterator[imaplib.IMAP4_SSL]:
        box = imaplib.IMAP4_SSL(
            "localhost", self.plan.ports.imaps, ssl_context=self.wire, timeout=30
        )
        try:
            box.login(login, secret or self.passwords[login])
            yield box
        finally:
            box.shutdown()

    def folders(self, login: str) -> list[str]:
        with self.box(login) as box:
            return [line.decode() for line in box.list()[1] if isinstance(line, bytes)]

    def letters(self, login: str, folder: str = "INBOX") -> list[EmailMessage]:
        with self.box(login) as box:
            return letters_in(box, folder)

    def bytes_of(self, login: str, folder: str = "INBOX") -> list[bytes]:
        with self.box(login) as box:
            return bodies_in(box, folder)

    def wait_for(self, login: str, subject: str, folder: str = "INBOX") -> EmailMessage:
        """The letter with this subject, when it is there."""

        def found() -> EmailMessage | None:
            for one in self.letters(login, folder):
                if one["Subject"] == subject:
                    return one
            return None

        came: EmailMessage = until(found)
        return came

    def until_there(self, login: str, folder: str) -> list[EmailMessage]:
        return list(until(lambda: self.letters(login, folder)))

    def watch(self) -> Watch:
        return Watch(self.plan)


def bodies_in(box: imaplib.IMAP4, folder: str) -> list[bytes]:
    if box.select(folder, readonly=True)[0] != "OK":
        return []
    numbers = box.search(None, "ALL")[1][0].split()
    parts = [box.fetch(n.decode(), "(BODY.PEEK[])")[1] for n in numbers]
    return [bytes(part[0][1]) for part in parts if isinstance(part[0], tuple)]


def letters_in(box: imaplib.IMAP4, folder: str) -> list[EmailMessage]:
    found = bodies_in(box, folder)
    return [message_from_bytes(body, policy=policy.default) for body in found]


def until(found: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    end = time.monotonic() + seconds
    while not (it := found()):
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.1)
    return it


def seat_folder(address: str, folder: str = "INBOX") -> str:
    """A seat's folder as IMAP names it (RFC 3501 5.1.3)."""
    name = re.sub(r"[^ -~]+", lambda run: _utf7(run[0]), SEATS)
    inside = "" if folder == "INBOX" else f"/{folder}"  # a seat's own name is its INBOX
    return f'"{name}/{address}{inside}"'


def _utf7(letters: str) -> str:
    told = base64.b64encode(letters.encode("utf-16-be")).rstrip(b"=").decode()
    return "&" + told.replace("/", ",") + "-"


def letter(
    from_: str, to: str, subject: str, text: str = "Kính gửi.\n"
) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = from_, to, subject
    made.set_content(text)
    return made


def read_url() -> str:
    """The test's database, as the mail servers' role opens it."""
    at = connection.settings_dict
    login = f"{quote(at['USER'])}:{quote(at['PASSWORD'])}"
    # Their users walk to no socket of ours.
    url = f"postgresql://{login}@127.0.0.1:{at['PORT']}/{at['NAME']}"
    with psycopg.connect(url, autocommit=True) as link:
        ensure_role(link, MAIL_ROLE, SECRET)
        for statement in mail_statements(at["USER"], MAIL_ROLE):
            link.execute(statement)
    return with_login(url, MAIL_ROLE, SECRET)


@contextmanager
def running_stack(
    office: str,
    server: Client,
    *,
    web: Client | None = None,
    ports: Ports | None = None,
    dns: str = "",
) -> Iterator[Stack]:
    """Started once for many stories; everything of it in one short-named folder."""
    place = Path(tempfile.mkdtemp(prefix="congvu-mail-"))
    place.chmod(0o711)
    world = World()
    none = Ports(*[0] * len(fields(Ports)))
    given = kept_ports(place / "ports.json", ports or none)
    port = free_port()
    outside = Controller(world, hostname="127.0.0.1", port=port)
    outside.start()
    plan = Plan(
        place=place,
        postfix=place / "postfix",
        dovecot=place / "dovecot.d",
        spool=place / "spool",
        log=place / "log",
        host="thu.backan.example",
        ports=given,
        database=read_url(),
        owner=account("mail"),
        office=office,
        inside=office,
        certificate=place / "tls" / "mail.pem",
        key=place / "tls" / "mail.key",
        relay=f"[127.0.0.1]:{port}",
        server_client=server,
        web_client=web or Client(),
        master=Client("van-phong", "chi-van-phong-biet"),
        signs=running.has_signer(),
        dns=dns,
    )
    # Rspamd reads its rules for seconds: begun by the stories that are about it.
    judged = replace(plan, judges=bool(dns) and running.has_judge())
    try:
        writing.write(judged, domains(plan), selector="cv202611", web=web is not None)
        running.start(plan, web=web is not None)
        yield Stack(plan, world, judged=judged)
    finally:
        running.stop(judged)
        outside.stop()
        shutil.rmtree(place)
