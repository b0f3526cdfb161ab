"""A registered webmail, a mail server that asks, and the small province."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from congvu.audit.rules import Actor
from congvu.openid.actions import register_client
from tests.mailboxes.stories import provisioned
from tests.people import PASSWORD, Province

BY = Actor(name="Quân")
BACK = "https://thu.backan.example/oauth/"
SCOPE = "openid profile email"


@dataclass
class Program:
    """A client program as the standard describes it; ``browser`` is somebody's."""

    client_id: str
    secret: str

    def ask(self, browser: Client, **given: str) -> Any:
        """Send the browser to the office."""
        self.verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": BACK,
            "scope": SCOPE,
            "state": "trang-thai",
            "nonce": "mot-lan",
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        } | given
        wanted = {name: value for name, value in asked.items() if value}
        self.address = f"/openid/authorize/?{urlencode(wanted)}"
        return browser.get(self.address, secure=True)

    def agree(self, browser: Client, answer: str = "yes") -> Any:
        return browser.post(self.address, {"answer": answer}, secure=True)

    def code(self, browser: Client, **given: str) -> str:
        """Asked, agreed to where it is the first time, and back with a code."""
        page = self.ask(browser, **given)
        if "Đồng ý và vào" in page.content.decode():
            page = self.agree(browser)
        return carried(page)["code"]

    def exchange(self, code: str, **given: str) -> Any:
        return self.call(
            "token",
            grant_type="authorization_code",
            code=code,
            redirect_uri=BACK,
            code_verifier=self.verifier,
            **given,
        )

    def tokens(self, browser: Client, **given: str) -> dict[str, Any]:
        answer = self.exchange(self.code(browser, **given))
        assert answer.status_code == 200, answer.content
        told: dict[str, Any] = answer.json()
        return told

    def refresh(self, token: str) -> Any:
        return self.call("token", grant_type="refresh_token", refresh_token=token)

    def introspect(self, token: str) -> dict[str, Any]:
        told: dict[str, Any] = self.call("introspect", token=token).json()
        return told

    def call(self, where: str, **data: str) -> Any:
        login = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        return Client().post(
            f"/openid/{where}/",
            data,
            secure=True,
            headers={"Authorization": f"Basic {login}"},
        )


def carried(page: Any) -> dict[str, str]:
    """What the browser carries back to the program."""
    found = re.search(r'content="0;url=([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    address = html.unescape(found[1])
    assert address.startswith(BACK)
    return {
        name: values[0] for name, values in parse_qs(urlsplit(address).query).items()
    }


def userinfo(token: str) -> Any:
    return Client().get(
        "/openid/userinfo/", secure=True, headers={"Authorization": f"Bearer {token}"}
    )


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Any) -> Any:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def webmail(db: None) -> Program:
    _client, secret = register_client(
        client_id="webmail",
        name="Thư công vụ",
        redirect_uris=[BACK],
        logout_uris=["https://thu.backan.example/"],
        opens_mail=True,
        by=BY,
        at=timezone.now(),
    )
    return Program("webmail", secret)


@pytest.fixture
def boxes(province: Province) -> None:
    """Everybody with a post has a mailbox."""
    provisioned(province)


@pytest.fixture
def mail_server(boxes: None) -> Program:
    _client, secret = register_client(
        client_id="dovecot",
        name="Máy chủ thư",
        redirect_uris=["https://thu.backan.example/khong-dung/"],
        may_introspect=True,
        by=BY,
        at=timezone.now(),
    )
    return Program("dovecot", secret)


@pytest.fixture
def lan(province: Province) -> Client:
    """Lan's browser, signed in as people do, so that the session knows how."""
    return signed_in("lan")


def signed_in(name: str) -> Client:
    browser = Client()
    browser.post("/dang-nhap/", {"username": name, "password": PASSWORD}, secure=True)
    return browser
