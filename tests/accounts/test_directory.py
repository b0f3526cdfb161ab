"""Sign-in through the directory: its password, one account each, whatever the name."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from congvu.accounts.actions import create_user, enrol_second_factor
from congvu.accounts.client import LdapDirectory
from congvu.accounts.models import OutsideIdentity, User
from congvu.accounts.rules import Admission, is_loopback
from tests.accounts.conftest import (
    AT,
    BY,
    PASSWORD,
    SECRET,
    Clock,
    code_at,
    events,
    is_in,
    try_in,
)
from tests.accounts.slapd import SLAPD, Slapd, running_slapd

IN_DIRECTORY = "suoi-chay-qua-ban"
MAY_LINK = Admission(may_link=True, may_create=True)


@pytest.fixture(scope="module")
def server(tmp_path_factory: Any) -> Iterator[Slapd]:
    if not SLAPD.exists():
        pytest.skip("not run: Debian's slapd is not on this machine")
    with running_slapd(tmp_path_factory.mktemp("slapd")) as slapd:
        yield slapd


@pytest.fixture
def slapd(server: Slapd, settings: Any) -> Slapd:
    """Empty but for Lan; the office is told of it."""
    server.empty()
    server.add("lan", IN_DIRECTORY, mail="Lan@backan.example")
    settings.LDAP = server.settings()
    return server


@pytest.fixture
def clock_and_db(db: None, clock: Clock) -> Clock:
    return clock


# -- the password


def test_the_directorys_password_opens_and_is_not_kept(
    client: Client, slapd: Slapd, clock_and_db: Clock
) -> None:
    answer = try_in(client, "lan", IN_DIRECTORY, after="/tai-khoan/phien/")

    assert answer["Location"] == "/tai-khoan/phien/"
    assert is_in(client)
    lan = User.objects.get()
    assert (lan.username, lan.email) == ("lan", "Lan@backan.example")
    assert not lan.has_usable_password()
    assert not lan.must_change_password
    [event] = events("accounts.user-created")
    assert event.data == {"username": "lan", "issuer": "ldap"}


@pytest.mark.parametrize("name", ["lan", "LAN", " Lan ", "lan@backan.example"])
def test_whatever_lan_types_it_is_one_account(
    slapd: Slapd, clock_and_db: Clock, name: str
) -> None:
    for typed in ("lan", name):
        browser = Client()
        try_in(browser, typed, IN_DIRECTORY)
        assert is_in(browser)

    assert User.objects.count() == OutsideIdentity.objects.count() == 1


def test_a_wrong_password_is_counted_and_locks(
    client: Client, slapd: Slapd, clock_and_db: Clock
) -> None:
    try_in(Client(), "lan", IN_DIRECTORY)
    for n in range(5):
        answer = try_in(client, "lan", f"sai {n}")
        assert "không đúng" in answer.content.decode()

    answer = try_in(client, "lan", IN_DIRECTORY)

    assert "Sai quá nhiều lần" in answer.content.decode()
    assert not is_in(client)


def test_an_empty_password_is_refused_though_servers_take_it_for_nobody(
    slapd: Slapd, clock_and_db: Clock
) -> None:
    directory = LdapDirectory(**slapd.settings())

    assert directory.verify("lan", "") is None
    assert directory.verify("", IN_DIRECTORY) is None


@pytest.mark.parametrize(
    "typed", ["*", "la*", "lan)(uid=*", "*)(|(uid=*", "lan\\2a", "(uid=lan)", "lan\x00"]
)
def test_signs_of_the_search_language_are_letters(
    client: Client, slapd: Slapd, clock_and_db: Clock, typed: str
) -> None:
    assert LdapDirectory(**slapd.settings()).verify(typed, IN_DIRECTORY) is None

    try_in(client, typed, IN_DIRECTORY)
    assert not is_in(client)
    assert not User.objects.exists()


def test_the_phone_is_asked_for_as_after_any_password(
    client: Client, slapd: Slapd, clock_and_db: Clock
) -> None:
    try_in(Client(), "lan", IN_DIRECTORY)
    enrol_second_factor(
        user=User.objects.get(), secret=SECRET, code=code_at(AT), by=BY, at=AT
    )

    assert try_in(client, "lan", IN_DIRECTORY)["Location"] == "/dang-nhap/ma/"
    assert not is_in(client)


def test_what_asks_for_the_password_again_asks_the_directory(
    client: Client, slapd: Slapd, clock_and_db: Clock
) -> None:
    try_in(client, "lan", IN_DIRECTORY)
    enrol_second_factor(
        user=User.objects.get(), secret=SECRET, code=code_at(AT), by=BY, at=AT
    )
    codes = "/tai-khoan/xac-thuc/ma-du-phong/"

    page = client.get("/tai-khoan/mat-khau/").content.decode()
    assert "không do Công Vụ giữ" in page
    wrong = client.post(codes, {"old": PASSWORD}).content.decode()
    assert "Mật khẩu đang dùng không đúng." in wrong
    right = client.post(codes, {"old": IN_DIRECTORY}).content.decode()
    assert right.count("<code>") == 8


# -- never twice, and never somebody else's


def test_a_renamed_login_opens_the_same_account(
    slapd: Slapd, clock_and_db: Clock
) -> None:
    try_in(Client(), "lan", IN_DIRECTORY)
    lan = User.objects.get()
    slapd.rename("lan", "lan.nong")
    old, new = Client(), Client()

    try_in(old, "lan", IN_DIRECTORY)
    try_in(new, "lan.nong", IN_DIRECTORY)

    assert not is_in(old)
    assert is_in(new)
    assert User.objects.get().pk == lan.pk
    assert User.objects.get().username == "lan.nong"


def test_a_name_given_to_somebody_else_does_not_open_the_old_account(
    client: Client, slapd: Slapd, clock_and_db: Clock
) -> None:
    try_in(Client(), "lan", IN_DIRECTORY)
    slapd.remove("lan")
    slapd.add("lan", "mat-khau-nguoi-khac")

    answer = try_in(client, "lan", "mat-khau-nguoi-khac")

    assert "đã thuộc về một tài khoản chưa nối" in answer.content.decode()
    assert not is_in(client)
    assert OutsideIdentity.objects.count() == 1
    # The operator frees the name: the newcomer gets an account of their own.
    call_command("user", "rename", "lan", "lan.cu")
    try_in(client, "lan", "mat-khau-nguoi-khac")
    assert is_in(client)
    assert set(User.objects.values_list("username", flat=True)) == {"lan", "lan.cu"}


@pytest.mark.parametrize(
    ("username", "email"), [("LAN", ""), ("nongthilan", "lan@backan.example")]
)
def test_who_came_by_the_offices_file_is_tied_where_the_operator_allows_it(
    slapd: Slapd, clock_and_db: Clock, settings: Any, username: str, email: str
) -> None:
    lan = create_user(username=username, email=email, password=PASSWORD, by=BY, at=AT)
    refused, allowed, again = Client(), Client(), Client()

    answer = try_in(refused, "lan", IN_DIRECTORY)
    assert "hãy nhờ quản trị của cơ quan nối" in answer.content.decode()
    settings.LDAP = slapd.settings(admission=MAY_LINK)
    try_in(allowed, "lan", IN_DIRECTORY)
    try_in(again, "lan", PASSWORD)

    assert not is_in(refused)
    assert is_in(allowed)
    assert not is_in(again), "the old password is no longer one"
    assert OutsideIdentity.objects.get().user == lan
    assert events("accounts.identity-linked")[0].data["issuer"] == "ldap"


def test_an_account_tied_to_one_person_is_not_tied_to_another(
    client: Client, slapd: Slapd, clock_and_db: Clock, settings: Any
) -> None:
    settings.LDAP = slapd.settings(admission=MAY_LINK)
    try_in(Client(), "lan", IN_DIRECTORY)
    slapd.add("lan2", "mat-khau-nguoi-khac", mail="x@backan.example")
    User.objects.update(email="x@backan.example")

    try_in(client, "lan2", "mat-khau-nguoi-khac")

    assert not is_in(client)
    assert OutsideIdentity.objects.count() == 1


def test_where_accounts_are_not_created_nobody_new_comes_in(
    client: Client, slapd: Slapd, clock_and_db: Clock, settings: Any
) -> None:
    closed = Admission(may_link=False, may_create=False)
    settings.LDAP = slapd.settings(admission=closed)

    answer = try_in(client, "lan", IN_DIRECTORY)

    assert "Bạn chưa có tài khoản ở đây" in answer.content.decode()
    assert not User.objects.exists()


def test_a_locked_account_stays_locked_whatever_the_directory_says(
    client: Client, slapd: Slapd, clock_and_db: Clock
) -> None:
    try_in(Client(), "lan", IN_DIRECTORY)
    User.objects.update(is_active=False)

    answer = try_in(client, "lan", IN_DIRECTORY)

    assert "không đúng" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.slow
def test_ten_first_sign_ins_at_once_make_one_account(
    slapd: Slapd, transactional_db: None
) -> None:
    start, opened = threading.Barrier(10), []

    def sign_in(number: int) -> None:
        browser = Client()
        start.wait()
        try:
            name = "lan" if number % 2 else "LAN@backan.example"
            try_in(browser, name, IN_DIRECTORY, address=f"10.3.0.{number}")
            opened.append(is_in(browser))
        finally:
            connection.close()

    threads = [threading.Thread(target=sign_in, args=(n,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert opened == [True] * 10
    assert User.objects.count() == OutsideIdentity.objects.count() == 1


# -- when it cannot be asked


def test_without_the_directory_the_offices_own_accounts_still_open(
    client: Client, slapd: Slapd, lan: User, clock: Clock, settings: Any
) -> None:
    settings.LDAP = slapd.settings(url="ldap://127.0.0.1:1")
    stranger = Client()

    try_in(client)
    answer = [try_in(stranger, "minh", "gi-cung-duoc") for _n in range(7)][-1]

    assert is_in(client)
    assert "Chưa hỏi được danh bạ" in answer.content.decode(), "not counted as wrong"


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("ldap://127.0.0.1", True),
        ("ldap://[::1]:389", True),
        ("ldap://localhost:389", True),
        ("ldap://10.0.0.5", False),
        ("ldap://localhost.backan.example", False),
        ("ldap://127.0.0.1.backan.example", False),
    ],
)
def test_what_stays_on_this_machine(url: str, near: bool) -> None:
    assert is_loopback(url) is near


def test_an_encrypted_directory_is_believed_by_its_certificate_only(
    slapd: Slapd, clock_and_db: Clock, tmp_path: Any
) -> None:
    url = f"ldaps://127.0.0.1:{slapd.tls_port}"
    known = LdapDirectory(**slapd.settings(url=url))
    unknown = LdapDirectory(**slapd.settings(url=url, ca_file=""))

    assert known.verify("lan", IN_DIRECTORY) is not None
    with pytest.raises(Exception, match="Chưa hỏi được danh bạ"):
        unknown.verify("lan", IN_DIRECTORY)


def test_a_password_never_travels_in_the_open(
    slapd: Slapd, clock_and_db: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To any other machine STARTTLS is asked first, and its certificate checked."""
    real = socket.getaddrinfo

    def nearby(host: str, *given: Any, **more: Any) -> Any:
        return real(
            "127.0.0.1" if host == "danh-ba.localhost" else host, *given, **more
        )

    monkeypatch.setattr(socket, "getaddrinfo", nearby)
    url = f"ldap://danh-ba.localhost:{slapd.port}"

    assert LdapDirectory(**slapd.settings(url=url)).verify("lan", IN_DIRECTORY)
    with pytest.raises(Exception, match="Chưa hỏi được danh bạ"):
        LdapDirectory(**slapd.settings(url=url, ca_file="")).verify("lan", IN_DIRECTORY)
