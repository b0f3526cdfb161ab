"""``congvu directory sync``: what it says, what it does, and when it does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.accounts.actions import create_user, sync_directory
from congvu.accounts.models import OutsideIdentity, User
from congvu.accounts.rules import LDAP, Admission, Outsider, too_many_leave
from tests.accounts.conftest import AT, BY, PASSWORD, Clock, events, is_in, try_in
from tests.accounts.slapd import SLAPD, Slapd, running_slapd

OPEN = Admission(may_link=True, may_create=True)


def sync(*options: str) -> list[str]:
    out = StringIO()
    call_command("directory", "sync", *options, stdout=out)
    return out.getvalue().splitlines()


# -- on a real directory


@pytest.fixture(scope="module")
def server(tmp_path_factory: Any) -> Iterator[Slapd]:
    if not SLAPD.exists():
        pytest.skip("not run: Debian's slapd is not on this machine")
    with running_slapd(tmp_path_factory.mktemp("slapd")) as slapd:
        yield slapd


@pytest.fixture
def slapd(server: Slapd, settings: Any, db: None, clock: Clock) -> Slapd:
    server.empty()
    for uid in ("lan", "minh", "hoa"):
        server.add(uid, f"mat-khau-{uid}", mail=f"{uid}@backan.example")
    settings.LDAP = server.settings(admission=OPEN)
    return server


def test_it_says_each_thing_and_does_it_once(slapd: Slapd) -> None:
    create_user(username="HOA", password=PASSWORD, by=BY, at=AT)

    tried = sync("--dry-run")
    assert not OutsideIdentity.objects.exists()
    done = sync()

    assert set(done) == {
        "tạo lan",
        "tạo minh",
        "nối HOA",
        "đổi HOA thành hoa <hoa@backan.example>",
    }
    assert tried == [*done, "Chạy thử: chưa đổi gì."]
    assert sync() == ["Tài khoản đã khớp với danh bạ."]
    assert User.objects.count() == OutsideIdentity.objects.count() == 3
    first, _second = events("accounts.directory-synced")
    assert (first.data["created"], first.data["linked"]) == (2, 1)


def test_who_left_the_directory_is_out_at_once_and_back_when_they_are(
    slapd: Slapd,
) -> None:
    browser, later = Client(), Client()
    sync()
    try_in(browser, "lan", "mat-khau-lan")
    assert is_in(browser)
    slapd.remove("lan")

    assert sync() == ["khóa lan: không còn trong danh bạ"]

    assert not is_in(browser)
    assert not User.objects.get(username="lan").is_active
    assert events("accounts.user-locked")[0].data == {"issuer": "ldap"}
    # The same name, somebody else: it is not Lan who is back.
    slapd.add("lan", "mat-khau-nguoi-khac")
    assert sync() == [
        "bỏ qua lan: tên hoặc thư đã thuộc về một tài khoản không nối với người này"
    ]
    try_in(later, "lan", "mat-khau-nguoi-khac")
    assert not is_in(later)


def test_a_new_name_is_followed(slapd: Slapd) -> None:
    sync()
    before = User.objects.get(username="minh")
    slapd.rename("minh", "minh.hoang")

    assert sync() == [
        "đổi minh <minh@backan.example> thành minh.hoang <minh@backan.example>"
    ]

    assert User.objects.get(pk=before.pk).username == "minh.hoang"
    assert events("accounts.user-renamed")[0].data["from"] == "minh"


def test_an_empty_or_broken_directory_closes_nothing(
    slapd: Slapd, settings: Any
) -> None:
    sync()
    settings.LDAP = slapd.settings(admission=OPEN, filter="(objectClass=device)")
    with pytest.raises(CommandError, match="thiếu 3 trong 3"):
        sync()
    settings.LDAP = slapd.settings(url="ldap://127.0.0.1:1")
    with pytest.raises(CommandError, match="Chưa hỏi được danh bạ"):
        sync()
    settings.LDAP = {}
    with pytest.raises(CommandError, match="Chưa cấu hình danh bạ"):
        sync()

    assert User.objects.filter(is_active=True).count() == 3
    settings.LDAP = slapd.settings(filter="(objectClass=device)")
    assert len(sync("--many-may-leave")) == 3
    assert not User.objects.filter(is_active=True).exists()


# -- the plan, without a directory


def person(name: str, *, subject: str = "", email: str = "") -> Outsider:
    return Outsider(LDAP, subject or f"id-{name}", name, email)


def run(*people: Outsider, admission: Admission = OPEN) -> dict[str, int]:
    plan = sync_directory(
        people=people, admission=admission, many_may_leave=True, by=BY, at=AT
    )
    return {word: count for word, count in plan.counts().items() if count}


def test_who_comes_back_is_opened_again(db: None) -> None:
    run(person("lan"), person("minh"))
    assert run(person("minh")) == {"locked": 1}

    assert run(person("lan"), person("minh")) == {"unlocked": 1}
    assert User.objects.get(username="lan").is_active


def test_one_name_twice_in_the_directory_makes_one_account(db: None) -> None:
    assert run(person("lan"), person("Lan", subject="x")) == {
        "created": 1,
        "skipped": 1,
    }


def test_a_name_and_an_address_of_two_accounts_tie_neither(db: None) -> None:
    create_user(username="lan", password=PASSWORD, by=BY, at=AT)
    create_user(username="khac", email="lan@x.example", password=PASSWORD, by=BY, at=AT)

    assert run(person("lan", email="lan@x.example")) == {"skipped": 1}


def test_a_new_name_that_somebody_has_is_left(db: None) -> None:
    run(person("lan"), person("minh"))

    assert run(person("lan", subject="id-minh"), person("lan")) == {"skipped": 1}
    assert set(User.objects.values_list("username", flat=True)) == {"lan", "minh"}


def test_what_is_not_allowed_is_not_done(db: None) -> None:
    create_user(username="lan", password=PASSWORD, by=BY, at=AT)
    nothing = Admission(may_link=False, may_create=False)

    assert run(person("lan"), person("minh"), admission=nothing) == {"skipped": 2}
    assert User.objects.get().check_password(PASSWORD)


def test_as_many_statements_for_three_hundred_as_for_three(db: None) -> None:
    def statements(count: int) -> int:
        people = [person(f"nguoi-{count}-{n}") for n in range(count)]
        with CaptureQueriesContext(connection) as asked:
            run(*people)
        return len(asked)

    statements(5)  # somebody to lock for each of the next
    assert statements(3) == statements(300)


@pytest.mark.parametrize(
    ("leaving", "of", "too_many"),
    [(0, 0, False), (0, 9, False), (1, 9, False), (9, 9, True), (1, 1, True),
     (10, 12, False), (11, 12, True), (400, 1000, False), (501, 1000, True)],
)  # fmt: skip
def test_how_many_may_leave(leaving: int, of: int, too_many: bool) -> None:
    assert too_many_leave(leaving, of=of) is too_many
