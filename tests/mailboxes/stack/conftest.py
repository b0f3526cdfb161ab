"""One province and one running stack for the folder, really committed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from congvu.audit.rules import Actor
from congvu.machine.cluster import free_port
from congvu.machine.mail import dkim, running
from congvu.machine.mail.plan import Client, Ports
from congvu.mailboxes.actions import make_password
from congvu.openid.actions import register_client
from tests import emptied
from tests.mailboxes.name_server import NSD, name_server
from tests.mailboxes.stack import judged
from tests.mailboxes.stack.stack import Stack, running_stack
from tests.mailboxes.stories import address_of, provisioned, registry
from tests.openid.conftest import BACK
from tests.people import Province, make_province

BY = Actor(name="Quân")
HERE = "tests/mailboxes/stack/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(HERE) and item.path.name != "test_guard.py":
            item.add_marker(pytest.mark.whole)
            item.add_marker(pytest.mark.slow)


@dataclass
class Post:
    """The province with its boxes, and the servers that carry its letters."""

    people: Province
    stack: Stack
    office: str
    mail_server: Client
    webmail: Client

    def address(self, who: str) -> str:
        return address_of(self.people, who)

    def password(self, who: str) -> str:
        """A fresh one for a program of theirs."""
        seat, now = self.people.seat(who), timezone.now()
        return make_password(label="máy bàn", by=seat, at=now)[1]

    @property
    def registry(self) -> str:
        return registry(self.people).address


def registered(name: str, **given: Any) -> Client:
    """A program that lets people in by the office's word."""
    client, secret = register_client(
        client_id=name,
        name="Thư công vụ",
        **{"redirect_uris": ["http://127.0.0.1:9/khong-dung/"]} | given,
        by=BY,
        at=timezone.now(),
    )
    return Client(client.client_id, secret)


def not_run() -> str:
    """What this machine lacks; empty where the stack can run."""
    if os.geteuid() != 0:
        return "Postfix runs for root alone"
    lacking = running.lacking()
    if not dkim.OPENDKIM.exists():
        lacking.append("opendkim")
    return f"this machine lacks {', '.join(lacking)}" if lacking else ""


@contextmanager
def strangers() -> Iterator[str]:
    """The DNS of those outside, where this machine has a name server."""
    if not NSD.exists():
        yield ""
        return
    with TemporaryDirectory() as place:
        port = free_port()
        with name_server(Path(place), port, judged.zones()):
            yield f"127.0.0.1@{port}"


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real commits: the servers have connections of their own."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def post(db: None) -> Iterator[Post]:
    if why := not_run():
        pytest.skip(f"not run: {why}")
    try:
        people = make_province(timezone.localtime(), timezone.localdate())
        provisioned(people)
        ports = Ports(*(free_port() for _field in fields(Ports)))
        server = registered("dovecot", may_introspect=True)
        back = f"http://127.0.0.1:{ports.web}/index.php/login/oauth"
        browser = registered(
            "webmail", redirect_uris=[BACK, back], without_pkce=True, opens_mail=True
        )
        office = LiveServer("localhost")
        web = browser if running.has_web() else None
        try:
            with (
                strangers() as dns,
                running_stack(
                    office.url, server, ports=ports, web=web, dns=dns
                ) as stack,
            ):
                post = Post(people, stack, office.url, server, browser)
                for who in ("lan", "minh", "dung", "hoa", "quan"):
                    stack.passwords[post.address(who)] = post.password(who)
                yield post
        finally:
            office.stop()
    finally:
        emptied.empty()
        connections.close_all()
