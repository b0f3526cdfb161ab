"""Where I am signed in, and ending it there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from congvu.accounts.actions import create_user, keep_session
from congvu.accounts.models import SessionRecord, User
from tests.accounts.conftest import AT, BY, PASSWORD, Clock, events, is_in, try_in

pytestmark = pytest.mark.usefixtures("lan")


def test_the_list_names_device_address_and_this_session(
    client: Client, clock: Clock
) -> None:
    try_in(client)
    try_in(Client(), address="10.0.0.44")

    page = client.get("/tai-khoan/phien/").content.decode()

    assert "Chrome · Windows" in page
    assert "10.0.0.44" in page
    assert page.count("phiên này") == 1


def test_ending_one_session_signs_that_browser_out(
    client: Client, clock: Clock
) -> None:
    other = Client()
    try_in(client)
    try_in(other)
    record = SessionRecord.objects.get(session_key=other.session.session_key)

    client.post(f"/tai-khoan/phien/{record.pk}/ket-thuc/")

    assert is_in(client)
    assert not is_in(other)
    assert not Session.objects.filter(session_key=record.session_key).exists()
    assert len(events("accounts.session-ended")) == 1


def test_ending_all_others_keeps_this_one(client: Client, clock: Clock) -> None:
    others = [Client() for _n in range(3)]
    for each in (client, *others):
        try_in(each)

    client.post("/tai-khoan/phien/ket-thuc-khac/")

    assert is_in(client)
    assert not any(is_in(each) for each in others)


def test_somebody_elses_session_looks_missing(client: Client, clock: Clock) -> None:
    create_user(username="minh", password=PASSWORD, by=BY, at=AT)
    minh = Client()
    try_in(minh, "minh")
    try_in(client)
    record = SessionRecord.objects.get(user__username="minh")

    answer = client.post(f"/tai-khoan/phien/{record.pk}/ket-thuc/")

    assert answer.status_code == 404
    assert is_in(minh)


def test_a_session_ends_after_twelve_idle_hours(
    client: Client, clock: Clock, settings
) -> None:
    settings.SESSION_LONGEST = timedelta(days=3)
    try_in(client)
    session = client.session

    assert keep_session(session=session, address="", at=clock.pass_by(hours=11))
    assert keep_session(session=session, address="", at=clock.pass_by(hours=12))
    assert not keep_session(
        session=session, address="", at=clock.pass_by(hours=12, seconds=1)
    )


def test_a_session_ends_half_a_day_after_it_began_however_busy(
    client: Client, clock: Clock
) -> None:
    try_in(client)
    for _half in range(2):
        clock.pass_by(hours=6)
        assert is_in(client)

    clock.pass_by(seconds=1)

    assert client.get("/tai-khoan/phien/").status_code == 302
    assert not is_in(client)


def test_the_operator_may_let_sessions_end_sooner(
    client: Client, clock: Clock, settings
) -> None:
    settings.SESSION_IDLE = timedelta(minutes=30)
    try_in(client)

    assert keep_session(
        session=client.session, address="", at=clock.pass_by(minutes=30)
    )
    clock.pass_by(minutes=31)

    assert not is_in(client)


def test_being_seen_is_noted_every_five_minutes_only(
    client: Client, clock: Clock, django_assert_num_queries
) -> None:
    try_in(client)
    session = client.session
    session["x"] = 1
    clock.pass_by(minutes=4)

    with django_assert_num_queries(0):
        keep_session(session=session, address="10.5.5.5", at=clock.now)
    with django_assert_num_queries(1):
        keep_session(session=session, address="10.5.5.5", at=clock.pass_by(minutes=2))

    record = SessionRecord.objects.get()
    assert record.last_seen_at == clock.now
    assert record.address == "10.5.5.5"


def test_changing_the_password_signs_the_others_out(
    client: Client, clock: Clock, lan: User
) -> None:
    other = Client()
    try_in(client)
    try_in(other)

    answer = client.post(
        "/tai-khoan/mat-khau/",
        {"old": PASSWORD, "new": "nui-ba-be-2027", "again": "nui-ba-be-2027"},
    )

    assert answer.status_code == 302
    assert is_in(client)
    assert not is_in(other)
    open_records = SessionRecord.objects.filter(ended_at__isnull=True)
    assert [r.session_key for r in open_records] == [client.session.session_key]
    lan.refresh_from_db()
    assert lan.check_password("nui-ba-be-2027")


@pytest.mark.parametrize(
    ("old", "new", "again", "word"),
    [
        ("sai", "nui-ba-be-2027", "nui-ba-be-2027", "Mật khẩu đang dùng không đúng."),
        (PASSWORD, "ngan", "ngan", "ít nhất 14 ký tự"),
        (PASSWORD, "nui-ba-be-202", "nui-ba-be-202", "ít nhất 14 ký tự"),
        (PASSWORD, "aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "lặp lại"),
        (PASSWORD, "1q2w3e4r5t6y7u", "1q2w3e4r5t6y7u", "phổ biến"),
        (PASSWORD, "xx-lan.nongthi", "xx-lan.nongthi", "không được chứa tên"),
        (PASSWORD, "nui-ba-be-2027", "nui-ba-be-2028", "không giống nhau"),
        (PASSWORD, PASSWORD, PASSWORD, "phải khác"),
        ("", "", "", "Hãy gõ mật khẩu đang dùng."),
    ],
)
def test_a_password_is_not_changed_and_the_reason_is_said(
    client: Client, lan: User, clock: Clock, old: str, new: str, again: str, word: str
) -> None:
    try_in(client)

    answer = client.post(
        "/tai-khoan/mat-khau/", {"old": old, "new": new, "again": again}
    )

    assert answer.status_code == 422
    assert word in answer.content.decode()
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


def test_a_password_given_out_opens_only_the_page_to_change_it(
    client: Client, lan: User, clock: Clock
) -> None:
    User.objects.filter(pk=lan.pk).update(must_change_password=True)

    assert try_in(client)["Location"] == "/tai-khoan/mat-khau/"
    assert client.get("/tai-khoan/phien/")["Location"] == "/tai-khoan/mat-khau/"
    client.post(
        "/tai-khoan/mat-khau/",
        {"old": PASSWORD, "new": "nui-ba-be-2027", "again": "nui-ba-be-2027"},
    )
    assert is_in(client)


def test_a_session_from_before_an_upgrade_goes_on(client: Client) -> None:
    """It names Django's own way to its user."""
    user = User.objects.get()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    other = Client()
    other.force_login(user)

    assert is_in(client)
    assert is_in(other)

    User.objects.update(is_active=False)

    assert not is_in(client)
    assert not is_in(other)
