"""Lan opens webmail by her office account: the whole way, and what is asked of her."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import KeySet

from congvu.audit.models import AuditEvent
from congvu.openid.models import Consent
from tests.openid.conftest import BACK, SCOPE, Program, carried, userinfo
from tests.people import PASSWORD, Province

ISSUER = "https://testserver"
LAN = "lan.nongthi.ubnd@backan.example"  # her box, not what her account says


def keys() -> KeySet:
    return KeySet.import_key_set(Client().get("/openid/jwks/", secure=True).json())


def test_lan_goes_in_and_webmail_knows_her(
    lan: Client, webmail: Program, boxes: None, province: Province
) -> None:
    asked = webmail.ask(lan).content.decode()
    assert "Vào Thư công vụ" in asked
    assert "họ tên và tên đăng nhập" in asked
    back = carried(webmail.agree(lan))
    assert back["state"] == "trang-thai"
    told = webmail.exchange(back["code"]).json()

    token = jwt.decode(told["id_token"], keys(), algorithms=["RS256"])
    assert token.header["kid"]
    user = province.lan.user
    assert (
        token.claims
        | {
            "iss": ISSUER,
            "aud": "webmail",
            "sub": str(user.pk),
            "nonce": "mot-lan",
            "amr": ["pwd"],
            "name": "Nông Thị Lan",
            "preferred_username": "lan",
            "email": LAN,
            "email_verified": True,
        }
        == token.claims
    )
    assert userinfo(told["access_token"]).json() == {
        "sub": str(user.pk),
        "name": "Nông Thị Lan",
        "preferred_username": "lan",
        "email": LAN,
        "email_verified": True,
    }


def test_the_consent_is_remembered_until_more_is_asked(
    lan: Client, webmail: Program
) -> None:
    webmail.tokens(lan)

    assert carried(webmail.ask(lan))["code"]
    more = webmail.ask(lan, scope=f"{SCOPE} offline_access").content.decode()
    assert "giữ phiên khi bạn không mở trang" in more
    assert Consent.objects.count() == 1


def test_who_does_not_agree_goes_back_without_a_code(
    lan: Client, webmail: Program
) -> None:
    webmail.ask(lan)

    assert carried(webmail.agree(lan, "no"))["error"] == "access_denied"
    assert not Consent.objects.exists()


def test_a_visitor_signs_in_first_and_comes_back_to_it(
    province: Province, webmail: Program
) -> None:
    browser = Client()
    first = webmail.ask(browser)
    assert first["Location"].startswith("/dang-nhap/?tiep=%2Fopenid%2Fauthorize")

    page = browser.get(first["Location"], secure=True).content.decode()
    assert "/openid/authorize/?response_type=code" in page
    after = browser.post(
        "/dang-nhap/",
        {"username": "lan", "password": PASSWORD, "tiep": webmail.address},
        secure=True,
    )

    assert after["Location"] == webmail.address


def test_a_client_may_not_show_anything_when_it_said_so(
    lan: Client, webmail: Program
) -> None:
    assert carried(webmail.ask(lan, prompt="none"))["error"] == "consent_required"
    assert carried(webmail.ask(Client(), prompt="none"))["error"] == "login_required"
    webmail.tokens(lan)
    assert carried(webmail.ask(lan, prompt="none"))["code"]


def test_a_newer_sign_in_is_made_when_it_is_asked_for(
    lan: Client, webmail: Program
) -> None:
    session = lan.session
    session["entered"] = (timezone.localtime() - timedelta(hours=2)).isoformat()
    session.save()

    assert webmail.ask(lan, max_age="3600")["Location"].startswith("/dang-nhap/")
    assert lan.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"client_id": "khong-co"}, "invalid_client"),
        ({"redirect_uri": "https://ke-gian.example/"}, "invalid_request"),
        ({"redirect_uri": f"{BACK}them"}, "invalid_request"),
        ({"redirect_uri": BACK.replace("https", "http")}, "invalid_request"),
    ],
)
def test_a_stranger_is_told_nothing_and_nobody_is_sent_there(
    lan: Client, webmail: Program, wrong: dict[str, str], code: str
) -> None:
    page = webmail.ask(lan, **wrong)

    assert page.status_code == 400
    text = page.content.decode()
    assert "Yêu cầu đăng nhập không đúng" in text
    assert code in text
    assert "ke-gian" not in text.split("<code>")[0]
    assert "http-equiv" not in text


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": "", "code_challenge_method": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
    ],
)
def test_a_client_that_asks_wrongly_is_told_so(
    lan: Client, webmail: Program, wrong: dict[str, str], code: str
) -> None:
    assert carried(webmail.ask(lan, **wrong))["error"] == code


def test_lan_sees_what_she_allows_and_ends_it(lan: Client, webmail: Program) -> None:
    told = webmail.tokens(lan)
    page = lan.get("/tai-khoan/chuong-trinh/").content.decode()
    assert "Thư công vụ" in page
    consent = Consent.objects.get()

    lan.post(f"/tai-khoan/chuong-trinh/{consent.pk}/thoi/")

    assert userinfo(told["access_token"]).status_code == 401
    asked = webmail.ask(lan).content.decode()
    assert "Đồng ý và vào" in asked
    assert "mở được hộp thư công vụ của bạn" in asked
    assert {
        e.event for e in AuditEvent.objects.filter(event__startswith="openid.")
    } == {
        "openid.client-registered",
        "openid.consent-given",
        "openid.consent-withdrawn",
        "openid.token-issued",
        "openid.tokens-ended",
    }


def test_one_may_not_end_what_another_allows(
    lan: Client, webmail: Program, province: Province
) -> None:
    webmail.tokens(lan)
    minh = province.client("minh")
    address = f"/tai-khoan/chuong-trinh/{Consent.objects.get().pk}/thoi/"

    assert minh.post(address).status_code == 404
    assert Consent.objects.exists()


def test_what_the_provider_says_of_itself_is_all_there() -> None:
    told = Client().get("/.well-known/openid-configuration", secure=True).json()

    assert told["issuer"] == ISSUER
    for name, address in told.items():
        if name.endswith(("_endpoint", "jwks_uri")):
            path = address.removeprefix(ISSUER)
            assert Client().get(path, secure=True).status_code != 404, name


def test_the_operator_may_give_it_a_name_of_its_own(settings: Any) -> None:
    settings.OPENID_ISSUER = "https://congvu.backan.example"

    told = Client().get("/.well-known/openid-configuration", secure=True).json()

    assert told["token_endpoint"] == "https://congvu.backan.example/openid/token/"


# -- and out


def test_webmail_signs_lan_out_of_everything(lan: Client, webmail: Program) -> None:
    told = webmail.tokens(lan)
    home = "https://thu.backan.example/"

    page = lan.get(
        "/openid/end-session/",
        {"id_token_hint": told["id_token"], "post_logout_redirect_uri": home},
        secure=True,
    )

    assert f'content="0;url={home}"' in page.content.decode()
    assert lan.get("/tai-khoan/").status_code == 302
    assert userinfo(told["access_token"]).status_code == 401


def test_without_proof_lan_is_asked(lan: Client, webmail: Program) -> None:
    asked = {"client_id": "webmail", "post_logout_redirect_uri": "https://a.example/"}
    page = lan.get("/openid/end-session/", asked, secure=True).content.decode()

    assert "Thư công vụ đề nghị đăng xuất" in page
    assert lan.get("/tai-khoan/").status_code == 200
    out = lan.post("/openid/end-session/", asked, secure=True)
    assert out["Location"] == "/dang-nhap/"
    assert lan.get("/tai-khoan/").status_code == 302


def test_anothers_proof_signs_nobody_out(
    lan: Client, webmail: Program, province: Province
) -> None:
    told = webmail.tokens(lan)
    minh = province.client("minh")

    page = minh.get(
        "/openid/end-session/", {"id_token_hint": told["id_token"]}, secure=True
    )

    assert "đề nghị đăng xuất" in page.content.decode()
    assert minh.get("/tai-khoan/").status_code == 200
