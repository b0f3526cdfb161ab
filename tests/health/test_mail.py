"""What the administrator sees of the mail servers, as their keeper wrote it down."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from congvu.health.queries import findings, mail_servers
from congvu.health.rules import State, mail_queue
from congvu.machine.mail.status import keep_link
from tests.people import Province

ADDRESS = "/quan-tri/suc-khoe/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "mail").mkdir()
    settings.HOME = tmp_path
    return tmp_path


def noted(home: Path, at: datetime | None = None, **given: Any) -> None:
    told = {
        "at": (at or timezone.now()).isoformat(),
        "doors": {"IMAP (Dovecot)": True, "SMTP (Postfix)": True},
        "queue": 0,
        "oldest": 0,
        "reason": "",
        "full": [],
        "dns": [],
        "dns_asked": True,
        "problems": {},
    } | given
    (home / "mail" / "status.json").write_text(json.dumps(told), encoding="utf-8")


def states() -> dict[str, str]:
    found = findings(timezone.now())
    return {f.check.key: f.state.value for f in found if "mail" in f.check.key}


def test_an_office_without_mail_servers_says_nothing_of_them() -> None:
    assert states() == {}


def test_all_is_well(home: Path) -> None:
    noted(home)

    assert set(states().values()) == {"well"}
    assert len(states()) == 4


def test_dovecot_does_not_answer_and_is_named(home: Path, province: Province) -> None:
    noted(home, doors={"IMAP (Dovecot)": False, "SMTP (Postfix)": True})

    page = province.client("quan").get(ADDRESS).content.decode()

    assert states()["mail-servers"] == "bad"
    assert "Không trả lời: IMAP (Dovecot)." in page
    assert "congvu mail start" in page


def test_servers_that_never_ran_are_told_where_they_are_meant_to(home: Path) -> None:
    keep_link(home, runs=True)
    at = timezone.now()
    found = [mail_servers(at), mail_servers(at + timedelta(minutes=3))]
    assert [said and said.state for said in found] == [None, State.BAD]

    keep_link(home, runs=False)
    assert mail_servers(at + timedelta(minutes=3)) is None


def test_a_domain_whose_letters_leave_unsigned_is_named(
    home: Path, province: Province
) -> None:
    noted(home, unsigned=["moi.backan.example"])
    page = province.client("quan").get(ADDRESS).content.decode()

    assert states()["mail-servers"] == "watch"
    assert "Thư của moi.backan.example đi không có chữ ký DKIM." in page
    noted(home, problems={"keys": "openssl không chạy được"})
    assert states()["mail-servers"] == "watch"


def test_a_keeper_that_is_silent_is_bad_and_old_news_is_not_told(home: Path) -> None:
    noted(home, timezone.now() - timedelta(minutes=5), queue=9000, oldest=90_000)

    assert states() == {"mail-servers": "bad"}
    [gone] = [f for f in findings(timezone.now()) if f.check.key == "mail-servers"]
    assert gone.since is not None


def test_queue_full_boxes_and_the_dns(home: Path, province: Province) -> None:
    noted(
        home,
        queue=3,
        oldest=3600,
        reason="connect to mx.bo.example: Connection timed out",
        full=["lan@backan.example"],
        dns=["_dmarc.backan.example. 3600 IN TXT …"],
    )
    page = province.client("quan").get(ADDRESS).content.decode()

    assert states() == {
        "mail-servers": "well",
        "mail-queue": "watch",
        "mail-full": "watch",
        "mail-dns": "watch",
    }
    assert "3 thư chờ, lâu nhất 60 phút" in page
    assert "Connection timed out" in page
    assert "lan@backan.example" in page

    noted(home, problems={"dns": "timed out"})
    assert states()["mail-dns"] == "bad"


@pytest.mark.parametrize(
    ("waiting", "minutes", "state"),
    [
        (0, 0, State.WELL),
        (5, 10, State.WELL),
        (5, 40, State.WATCH),
        (300, 1, State.WATCH),
        (1, 300, State.BAD),
        (3000, 1, State.BAD),
    ],
)
def test_a_queue_of_letters(waiting: int, minutes: int, state: State) -> None:
    assert mail_queue(waiting, timedelta(minutes=minutes)) is state
