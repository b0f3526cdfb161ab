"""Who gets a token: whoever holds a post today, by an open account; asked each time."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from congvu.accounts.actions import lock_user, reset_password
from congvu.accounts.models import User
from congvu.audit.models import AuditEvent
from congvu.organisations.models import Appointment
from tests.openid.conftest import BY, Program, carried, signed_in, userinfo
from tests.people import PASSWORD, Province


@pytest.mark.parametrize("who", ["khach", "son"])
def test_without_a_post_there_is_no_way_in(
    province: Province, webmail: Program, who: str
) -> None:
    page = webmail.ask(signed_in(who))

    assert page.status_code == 422
    assert "hôm nay không giữ chức vụ nào" in page.content.decode()
    [event] = AuditEvent.objects.filter(event="openid.token-refused")
    assert event.data == {"client": "webmail", "reason": "no-post"}


def end_post(province: Province) -> None:
    today = timezone.localdate()
    Appointment.objects.filter(person=province.lan.person).update(valid_until=today)


def lock(province: Province) -> None:
    lock_user(user=province.lan.user, by=BY, at=timezone.now())


def new_password(province: Province) -> None:
    reset_password(
        user=province.lan.user, password="mot-cau-de-nho-2027", by=BY, at=timezone.now()
    )


@pytest.mark.parametrize("loses", [end_post, lock, new_password])
def test_what_was_given_out_dies_with_it(
    lan: Client, webmail: Program, mail_server: Program, province: Province, loses: Any
) -> None:
    told = webmail.tokens(lan)
    waiting = webmail.code(lan)
    assert mail_server.introspect(told["access_token"])["active"] is True

    loses(province)

    assert mail_server.introspect(told["access_token"]) == {"active": False}
    assert userinfo(told["access_token"]).status_code == 401
    assert webmail.refresh(told["refresh_token"]).status_code == 400
    assert webmail.exchange(waiting).json()["error"] == "invalid_grant"


def test_a_first_password_opens_no_program(
    province: Province, webmail: Program
) -> None:
    User.objects.filter(username="lan").update(must_change_password=True)

    assert webmail.ask(signed_in("lan"))["Location"] == "/tai-khoan/mat-khau/"


def test_the_second_factor_is_asked_at_the_office_and_told_to_the_client(
    province: Province, webmail: Program
) -> None:
    secret, now = pyotp.random_base32(), timezone.now()
    User.objects.filter(username="lan").update(
        totp_secret=secret, totp_since=now - timedelta(days=1)
    )
    browser = Client()
    webmail.ask(browser)
    browser.post(
        "/dang-nhap/",
        {"username": "lan", "password": PASSWORD, "tiep": webmail.address},
        secure=True,
    )
    assert webmail.ask(browser)["Location"].startswith("/dang-nhap/")
    browser.post("/dang-nhap/", {"username": "lan", "password": PASSWORD}, secure=True)
    browser.post("/dang-nhap/ma/", {"code": pyotp.TOTP(secret).now()}, secure=True)
    webmail.ask(browser)
    code = carried(webmail.agree(browser))["code"]

    assert '"mfa"' in _claims(webmail.exchange(code).json()["id_token"])


def _claims(id_token: str) -> str:
    body = id_token.split(".")[1]
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
