"""One's own log-in by machine: the same as the page, and never easier."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from congvu.accounts.models import ApiToken, User
from tests.accounts.conftest import events
from tests.documents.machine import Machine, machine
from tests.people import PASSWORD, Province

NEW = "mot-cau-de-nho-2027"
WRONG = {"password": "Mật khẩu đang dùng không đúng."}


@pytest.fixture
def lan(province: Province) -> Machine:
    return machine(province, "lan")


@pytest.fixture
def user(province: Province) -> User:
    return province.lan.user


def _browser(password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/dang-nhap/", {"username": "lan", "password": password})
    return client


def _is_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def test_how_pages_look_and_speak(lan: Machine, user: User) -> None:
    chosen = {"single_letter_keys": False, "larger_text": True, "high_contrast": True}

    assert lan.ask("put", "me/preferences", chosen).data.items() >= chosen.items()
    assert lan.ask("put", "me/language", {"language": "en"}).status == 200

    told = lan.get("me/account").data
    assert told.items() >= (chosen | {"username": "lan", "language": "en"}).items()
    refused = lan.ask("put", "me/language", {"language": "xx"})
    assert list(refused.reasons) == ["language"]
    assert events("accounts.language-changed")[0].door == "api"


def test_browsers_are_seen_and_ended(province: Province, lan: Machine) -> None:
    first, second = _browser(), _browser()
    told = lan.get("me/sessions").data
    assert len(told) == 2
    assert not any(session["is_this"] for session in told)

    assert lan.post(f"me/sessions/{told[0]['id']}/end").status == 204
    assert sorted([_is_in(first), _is_in(second)]) == [False, True]
    assert lan.post("me/sessions/end-others").data == {"ended": 1}
    assert not _is_in(first)
    assert not _is_in(second)
    others = machine(province, "minh").post(f"me/sessions/{told[0]['id']}/end")
    assert others.status == 404


def test_the_browser_that_asks_stays(user: User, province: Province) -> None:
    here, there = _browser(), _browser()
    [mine] = [s for s in here.get("/api/v1/me/sessions").json() if s["is_this"]]
    assert mine["device"] == ""

    assert here.post("/api/v1/me/sessions/end-others").json() == {"ended": 1}

    assert _is_in(here)
    assert not _is_in(there)


def test_a_token_is_made_with_the_password_and_shown_once(
    lan: Machine, user: User
) -> None:
    refused = lan.post("me/tokens", {"name": "Máy quét", "password": "sai"})
    assert refused.reasons == WRONG
    assert ApiToken.objects.count() == 1

    made = lan.post("me/tokens", {"name": "Máy quét", "password": PASSWORD})

    assert made.status == 201
    assert Machine(made.data["token"]).get("me").data["person_name"] == "Nông Thị Lan"
    told = lan.get("me/tokens").data
    assert [t["name"] for t in told] == ["Máy quét", "Máy thử"]
    assert made.data["token"] not in str(told)
    assert lan.post(f"me/tokens/{made.data['id']}/revoke").status == 204
    assert Machine(made.data["token"]).get("me").status == 401


def test_a_token_that_has_ended_says_so(lan: Machine, province: Province) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    machine(province, "lan", expires_on=timezone.localdate() + timedelta(days=1))
    ApiToken.objects.filter(expires_on__isnull=False).update(expires_on=yesterday)

    assert {t["is_expired"] for t in lan.get("me/tokens").data} == {True, False}
    bad = {
        "name": " ",
        "expires_on": yesterday.isoformat(),
        "password": PASSWORD,
    }
    assert set(lan.post("me/tokens", bad).reasons) == {"name", "expires_on"}


def test_somebody_elses_token_looks_missing(lan: Machine, province: Province) -> None:
    machine(province, "minh")
    other = ApiToken.objects.get(user=province.minh.user)

    assert lan.post(f"me/tokens/{other.pk}/revoke").status == 404


def test_the_password_is_changed_and_every_browser_signed_out(
    lan: Machine, user: User
) -> None:
    browser = _browser()
    wrong = lan.post("me/password", {"old": "sai", "new": "ngan"})
    assert set(wrong.reasons) == {"old", "new"}

    assert lan.post("me/password", {"old": PASSWORD, "new": NEW}).status == 204

    assert not _is_in(browser)
    assert not _is_in(_browser())
    assert _is_in(_browser(NEW))


def test_the_browser_that_changes_it_stays(user: User, province: Province) -> None:
    here, there = _browser(), _browser()

    answer = here.post(
        "/api/v1/me/password",
        {"old": PASSWORD, "new": NEW},
        content_type="application/json",
    )

    assert answer.status_code == 204
    assert _is_in(here)
    assert not _is_in(there)


def test_a_password_is_not_guessed_through_a_found_token(
    lan: Machine, user: User
) -> None:
    for n in range(5):
        lan.post("me/tokens", {"name": "x", "password": f"thu-{n}"})

    answer = lan.post("me/tokens", {"name": "x", "password": PASSWORD})

    assert answer.status == 422
    assert "Sai quá nhiều lần" in answer.data["detail"]
    assert ApiToken.objects.count() == 1
    assert len(events("accounts.locked-out")) == 1


def test_nor_on_the_page_of_a_browser_left_open(user: User, province: Province) -> None:
    browser = _browser()
    for n in range(5):
        browser.post("/tai-khoan/mat-khau/", {"old": f"thu-{n}", "new": "x"} | _again())

    page = browser.post("/tai-khoan/mat-khau/", {"old": PASSWORD} | _again())

    assert "Sai quá nhiều lần" in page.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def _again() -> dict[str, str]:
    return {"new": NEW, "again": NEW}


def test_a_phone_is_set_up_and_taken_off(lan: Machine, user: User) -> None:
    begun = lan.post("me/second-factor/start").data
    assert "secret=" + begun["secret"] in begun["address"]
    assert lan.get("me/second-factor").data["since"] is None
    code = pyotp.TOTP(begun["secret"]).at(timezone.now())
    sent = {"setup": begun["setup"], "code": code, "password": PASSWORD}

    assert lan.post("me/second-factor/confirm", sent | {"password": "sai"}).reasons == (
        WRONG
    )
    bad = lan.post("me/second-factor/confirm", sent | {"code": "000000"})
    assert list(bad.reasons) == ["code"]
    made = lan.post("me/second-factor/confirm", sent).data

    assert len(made["recovery_codes"]) == 8
    assert lan.get("me/second-factor").data["codes_left"] == 8
    assert lan.post("me/second-factor/confirm", sent).status == 422  # has one already
    fresh = lan.post("me/second-factor/recovery-codes", {"password": PASSWORD}).data
    assert not set(fresh["recovery_codes"]) & set(made["recovery_codes"])
    assert lan.post("me/second-factor/remove", {"password": "sai"}).reasons == WRONG
    assert lan.post("me/second-factor/remove", {"password": PASSWORD}).status == 204
    user.refresh_from_db()
    assert not user.has_second_factor
    gone = lan.post("me/second-factor/recovery-codes", {"password": PASSWORD})
    assert "Chưa cài mã xác thực." in gone.data["detail"]


def test_a_secret_of_ones_own_or_of_somebody_else_is_not_taken(
    lan: Machine, province: Province
) -> None:
    minh = machine(province, "minh").post("me/second-factor/start").data
    code = pyotp.TOTP(minh["secret"]).at(timezone.now())

    for setup in (minh["setup"], "tu-nghi-ra"):
        answer = lan.post(
            "me/second-factor/confirm",
            {"setup": setup, "code": code, "password": PASSWORD},
        )
        assert list(answer.reasons) == ["setup"]
