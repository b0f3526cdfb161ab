"""The office's own sign-in opens a box and sends: XOAUTH2 and OAUTHBEARER."""

from __future__ import annotations

import imaplib
import smtplib

import pytest
from django.test import Client as Browser

from congvu.accounts.models import User
from congvu.machine.mail.plan import Client
from congvu.openid.models import IssuedToken
from tests.mailboxes.stack.conftest import Post, registered
from tests.openid.conftest import BACK, Program, signed_in


def token_of(post: Post, who: str, client: Client | None = None) -> str:
    """As webmail gets one: asked for by the browser, agreed to, exchanged."""
    asking = client or post.webmail
    program = Program(asking.id, asking.secret)
    browser: Browser = signed_in(who)
    return str(program.tokens(browser)["access_token"])


def xoauth2(login: str, token: str) -> str:
    return f"user={login}\1auth=Bearer {token}\1\1"


def opened_by(post: Post, login: str, token: str) -> bool:
    plan = post.stack.plan
    box = imaplib.IMAP4_SSL(
        "localhost", plan.ports.imaps, ssl_context=post.stack.wire, timeout=30
    )
    try:
        box.authenticate("XOAUTH2", lambda _asked: xoauth2(login, token).encode())
        return bool(box.select("INBOX")[0] == "OK")
    except imaplib.IMAP4.error:
        return False
    finally:
        box.shutdown()


def test_a_token_opens_ones_own_box_and_no_other(post: Post) -> None:
    lan, minh = post.address("lan"), post.address("minh")
    token = token_of(post, "lan")

    assert opened_by(post, lan, token)
    assert not opened_by(post, minh, token)
    assert not opened_by(post, lan, token[:-1] + "x")

    IssuedToken.objects.all().delete()
    assert not opened_by(post, lan, token)


def test_a_token_of_a_program_that_is_not_of_mail_opens_no_box(post: Post) -> None:
    calendar = registered("lich-phong-hop", redirect_uris=[BACK])

    assert not opened_by(post, post.address("lan"), token_of(post, "lan", calendar))


def test_a_token_sends_and_dies_with_its_account(post: Post) -> None:
    minh = post.address("minh")
    token = token_of(post, "minh")

    def sign_in() -> None:
        plan = post.stack.plan
        with smtplib.SMTP("localhost", plan.ports.submission, timeout=30) as line:
            line.starttls(context=post.stack.wire)
            line.ehlo()
            line.auth("XOAUTH2", lambda _asked=None: xoauth2(minh, token))

    sign_in()
    User.objects.filter(username="minh").update(is_active=False)
    try:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            sign_in()
    finally:
        User.objects.filter(username="minh").update(is_active=True)
