"""The door: in with a password, and every way that must stay shut."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from congvu.accounts.actions import lock_user
from congvu.accounts.models import SessionRecord, User
from congvu.audit.models import AuditEvent
from tests.accounts.conftest import AT, BY, PASSWORD, Clock, events, is_in, try_in

pytestmark = pytest.mark.usefixtures("lan")


def test_the_page_is_vietnamese_and_labelled(client: Client) -> None:
    page = client.get("/dang-nhap/").content.decode()

    assert "Tên đăng nhập hoặc thư công vụ" in page
    assert 'autocomplete="current-password"' in page
    assert "style=" not in page


@pytest.mark.parametrize("name", ["lan.nongthi", "LAN.Nongthi ", "lan@backan.gov.vn"])
def test_name_or_mail_in_any_case_opens_the_door(client: Client, name: str) -> None:
    answer = try_in(client, name, after="/tai-khoan/phien/")

    assert answer.status_code == 302
    assert answer["Location"] == "/tai-khoan/phien/"
    assert is_in(client)
    assert events("accounts.signed-in")[0].address == "10.0.0.9"


def test_unknown_name_wrong_password_and_locked_user_hear_the_same(
    client: Client, lan: User
) -> None:
    unknown = try_in(client, "ai.do").content
    wrong = try_in(client, password="sai").content
    lock_user(user=lan, by=BY, at=AT)
    locked = try_in(client).content

    for page in (unknown, wrong, locked):
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in page.decode()
    assert not is_in(client)


def test_a_name_with_nul_is_just_wrong(client: Client) -> None:
    assert try_in(client, "la\x00n").status_code == 422


def test_what_was_typed_never_reaches_the_log(client: Client) -> None:
    try_in(client, "mat-khau-go-nham", "mat-khau-go-nham")
    try_in(client, password="gan-dung-roi")
    try_in(client)

    everything = str(list(AuditEvent.objects.values_list("data", "actor_name")))
    for secret in ("mat-khau-go-nham", "gan-dung-roi", PASSWORD):
        assert secret not in everything


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "evil.example",
        "///evil.example",
        "/%0d%0aSet-Cookie:x",
    ],
)
def test_nobody_is_sent_to_another_site(client: Client, away: str) -> None:
    answer = try_in(client, after=away)

    target = answer["Location"]
    assert target.startswith("/")
    assert not target.startswith("//")
    assert "evil" not in target


def test_a_page_for_signed_in_people_asks_and_comes_back(client: Client) -> None:
    answer = client.get("/tai-khoan/phien/?a=1")

    assert answer["Location"] == "/dang-nhap/?tiep=%2Ftai-khoan%2Fphien%2F%3Fa%3D1"
    assert try_in(client, after="/tai-khoan/phien/?a=1")["Location"] == (
        "/tai-khoan/phien/?a=1"
    )


def test_a_refused_form_comes_back_to_the_front_page(client: Client) -> None:
    assert client.post("/tai-khoan/hien-thi/")["Location"] == "/dang-nhap/?tiep=%2F"


def test_htmx_is_told_to_go_to_the_sign_in_page(client: Client) -> None:
    answer = client.get("/tai-khoan/", headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/dang-nhap/")


def test_a_session_key_planted_before_is_worth_nothing_after(client: Client) -> None:
    client.post("/dang-nhap/", {})
    session = client.session
    session["planted"] = "x"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted

    try_in(client)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(thief)


def test_the_cookie_is_for_the_server_only(client: Client) -> None:
    try_in(client)

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_out_is_a_post_and_ends_the_session(client: Client) -> None:
    try_in(client)
    key = client.session.session_key

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"

    assert not is_in(client)
    assert SessionRecord.objects.get(session_key=key).ended_at is not None
    assert len(events("accounts.signed-out")) == 1


def test_signing_in_needs_the_forms_own_token() -> None:
    strict = Client(enforce_csrf_checks=True)

    assert try_in(strict).status_code == 403


def test_a_user_locked_in_the_middle_is_out_at_the_next_page(
    client: Client, lan: User
) -> None:
    try_in(client)
    lock_user(user=lan, by=BY, at=AT)

    assert not is_in(client)


def test_a_second_user_in_the_same_browser_inherits_nothing(
    client: Client, clock: Clock
) -> None:
    try_in(client)
    session = client.session
    session["post"] = "của Lan"
    session.save()
    try_in(client)

    assert "post" not in client.session
