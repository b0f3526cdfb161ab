"""Log-ins given out and their owners' choices."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from congvu.accounts.actions import create_user
from congvu.accounts.actions.users import UserRefused
from congvu.accounts.models import User
from congvu.accounts.rules import AUDIT_EVENTS, device_name
from tests.accounts.conftest import (
    AT,
    BY,
    PASSWORD,
    SECRET,
    Clock,
    events,
    is_in,
    try_in,
)


def test_every_reason_against_a_new_log_in_is_said_at_once(lan: User) -> None:
    with pytest.raises(UserRefused) as refused:
        create_user(
            username="LAN.nongthi",
            email="Lan@backan.gov.vn",
            password="x",
            by=BY,
            at=AT,
        )

    assert len(refused.value.reasons) == 3


def test_a_name_cannot_be_somebody_elses_mail_address(lan: User) -> None:
    with pytest.raises(UserRefused, match="đã có người dùng"):
        create_user(username="lan@backan.gov.vn", password=PASSWORD, by=BY, at=AT)


def test_the_database_refuses_a_name_in_other_letters(lan: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="LAN.NONGTHI")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="khac", email="LAN@backan.gov.vn")
    User.objects.create(username="khong-thu")
    User.objects.create(username="khong-thu-2")


def test_the_database_refuses_half_a_second_factor(lan: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=lan.pk).update(totp_secret=SECRET)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=lan.pk).update(totp_since=AT)


def command(*words: str) -> str:
    out = StringIO()
    call_command("user", *words, stdout=out)
    return out.getvalue().strip()


def test_the_command_creates_locks_unlocks_and_resets(
    client: Client, clock: Clock, db: None
) -> None:
    first = command("create", "minh", "--email", "minh@backan.gov.vn")
    try_in(client, "minh", first)
    assert client.get("/tai-khoan/mat-khau/").status_code == 200

    command("lock", "minh")
    assert try_in(Client(), "minh", first).status_code == 422
    clock.pass_by(seconds=1)
    command("unlock", "minh")
    assert try_in(Client(), "minh", first).status_code == 302
    second = command("reset-password", "minh")
    assert second != first
    assert try_in(Client(), "minh", second).status_code == 302
    assert client.get("/tai-khoan/mat-khau/").status_code == 302
    for name in ("created", "locked", "unlocked"):
        assert events(f"accounts.user-{name}")[0].door == "command"


def test_the_command_renames(client: Client, lan: User, clock: Clock) -> None:
    command("rename", "lan.nongthi", "nong.lan")

    try_in(client, "nong.lan")
    assert is_in(client)
    assert try_in(Client(), "lan.nongthi").status_code == 422
    [event] = events("accounts.user-renamed")
    assert event.data == {"from": "lan.nongthi", "username": "nong.lan"}
    with pytest.raises(CommandError, match="không có dấu cách"):
        command("rename", "nong.lan", "Nông Lan")


def test_a_lost_phone_is_taken_off_by_the_command(lan_with_phone: User) -> None:
    command("reset-password", "lan.nongthi", "--remove-second-factor")

    lan_with_phone.refresh_from_db()
    assert not lan_with_phone.has_second_factor


def test_the_command_refuses_in_words(lan: User) -> None:
    with pytest.raises(CommandError, match="Không có tài khoản"):
        command("lock", "ai.do")
    with pytest.raises(CommandError, match="đã có người dùng"):
        command("create", "lan.nongthi")


def test_the_language_is_the_users_and_the_cookies(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)

    answer = client.post(
        "/tai-khoan/ngon-ngu/", {"language": "en", "next": "/tai-khoan/phien/"}
    )
    translation.activate("vi")

    assert answer["Location"] == "/tai-khoan/phien/"
    lan.refresh_from_db()
    assert lan.language == "en"
    assert answer.cookies["django_language"].value == "en"


@pytest.mark.parametrize("language", ["", "xx", "../vi"])
def test_an_unknown_language_changes_nothing(
    client: Client, lan: User, clock: Clock, language: str
) -> None:
    try_in(client)

    client.post("/tai-khoan/ngon-ngu/", {"language": language, "next": "//evil.vn"})

    lan.refresh_from_db()
    assert lan.language == "vi"


def test_the_language_form_sends_nobody_away(client: Client, db: None) -> None:
    answer = client.post(
        "/tai-khoan/ngon-ngu/", {"language": "vi", "next": "https://evil.vn"}
    )

    assert answer["Location"] == "/"


def test_the_look_is_kept(client: Client, lan: User, clock: Clock) -> None:
    try_in(client)

    client.post("/tai-khoan/hien-thi/", {"larger_text": "on", "high_contrast": "on"})

    lan.refresh_from_db()
    assert (lan.single_letter_keys, lan.larger_text, lan.high_contrast) == (
        False,
        True,
        True,
    )
    assert len(events("accounts.preferences-changed")) == 1


@pytest.mark.parametrize(
    "page",
    [
        "",
        "mat-khau/",
        "phien/",
        "ma-truy-cap/",
        "xac-thuc/",
        "xac-thuc/cai/",
    ],
)
def test_every_page_of_mine_answers_and_is_for_signed_in_people(
    client: Client, lan: User, clock: Clock, page: str
) -> None:
    assert client.get(f"/tai-khoan/{page}").status_code == 302
    try_in(client)

    answer = client.get(f"/tai-khoan/{page}")

    assert answer.status_code == 200
    assert "style=" not in answer.content.decode()
    assert is_in(client)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/1 Safari/1 Edg/1", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone) Version/1 Safari/1", "Safari · iPhone"),
        ("Mozilla/5.0 (X11; Linux) Firefox/1", "Firefox · Linux"),
        ("coc_coc_browser/1 Chrome/1 Windows", "Cốc Cốc · Windows"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_in_words(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_every_event_of_ours_is_shaped_right() -> None:
    assert all(name.startswith("accounts.") for name in AUDIT_EVENTS)
