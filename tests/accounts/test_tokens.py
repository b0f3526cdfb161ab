"""Tokens: shown once, kept as digests, worth nothing once ended."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from congvu.accounts.access import user_for_token
from congvu.accounts.actions import (
    create_token,
    create_user,
    lock_user,
    reset_password,
    revoke_token,
)
from congvu.accounts.models import ApiToken, User
from congvu.audit.models import AuditEvent
from tests.accounts.conftest import AT, BY, PASSWORD, Clock, events, try_in


@pytest.fixture
def token(lan: User) -> tuple[ApiToken, str]:
    return create_token(user=lan, name="Máy quét", by=BY, at=AT)


def test_a_token_opens_for_its_owner(lan: User, token: tuple[ApiToken, str]) -> None:
    assert user_for_token(token[1], at=AT) == lan


@pytest.mark.parametrize(
    "raw", ["", "cv_", "x", "cv_" + "a" * 43, "\x00", "\ud800", "đ"]
)
def test_anything_else_opens_nothing(token: tuple[ApiToken, str], raw: str) -> None:
    assert user_for_token(raw, at=AT) is None


def test_the_token_itself_is_nowhere_in_the_database(
    token: tuple[ApiToken, str],
) -> None:
    row, raw = token

    assert raw not in str(ApiToken.objects.values())
    assert raw not in str(list(AuditEvent.objects.values()))
    assert row.prefix == raw[:8]


def test_the_token_of_a_locked_user_opens_nothing(
    lan: User, token: tuple[ApiToken, str]
) -> None:
    lock_user(user=lan, by=BY, at=AT)

    assert user_for_token(token[1], at=AT) is None


def test_a_revoked_token_opens_nothing(token: tuple[ApiToken, str]) -> None:
    revoke_token(token=token[0], by=BY, at=AT)

    assert user_for_token(token[1], at=AT) is None


def test_a_token_ends_on_the_day_said_in_vietnams_time(lan: User) -> None:
    _row, raw = create_token(
        user=lan, name="x", expires_on=date(2026, 12, 1), by=BY, at=AT
    )
    midnight = AT.replace(day=30, hour=17)  # 1 December begins in Hà Nội

    assert user_for_token(raw, at=midnight - timedelta(seconds=1)) == lan
    assert user_for_token(raw, at=midnight) is None


def test_its_use_is_noted_once_a_minute(
    token: tuple[ApiToken, str], django_assert_num_queries
) -> None:
    user_for_token(token[1], at=AT)
    with django_assert_num_queries(1):
        user_for_token(token[1], at=AT + timedelta(seconds=59))
    user_for_token(token[1], at=AT + timedelta(seconds=61))

    assert ApiToken.objects.get().last_used_at == AT + timedelta(seconds=61)


def test_the_page_shows_a_new_token_once(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)

    made = client.post("/tai-khoan/ma-truy-cap/", {"name": "Máy quét"})

    raw = re.search(r"<code>(cv_[\w-]+)</code>", made.content.decode())
    assert raw
    assert user_for_token(raw[1], at=clock.now) == lan
    assert raw[1] not in client.get("/tai-khoan/ma-truy-cap/").content.decode()
    assert len(events("accounts.token-created")) == 1


def test_the_page_says_every_reason(client: Client, lan: User, clock: Clock) -> None:
    try_in(client)

    page = client.post(
        "/tai-khoan/ma-truy-cap/", {"name": " ", "expires_on": "mai"}
    ).content.decode()
    past = client.post(
        "/tai-khoan/ma-truy-cap/", {"name": "x", "expires_on": "23/11/2026"}
    ).content.decode()

    assert "Hãy đặt tên" in page
    assert "Ngày phải có dạng" in page
    assert "Ngày hết hạn phải sau hôm nay." in past
    assert not ApiToken.objects.exists()


def test_revoking_on_the_page(
    client: Client, token: tuple[ApiToken, str], clock: Clock
) -> None:
    try_in(client)

    client.post(f"/tai-khoan/ma-truy-cap/{token[0].pk}/thu-hoi/")

    assert user_for_token(token[1], at=AT) is None


def test_somebody_elses_token_looks_missing(
    client: Client, token: tuple[ApiToken, str], clock: Clock
) -> None:
    create_user(username="minh", password=PASSWORD, by=BY, at=AT)
    try_in(client, "minh")

    answer = client.post(f"/tai-khoan/ma-truy-cap/{token[0].pk}/thu-hoi/")

    assert answer.status_code == 404
    assert user_for_token(token[1], at=AT) is not None


def test_the_command_prints_the_token_and_nothing_else(lan: User) -> None:
    out = StringIO()

    call_command("token", "create", "lan.nongthi", name="API", stdout=out)

    raw = out.getvalue().strip()
    assert user_for_token(raw, at=AT) == lan
    assert events("accounts.token-created")[0].door == "command"


def test_the_command_refuses_an_unknown_or_locked_user_in_words(lan: User) -> None:
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("token", "create", "ai.do")
    lock_user(user=lan, by=BY, at=AT)
    with pytest.raises(CommandError, match="đang bị khóa"):
        call_command("token", "create", "lan.nongthi")


def test_a_password_given_anew_takes_the_tokens_away(
    lan: User, token: tuple[ApiToken, str]
) -> None:
    reset_password(user=lan, password="mot-mat-khau-khac-2026", by=BY, at=AT)

    assert user_for_token(token[1], at=AT) is None
