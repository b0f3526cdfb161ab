"""What is left alone closes: a screen after minutes, an account after weeks; and who
administers shows two things to come in.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.test import Client

from congvu.accounts.actions import create_token, create_user, unlock_user
from congvu.accounts.jobs import lock_idle_users
from congvu.accounts.models import SessionRecord, User
from tests.accounts.conftest import AT, BY, PASSWORD, Clock, events, is_in, try_in
from tests.people import Province

UNLOCK = "/dang-nhap/mo-khoa/"
BELL = "/thong-bao/so/"


@pytest.fixture(autouse=True)
def strict(settings: LazySettings) -> None:
    """As an office is that is not for trying."""
    settings.SCREEN_LOCK = timedelta(minutes=15)
    settings.SCREEN_LOCK_ADMINISTRATORS = timedelta(minutes=5)
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = True
    settings.ACCOUNT_IDLE = timedelta(days=45)


def open_up(client: Client, password: str = PASSWORD, after: str = "/tai-khoan/"):
    return client.post(
        UNLOCK, {"password": password, "tiep": after}, REMOTE_ADDR="10.0.0.9"
    )


# -- a screen


@pytest.mark.parametrize(
    ("minutes", "is_open"), [(1, True), (14, True), (15, True), (16, False)]
)
def test_a_screen_locks_after_a_quarter_of_an_hour_alone(
    client: Client, lan: User, clock: Clock, minutes: int, is_open: bool
) -> None:
    try_in(client)
    clock.pass_by(minutes=minutes)

    assert is_in(client) is is_open


def test_who_works_on_is_never_locked_out(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)
    for _step in range(12):
        clock.pass_by(minutes=10)
        assert is_in(client)


def test_a_page_that_asks_by_itself_is_nobody_at_work_but_one_who_types_is(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)
    typing = Client()
    try_in(typing)
    for _step in range(4):
        clock.pass_by(minutes=5)
        alone = client.get(BELL, headers={"X-Unattended": "1"})
        at_work = typing.get(BELL)

    assert alone.status_code == 302
    assert at_work.status_code == 200


def test_lan_unlocks_with_her_password_and_goes_on_in_the_same_session(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)
    before = client.session.session_key
    clock.pass_by(minutes=20)

    away = client.get("/tai-khoan/phien/?x=1")
    page = client.get(away["Location"])
    back = open_up(client, after="/tai-khoan/phien/?x=1")

    assert away["Location"] == f"{UNLOCK}?tiep=%2Ftai-khoan%2Fphien%2F%3Fx%3D1"
    assert "lan.nongthi" in page.content.decode()
    assert back["Location"] == "/tai-khoan/phien/?x=1"
    assert is_in(client)
    assert client.session.session_key == before
    assert len(events("accounts.session-unlocked")) == 1


def test_a_wrong_password_opens_nothing_and_counts_as_at_the_door(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)
    clock.pass_by(minutes=20)

    answers = [open_up(client, "sai").status_code for _try in range(5)]
    locked_out = open_up(client)

    assert answers == [422] * 5
    assert "Sai quá nhiều lần" in locked_out.content.decode()
    assert not is_in(client)
    assert len(events("accounts.locked-out")) == 1


def test_what_was_sent_from_a_locked_screen_is_neither_done_nor_lost(
    client: Client, lan: User, clock: Clock
) -> None:
    sent = {"larger_text": "on"}
    try_in(client)
    clock.pass_by(minutes=20)

    refused = client.post("/tai-khoan/hien-thi/", sent)
    lan.refresh_from_db()
    assert (refused.status_code, lan.larger_text) == (403, False)
    assert "chưa mất" in refused.content.decode()

    open_up(client)
    client.post("/tai-khoan/hien-thi/", sent)  # the browser sends it again
    lan.refresh_from_db()
    assert lan.larger_text


@pytest.mark.parametrize(
    ("sent", "is_kept"),
    [
        ({"text": 'Hai dòng\n"và" <b>dấu</b>', "to": ["a", "b"]}, True),
        ({"text": "Có tệp", "file": ContentFile(b"x", "a.txt")}, False),
        ({"old_password": PASSWORD, "new_password": "x"}, False),
    ],
)
def test_a_button_sends_texts_again_but_no_secret_and_no_half(
    client: Client, lan: User, clock: Clock, sent: dict[str, Any], is_kept: bool
) -> None:
    try_in(client)
    clock.pass_by(minutes=20)

    page = client.post("/tai-khoan/hien-thi/?x=1", sent).content.decode()

    again = ">Gửi lại</span>"
    assert (again in page, "(F5)" in page) == (is_kept, not is_kept)
    assert PASSWORD not in page
    if is_kept:
        assert 'action="/tai-khoan/hien-thi/?x=1"' in page
        assert 'value="Hai dòng\n&quot;và&quot; &lt;b&gt;dấu&lt;/b&gt;"' in page
        assert page.count('name="to"') == 2


def test_a_locked_screen_is_nobody_to_programs_too(
    client: Client, province: Province, clock: Clock
) -> None:
    try_in(client, "lan")
    assert client.get("/api/v1/me").status_code == 200
    clock.pass_by(minutes=16)

    assert client.get("/api/v1/me").status_code == 401


def test_another_person_comes_in_by_the_door_and_ends_the_locked_session(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)
    clock.pass_by(minutes=20)

    gone = client.post("/dang-xuat/")

    assert gone["Location"] == "/dang-nhap/"
    assert SessionRecord.objects.get().ended_at == clock.now
    assert client.get(UNLOCK)["Location"] == "/"


def test_signing_in_anew_over_a_locked_screen_leaves_one_session(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)
    old = client.session.session_key
    clock.pass_by(minutes=20)

    try_in(client)

    assert is_in(client)
    assert client.session.session_key != old


def test_the_bell_of_somebody_elses_page_tells_nothing(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)
    other = create_user(username="minh.hv", password=PASSWORD, by=BY, at=AT)

    assert client.get(BELL, {"who": str(lan.pk)}).status_code == 200
    assert client.get(BELL, {"who": str(other.pk)}).status_code == 409


# -- an administrator


def second_step(client: Client, secret: str, clock: Clock):
    code = pyotp.TOTP(secret).at(clock.now)
    return client.post("/dang-nhap/cai-ma/", {"code": code}, REMOTE_ADDR="10.0.0.9")


def test_an_administrator_does_not_come_in_by_a_password_alone(
    client: Client, province: Province, clock: Clock
) -> None:
    answer = try_in(client, "quan")
    assert answer["Location"] == "/dang-nhap/cai-ma/"
    assert not is_in(client)

    client.get("/dang-nhap/cai-ma/")
    second_step(client, client.session["totp-being-set"], clock)

    assert is_in(client)


def test_who_does_not_administer_is_not_asked(
    client: Client, province: Province, clock: Clock
) -> None:
    try_in(client, "minh")

    assert is_in(client)


def test_an_administrators_screen_locks_after_five_minutes(
    client: Client, province: Province, clock: Clock
) -> None:
    try_in(client, "quan")
    client.get("/dang-nhap/cai-ma/")
    second_step(client, client.session["totp-being-set"], clock)
    for _step in range(5):
        clock.pass_by(minutes=4)
        assert is_in(client)
    clock.pass_by(minutes=6)

    assert not is_in(client)


def test_an_administrator_who_takes_the_phone_off_is_put_before_the_door(
    client: Client, province: Province, clock: Clock
) -> None:
    try_in(client, "quan")
    client.get("/dang-nhap/cai-ma/")
    second_step(client, client.session["totp-being-set"], clock)

    client.post("/tai-khoan/xac-thuc/go/", {"old": PASSWORD}, REMOTE_ADDR="10.0.0.9")

    assert not is_in(client)
    assert try_in(client, "quan")["Location"] == "/dang-nhap/cai-ma/"


# -- an account


@pytest.fixture
def old(lan: User) -> User:
    """Lan's account was given out long ago."""
    User.objects.filter(pk=lan.pk).update(created_at=AT - timedelta(days=400))
    lan.refresh_from_db()
    return lan


def is_open(user: User) -> bool:
    user.refresh_from_db()
    return user.is_active


def test_an_account_unused_for_45_days_is_closed_and_the_log_says_so(
    client: Client, old: User, clock: Clock
) -> None:
    try_in(client)
    clock.pass_by(days=45)
    lock_idle_users()
    assert is_open(old)

    clock.pass_by(seconds=1)
    lock_idle_users()

    assert not is_open(old)
    (event,) = events("accounts.user-idle")
    assert (str(event.object_id), event.data) == (str(old.pk), {"days": 45})
    assert try_in(client).status_code == 422


def test_one_never_used_counts_from_the_day_it_was_given_out(
    lan: User, clock: Clock
) -> None:
    User.objects.filter(pk=lan.pk).update(created_at=AT - timedelta(days=45))
    lock_idle_users()
    assert is_open(lan)

    clock.pass_by(days=1)
    lock_idle_users()
    assert not is_open(lan)


def test_a_program_at_work_keeps_its_account_open(
    client: Client, old: User, clock: Clock
) -> None:
    token, _raw = create_token(user=old, name="Máy quét", by=BY, at=AT)
    token.last_used_at = AT - timedelta(days=44)
    token.save()

    lock_idle_users()
    assert is_open(old)

    clock.pass_by(days=2)
    lock_idle_users()
    assert not is_open(old)


def test_opened_again_it_has_its_time_anew(old: User, clock: Clock) -> None:
    lock_idle_users()
    assert not is_open(old)

    unlock_user(user=old, by=BY, at=clock.now)
    lock_idle_users()
    clock.pass_by(days=45)
    lock_idle_users()
    assert is_open(old)

    clock.pass_by(seconds=1)
    lock_idle_users()
    assert not is_open(old)


def test_closing_many_takes_as_many_questions_as_closing_one(
    db: None, clock: Clock, django_assert_max_num_queries
) -> None:
    User.objects.bulk_create(User(username=f"nguoi{n}") for n in range(300))
    User.objects.update(created_at=AT - timedelta(days=46))

    with django_assert_max_num_queries(12):
        lock_idle_users()

    assert not User.objects.filter(is_active=True).exists()
    assert len(events("accounts.user-idle")) == 300


def test_where_it_is_switched_off_nothing_closes(
    old: User, clock: Clock, settings: LazySettings
) -> None:
    settings.ACCOUNT_IDLE = timedelta(0)

    lock_idle_users()

    assert is_open(old)
