"""The phone's code after the password: asked, accepted once, and never skipped."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
from django.conf import settings
from django.test import Client

from congvu.accounts.models import RecoveryCode, User
from congvu.accounts.rules import accepted_step, new_recovery_codes, totp_address
from congvu.audit.models import AuditEvent
from tests.accounts.conftest import (
    AT,
    PASSWORD,
    SECRET,
    Clock,
    code_at,
    events,
    is_in,
    try_in,
)

STEP = int(AT.timestamp()) // 30


@pytest.mark.parametrize(
    ("seconds", "last", "expected"),
    [
        (0, 0, STEP),
        (-30, 0, STEP - 1),
        (30, 0, STEP + 1),
        (-60, 0, None),
        (60, 0, None),
        (0, STEP, None),
        (-30, STEP, None),
        (30, STEP, STEP + 1),
    ],
)
def test_which_codes_are_accepted(
    seconds: int, last: int, expected: int | None
) -> None:
    code = code_at(AT + timedelta(seconds=seconds))

    assert accepted_step(SECRET, code, last_step=last, at=AT) == expected


def test_the_codes_are_those_of_rfc_6238() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert pyotp.TOTP(secret).at(59) == "287082"


def test_recovery_codes_are_eight_and_all_different() -> None:
    codes = new_recovery_codes()

    assert len(set(codes)) == 8
    assert all(re.fullmatch(r"[2-9a-z]{5}-[2-9a-z]{5}", code) for code in codes)


def second(client: Client, code: str):
    return client.post("/dang-nhap/ma/", {"code": code}, REMOTE_ADDR="10.0.0.9")


def test_the_password_alone_does_not_open(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    answer = try_in(client, after="/tai-khoan/phien/")

    assert answer["Location"] == "/dang-nhap/ma/"
    assert not is_in(client)
    answer = second(client, code_at(clock.now))
    assert answer["Location"] == "/tai-khoan/phien/"
    assert is_in(client)
    assert events("accounts.signed-in")[0].data == {"factor": "totp"}


def test_a_code_seen_over_the_shoulder_is_worth_nothing(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    code = code_at(clock.now)
    try_in(client)
    second(client, code)
    clock.pass_by(seconds=5)
    thief = Client()
    try_in(thief)

    answer = second(thief, code)

    assert answer.status_code == 422
    assert "đã dùng rồi" in answer.content.decode()
    assert not is_in(thief)


def test_guessing_codes_locks_the_account(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    for n in range(5):
        try_in(client)
        second(client, f"00000{n}")

    assert "Sai quá nhiều lần" in try_in(client).content.decode()
    assert not is_in(client)


def test_a_recovery_code_opens_once(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    try_in(client)
    second(client, code_at(clock.now))
    page = client.post("/tai-khoan/xac-thuc/ma-du-phong/", {"old": PASSWORD})
    code = re.findall(r"<code>([^<]+)</code>", page.content.decode())[0]

    first, again = Client(), Client()
    try_in(first)
    second(first, f" {code.upper()} ")
    try_in(again)
    second(again, code)

    assert is_in(first)
    assert not is_in(again)


def test_new_recovery_codes_end_the_old_ones_and_need_the_password(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    try_in(client)
    second(client, code_at(clock.now))
    old = set(RecoveryCode.objects.values_list("digest", flat=True))

    refused = client.post("/tai-khoan/xac-thuc/ma-du-phong/", {"old": "sai"})
    assert "Mật khẩu đang dùng không đúng." in refused.content.decode()
    client.post("/tai-khoan/xac-thuc/ma-du-phong/", {"old": PASSWORD})

    new = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert len(new) == 8
    assert not old & new


def test_the_second_page_alone_leads_back_to_the_first(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    assert second(client, code_at(clock.now))["Location"] == "/dang-nhap/"
    assert client.get("/dang-nhap/cai-ma/")["Location"] == "/dang-nhap/"


def test_the_second_step_must_follow_within_five_minutes(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    try_in(client)
    clock.pass_by(minutes=6)

    assert second(client, code_at(clock.now))["Location"] == "/dang-nhap/"
    assert not is_in(client)


def test_a_key_planted_before_does_not_reach_the_second_step(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    session = client.session
    session["x"] = 1
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    try_in(client)
    between = client.session.session_key
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted

    assert thief.get("/dang-nhap/ma/")["Location"] == "/dang-nhap/"
    second(client, code_at(clock.now))
    assert len({planted, between, client.session.session_key}) == 3


def test_who_has_a_phone_cannot_enrol_another_at_the_door(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    try_in(client)

    assert client.get("/dang-nhap/cai-ma/")["Location"] == "/dang-nhap/"


def secret_on(page: str) -> str:
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found
    return found[1]


def test_who_must_have_a_phone_sets_it_up_before_coming_in(
    client: Client, lan: User, clock: Clock
) -> None:
    User.objects.filter(pk=lan.pk).update(second_factor_required=True)
    answer = try_in(client, after="/tai-khoan/")
    assert answer["Location"] == "/dang-nhap/cai-ma/"
    assert not is_in(client)
    page = client.get("/dang-nhap/cai-ma/").content.decode()
    secret = secret_on(page)

    wrong = client.post("/dang-nhap/cai-ma/", {"code": "000000"}).content.decode()
    assert "Mã chưa khớp" in wrong
    assert secret_on(wrong) == secret
    done = client.post("/dang-nhap/cai-ma/", {"code": pyotp.TOTP(secret).at(clock.now)})

    assert len(re.findall(r"<code>", done.content.decode())) == 8
    assert is_in(client)


def test_the_office_can_demand_it_of_everybody(
    client: Client, lan: User, clock: Clock, settings
) -> None:
    settings.SECOND_FACTOR_FOR_ALL = True

    assert try_in(client)["Location"] == "/dang-nhap/cai-ma/"


def test_enrolling_from_ones_own_page(client: Client, lan: User, clock: Clock) -> None:
    try_in(client)
    page = client.get("/tai-khoan/xac-thuc/cai/").content.decode()
    secret = secret_on(page)
    assert "<svg" in page
    assert "style=" not in page

    code = pyotp.TOTP(secret).at(clock.now)
    client.post("/tai-khoan/xac-thuc/cai/", {"code": f"{code[:3]} {code[3:]}"})

    lan.refresh_from_db()
    assert lan.totp_secret == secret
    assert "đã cài" in client.get("/tai-khoan/xac-thuc/").content.decode()
    assert len(events("accounts.second-factor-enrolled")) == 1


def test_taking_it_off_needs_the_password_and_ends_the_codes(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    try_in(client)
    second(client, code_at(clock.now))
    client.post("/tai-khoan/xac-thuc/go/", {"old": "sai"})
    lan_with_phone.refresh_from_db()
    assert lan_with_phone.has_second_factor

    client.post("/tai-khoan/xac-thuc/go/", {"old": PASSWORD})

    lan_with_phone.refresh_from_db()
    assert not lan_with_phone.has_second_factor
    assert not RecoveryCode.objects.exists()


def test_no_secret_of_the_phone_is_in_the_log(
    client: Client, lan_with_phone: User, clock: Clock
) -> None:
    try_in(client)
    second(client, code_at(clock.now))
    codes = client.post("/tai-khoan/xac-thuc/ma-du-phong/", {"old": PASSWORD})

    everything = str(list(AuditEvent.objects.values()))
    assert SECRET not in everything
    for code in re.findall(r"<code>([^<]+)</code>", codes.content.decode()):
        assert code not in everything
        assert code not in str(list(RecoveryCode.objects.values()))


def test_the_phone_is_told_whose_code_it_is() -> None:
    address = totp_address(SECRET, account="lan.nongthi", issuer="Công Vụ")

    assert address.startswith(
        "otpauth://totp/C%C3%B4ng%20V%E1%BB%A5:lan.nongthi?secret="
    )
