"""Signing in through an OpenID provider: what is asked, believed and refused."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from joserfc.jwk import RSAKey

from congvu.accounts.actions import create_user, enrol_second_factor
from congvu.accounts.models import OutsideIdentity, User
from congvu.accounts.rules import FRESH, Admission, shows_second_factor
from tests.accounts.conftest import AT, BY, PASSWORD, SECRET, code_at, events, is_in
from tests.accounts.provider import CLIENT, Provider, running_provider
from tests.accounts.provider import SECRET as CLIENT_SECRET

MAY_LINK = Admission(may_link=True, may_create=True)


@pytest.fixture
def provider(db: None, settings: Any) -> Iterator[Provider]:
    with running_provider() as found:
        settings.OPENID_PROVIDER = configured(found)
        yield found


def configured(provider: Provider, **given: Any) -> dict[str, Any]:
    return {
        "issuer": provider.issuer,
        "client_id": CLIENT,
        "client_secret": CLIENT_SECRET,
        "name": "Tài khoản tỉnh",
        "acr": (),
        "admission": Admission(may_link=False, may_create=True),
    } | given


# -- asked


def test_the_door_offers_it_only_where_it_is_configured(
    client: Client, provider: Provider, settings: Any
) -> None:
    page = client.get("/dang-nhap/?tiep=/tai-khoan/").content.decode()
    assert "Đăng nhập qua Tài khoản tỉnh" in page
    assert "/dang-nhap/chung/?tiep=%2Ftai-khoan%2F" in page

    settings.OPENID_PROVIDER = {}
    assert "Đăng nhập qua" not in client.get("/dang-nhap/").content.decode()
    assert client.get("/dang-nhap/chung/").status_code == 404
    assert client.get("/dang-nhap/chung/ve/").status_code == 404


def test_code_state_nonce_and_challenge(client: Client, provider: Provider) -> None:
    asked = provider.begin(client)

    assert asked["response_type"] == "code"
    assert asked["scope"] == "openid profile email"
    assert asked["redirect_uri"] == "http://testserver/dang-nhap/chung/ve/"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 32 <= len(asked["nonce"])
    client.get("/dang-nhap/chung/ve/", {"code": "ma", "state": asked["state"]})
    digest = hashlib.sha256(provider.asked["code_verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert challenge == asked["code_challenge"]
    assert provider.asked["redirect_uri"] == asked["redirect_uri"]


# -- in


def test_lan_comes_in_and_stays_one_account(provider: Provider) -> None:
    first, later = Client(), Client()

    answer = provider.sign_in(first, tiep="/tai-khoan/phien/")
    provider.claims = {"preferred_username": "lan.nong", "email": "moi@backan.example"}
    provider.sign_in(later)

    assert answer["Location"] == "/tai-khoan/phien/"
    assert is_in(first)
    assert is_in(later)
    lan = User.objects.get()
    assert (lan.username, lan.email) == ("lan", "lan@backan.example")
    assert not lan.has_usable_password()
    assert events("accounts.signed-in")[0].data == {"factor": "openid"}


def test_the_way_back_never_leaves_the_office(
    client: Client, provider: Provider
) -> None:
    assert provider.sign_in(client, tiep="https://ke-gian.example/")["Location"] == "/"


@pytest.mark.parametrize("vouched", [True, False, None, "true"])
def test_an_address_ties_only_when_the_provider_vouches_for_it(
    client: Client, provider: Provider, settings: Any, vouched: Any
) -> None:
    settings.OPENID_PROVIDER = configured(provider, admission=MAY_LINK)
    hers = create_user(
        username="nongthilan",
        email="lan@backan.example",
        password=PASSWORD,
        by=BY,
        at=AT,
    )
    provider.claims = {"email_verified": vouched}

    provider.sign_in(client)

    assert is_in(client)
    tied = OutsideIdentity.objects.get().user
    assert (tied == hers) is (vouched is True)


def test_an_account_of_the_office_is_tied_only_where_it_is_allowed(
    client: Client, provider: Provider
) -> None:
    create_user(username="lan", password=PASSWORD, by=BY, at=AT)

    page = provider.sign_in(client).content.decode()

    assert "hãy nhờ quản trị của cơ quan nối" in page
    assert not is_in(client)


def test_a_locked_account_stays_locked(client: Client, provider: Provider) -> None:
    provider.sign_in(Client())
    User.objects.update(is_active=False)

    assert "đang bị khóa" in provider.sign_in(client).content.decode()
    assert not is_in(client)
    assert events("accounts.sign-in-failed")[0].data == {"what": "openid"}


# -- the second factor


@pytest.mark.parametrize(
    ("claims", "asked"),
    [
        ({}, True),
        ({"amr": ["pwd"]}, True),
        ({"amr": ["pwd", "otp", "mfa"]}, False),
        ({"acr": "urn:tinh:cao"}, False),
        ({"acr": "urn:tinh:thap"}, True),
    ],
)
def test_our_own_is_asked_for_unless_the_provider_asked_for_one(
    client: Client, provider: Provider, settings: Any, claims: Any, asked: bool
) -> None:
    settings.OPENID_PROVIDER = configured(provider, acr=("urn:tinh:cao",))
    provider.sign_in(Client())
    lan = User.objects.get()
    enrol_second_factor(user=lan, secret=SECRET, code=code_at(AT), by=BY, at=AT)
    provider.claims = claims

    answer = provider.sign_in(client)

    assert (answer["Location"] == "/dang-nhap/ma/") is asked
    assert is_in(client) is not asked


def test_no_level_is_trusted_that_nobody_named() -> None:
    assert not shows_second_factor(None, [], trusted=())
    assert not shows_second_factor("", [], trusted=())


def test_who_has_no_password_shows_a_fresh_sign_in_instead(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client)
    page = client.get("/tai-khoan/khoa/").content.decode()
    assert "Mật khẩu đang dùng" not in page
    asked = client.post("/tai-khoan/khoa/hoi/", {"name": "Điện thoại"})
    assert asked.status_code == 200

    session = client.session
    session["entered"] = (timezone.localtime() - 2 * FRESH).isoformat()
    session.save()
    late = client.post("/tai-khoan/khoa/hoi/", {"name": "Điện thoại"})

    assert "đăng nhập lại" in late.json()["reasons"][0]


# -- not believed


LIES: dict[str, dict[str, Any]] = {
    "another office's": {"aud": "van-phong-khac"},
    "also another office's": {"aud": [CLIENT, "van-phong-khac"]},
    "another provider's": {"iss": "https://ke-gian.example"},
    "old": {"exp": int(time.time()) - 600},
    "without an end": {"exp": None},
    "of another sign-in": {"nonce": "khac"},
    "of no sign-in": {"nonce": None},
    "about nobody": {"sub": None},
    "from tomorrow": {"iat": int(time.time()) + 86400},
    "with another token": {"at_hash": "khong-phai"},
}


@pytest.mark.parametrize("claims", LIES.values(), ids=LIES.keys())
def test_an_id_token_that_is_not_for_us_opens_nothing(
    client: Client, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims

    page = provider.sign_in(client)

    assert page.status_code == 422
    assert "không trả lời đúng" in page.content.decode()
    assert not is_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("how", ["another key", "the secret", "nothing"])
def test_an_id_token_not_signed_by_the_provider_opens_nothing(
    client: Client, provider: Provider, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "another key":
        provider.key = RSAKey.generate_key(2048, auto_kid=True)
    elif how == "the secret":
        provider.sign_with_the_clients_secret()
    else:
        token = provider.id_token

        def unsigned() -> str:
            head = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
            return f"{head}.{token().split('.')[1]}."

        monkeypatch.setattr(provider, "id_token", unsigned)

    assert provider.sign_in(client).status_code == 422
    assert not is_in(client)


def test_a_provider_that_names_another_is_not_asked(
    client: Client, provider: Provider
) -> None:
    provider.discovery = {"issuer": "https://ke-gian.example"}

    page = client.get("/dang-nhap/chung/")

    assert page.status_code == 422
    assert "đăng nhập bằng mật khẩu" in page.content.decode().replace("\n", " ")


def test_another_browsers_return_or_a_late_one_opens_nothing(
    client: Client, provider: Provider
) -> None:
    told = provider.begin(Client())
    back = {"code": "ma", "state": told["state"]}

    planted = client.get("/dang-nhap/chung/ve/", back)
    empty = client.get("/dang-nhap/chung/ve/")
    told = provider.begin(client)
    sent = client.session
    sent["openid-sent"] |= {"at": "2026-01-01T00:00:00+00:00"}
    sent.save()
    late = client.get("/dang-nhap/chung/ve/", back | {"state": told["state"]})

    for page in (planted, empty, late):
        assert "không bắt đầu ở đây hoặc đã hết giờ" in page.content.decode()
    assert not is_in(client)


def test_a_return_is_good_once(client: Client, provider: Provider) -> None:
    told = provider.begin(client)
    back = {"code": "ma", "state": told["state"]}
    assert client.get("/dang-nhap/chung/ve/", back).status_code == 302
    client.logout()

    assert client.get("/dang-nhap/chung/ve/", back).status_code == 422


def test_a_provider_that_says_no_is_heard(client: Client, provider: Provider) -> None:
    told = provider.begin(client)
    back = {"error": "access_denied", "state": told["state"]}

    page = client.get("/dang-nhap/chung/ve/", back)

    assert "không cho vào" in page.content.decode()


def test_without_the_provider_the_password_still_opens(
    client: Client, provider: Provider, settings: Any
) -> None:
    settings.OPENID_PROVIDER = configured(provider, issuer="http://127.0.0.1:1")
    create_user(username="lan", password=PASSWORD, by=BY, at=AT)

    page = client.get("/dang-nhap/chung/")
    client.post("/dang-nhap/", {"username": "lan", "password": PASSWORD})

    assert "không trả lời đúng" in page.content.decode()
    assert is_in(client)
