"""Five wrong tries shut an account for a quarter of an hour; thirty shut an address."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from congvu.accounts import queries
from congvu.accounts.actions import (
    CannotSignIn,
    check_password,
    create_user,
    forget_old_attempts,
    unlock_user,
)
from congvu.accounts.models import SignInAttempt, User
from congvu.accounts.rules import locked_until
from congvu.audit.rules import Actor
from tests.accounts.conftest import AT, BY, PASSWORD, Clock, events, is_in, try_in

T = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([], None),
        ([0, 1, 2, 3], None),
        ([0, 1, 2, 3, 4], 19),
        ([0, 4, 8, 12, 15], 30),
        ([0, 4, 8, 12, 16], None),
        ([0, 20, 21, 22, 23, 24], 39),
    ],
)
def test_when_failures_lock(minutes: list[int], expected: int | None) -> None:
    failures = [T + timedelta(minutes=m) for m in reversed(minutes)]

    until = locked_until(failures, limit=5)

    assert until == (None if expected is None else T + timedelta(minutes=expected))


def fail(client: Client, times: int, name: str = "lan.nongthi", **kind: str) -> str:
    page = ""
    for _n in range(times):
        page = try_in(client, name, "sai", **kind).content.decode()
    return page


def test_after_five_failures_the_right_password_is_refused_until_the_time_said(
    client: Client, lan: User, clock: Clock
) -> None:
    fail(client, 5)

    page = try_in(client).content.decode()

    assert "Sai quá nhiều lần. Hãy thử lại sau 09:15 ngày 23/11/2026." in page
    assert not is_in(client)
    assert len(events("accounts.locked-out")) == 1
    clock.pass_by(minutes=15)
    try_in(client)
    assert is_in(client)


def test_an_account_that_does_not_exist_locks_in_the_same_words(
    client: Client, lan: User, clock: Clock
) -> None:
    real = fail(client, 6)
    invented = fail(client, 6, "khong.co.ai")

    words = "Sai quá nhiều lần. Hãy thử lại sau 09:15 ngày 23/11/2026."
    assert words in real
    assert words in invented


def test_tries_while_locked_do_not_lengthen_the_lock(
    client: Client, lan: User, clock: Clock
) -> None:
    fail(client, 5)
    clock.pass_by(minutes=14)
    fail(client, 20)
    clock.pass_by(minutes=1)

    try_in(client)

    assert is_in(client)


def test_guessing_from_many_addresses_locks_the_account_too(
    client: Client, lan: User, clock: Clock
) -> None:
    for n in range(5):
        fail(client, 1, address=f"10.1.0.{n}")

    assert "Sai quá nhiều lần" in try_in(client, address="10.9.9.9").content.decode()


def test_name_and_mail_of_one_account_are_counted_together(
    client: Client, lan: User, clock: Clock
) -> None:
    fail(client, 3, "lan.nongthi")
    fail(client, 2, "LAN@backan.gov.vn")

    assert "Sai quá nhiều lần" in try_in(client).content.decode()


def test_one_address_trying_many_names_is_locked(
    client: Client, lan: User, clock: Clock
) -> None:
    for n in range(30):
        fail(client, 1, f"nguoi{n}", address="10.6.6.6")

    assert "Sai quá nhiều lần" in try_in(client, address="10.6.6.6").content.decode()
    try_in(client, address="10.0.0.9")
    assert is_in(client)


def test_a_success_forgets_the_failures_before_it(
    client: Client, lan: User, clock: Clock
) -> None:
    fail(client, 4)
    clock.pass_by(seconds=1)
    try_in(client)
    clock.pass_by(seconds=1)
    client.post("/dang-xuat/")
    fail(client, 4)

    try_in(client)

    assert is_in(client)


def test_an_administrator_opens_it_at_once(
    client: Client, lan: User, clock: Clock
) -> None:
    fail(client, 5)
    unlock_user(user=lan, by=BY, at=clock.pass_by(seconds=1))

    try_in(client)

    assert is_in(client)


def test_a_forged_forwarding_header_does_not_change_the_address(
    client: Client, lan: User, clock: Clock
) -> None:
    for n in range(30):
        client.post(
            "/dang-nhap/",
            {"username": f"n{n}", "password": "sai"},
            REMOTE_ADDR="10.6.6.6",
            headers={"X-Forwarded-For": f"1.2.3.{n}"},
        )

    assert "Sai quá nhiều lần" in try_in(client, address="10.6.6.6").content.decode()


def test_behind_our_own_proxy_the_forwarded_address_counts(
    client: Client, lan: User, clock: Clock, settings
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]

    client.post(
        "/dang-nhap/",
        {"username": "x", "password": "y"},
        REMOTE_ADDR="127.0.0.1",
        headers={"X-Forwarded-For": "6.6.6.6, 10.3.3.3"},
    )

    assert events("accounts.sign-in-failed")[0].address == "10.3.3.3"


def test_what_was_typed_as_a_name_is_kept_only_as_a_digest(
    client: Client, lan: User
) -> None:
    fail(client, 1, "toi-go-nham-mat-khau")

    attempt = SignInAttempt.objects.get()
    assert attempt.account != "toi-go-nham-mat-khau"
    assert len(attempt.account) == 64


def test_old_tries_are_forgotten(client: Client, lan: User, clock: Clock) -> None:
    fail(client, 3)

    assert forget_old_attempts(at=clock.now) == 0
    assert forget_old_attempts(at=clock.pass_by(hours=2)) == 3


@pytest.mark.slow
def test_thirty_guesses_at_once_are_still_five(transactional_db: None) -> None:
    create_user(username="minh", password=PASSWORD, by=BY, at=AT)
    start, looked_at = threading.Barrier(30), []

    def guess(number: int) -> None:
        start.wait()
        try:
            check_password(
                login="minh",
                password=f"sai {number}",
                directory=None,
                by=Actor(name="", address=f"10.2.0.{number}"),
                at=AT,
            )
        except CannotSignIn as why:
            if "không đúng" in str(why):
                looked_at.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(looked_at) == 5
    minh = User.objects.get(username="minh")
    account = queries.attempt_account(minh, "minh")
    assert len(queries.account_failures(account, at=AT)) == 5
