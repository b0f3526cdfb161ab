"""A log-in, a browser, and a clock that can be moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.test import Client

from congvu.accounts.actions import create_user, enrol_second_factor
from congvu.accounts.models import User
from congvu.audit.models import AuditEvent
from congvu.audit.rules import Actor

PASSWORD = "chan-troi-xanh-2026"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09:00 in Hà Nội
BY = Actor(name="Quân", address="10.0.0.2")


class Clock:
    """The time views and commands see; ``pass_by`` moves it."""

    def __init__(self, stop: Callable[[datetime], None]) -> None:
        self.now, self._stop = AT, stop
        stop(AT)

    def pass_by(self, **time: int) -> datetime:
        self.now += timedelta(**time)
        self._stop(self.now)
        return self.now


@pytest.fixture
def clock(freeze: Callable[[datetime], None]) -> Clock:
    return Clock(freeze)


@pytest.fixture
def lan(db: None) -> User:
    return create_user(
        username="lan.nongthi",
        email="lan@backan.gov.vn",
        password=PASSWORD,
        by=BY,
        at=AT,
    )


@pytest.fixture
def lan_with_phone(lan: User) -> User:
    code = pyotp.TOTP(SECRET).at(AT - timedelta(minutes=10))
    enrol_second_factor(
        user=lan, secret=SECRET, code=code, by=BY, at=AT - timedelta(minutes=10)
    )
    lan.refresh_from_db()
    return lan


def code_at(at: datetime) -> str:
    return pyotp.TOTP(SECRET).at(at)


def try_in(
    client: Client,
    name: str = "lan.nongthi",
    password: str = PASSWORD,
    *,
    address: str = "10.0.0.9",
    after: str = "",
):
    return client.post(
        "/dang-nhap/",
        {"username": name, "password": password, "tiep": after},
        REMOTE_ADDR=address,
        HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36",
    )


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def events(name: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(event=name).order_by("id"))
