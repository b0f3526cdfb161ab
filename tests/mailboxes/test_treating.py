"""What happens to a letter by itself happens once and to every letter, whatever befalls
another one, the mail server, or the worker in between."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as office
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import read_item
from congvu.files import jail
from congvu.mailboxes.actions import keeping_letters, letter_rules
from congvu.mailboxes.jobs.letters import bring, read_kept
from congvu.mailboxes.models import BoxCursor, BoxLetter, Mailbox, MailLog
from tests.exchange.dovecot import Dovecot
from tests.mailboxes.imap import Stingy, stingy
from tests.mailboxes.registry import (
    OURS,
    REPORT_PDF,
    SERVER,
    letter,
    linked_to,
    registry_box,
    sent_by_mail,
    stamped,
)
from tests.outgoing.conftest import home
from tests.people import Province

__all__ = ["home"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]
BYTES = stamped(letter(files={"bao-cao.pdf": REPORT_PDF}))


@pytest.fixture
def box(province: Province, home: Path) -> Iterator[Mailbox]:
    yield registry_box(province)
    jail.stop()


@pytest.fixture
def server(box: Mailbox, settings: Any) -> Iterator[Stingy]:
    with stingy(BYTES) as server:
        settings.EXCHANGE = linked_to(Dovecot(server.port))
        yield server


def kept(box: Mailbox, number: int, data: bytes) -> BoxLetter:
    """Brought, not yet read."""
    at, path = timezone.now(), Path(office.HOME) / f"{number}.eml"
    path.write_bytes(data)
    brought = keeping_letters.Brought(box, "1", number, len(data), at)
    made = keeping_letters.keep_letter(letter=path, brought=brought, by=SYSTEM, at=at)
    assert made is not None
    return made


def read(one: BoxLetter) -> BoxLetter:
    return keeping_letters.read_letter(
        letter_id=one.pk, server=SERVER, by=SYSTEM, at=timezone.now()
    )


def rule(province: Province, does: str) -> None:
    letter_rules.add_letter_rule(
        sender="backan.example",
        phrase="",
        does=does,
        valid_from=province.today,
        by=province.seat("lan"),
        at=timezone.now(),
    )


# -- the mail server does not give it


@pytest.mark.parametrize("mood", ["refuses", "stops"])
def test_a_letter_that_is_not_given_whole_is_brought_again(
    province: Province, server: Stingy, mood: str
) -> None:
    server.mood = mood
    assert bring() == 0
    assert not BoxLetter.objects.exists(), "half a letter is none"
    cursor = BoxCursor.objects.get()
    assert (cursor.last_uid, bool(cursor.error)) == (0, True)
    page = province.client("lan").get("/thu-den/").content.decode()
    assert f"Chưa đọc được hộp thư {OURS}" in page

    server.mood = ""

    assert bring() == 1
    assert BoxLetter.objects.get().sha256 == hashlib.sha256(BYTES).hexdigest()
    cursor.refresh_from_db()
    assert (cursor.last_uid, cursor.error) == (1, "")


def test_what_cannot_be_read_is_on_the_health_page(
    province: Province, server: Stingy, settings: Any
) -> None:
    quan, where = province.client("quan"), "/quan-tri/suc-khoe/"
    assert "nhật ký thư" not in quan.get(where).content.decode()
    server.mood, settings.MAILLOG = "refuses", "/var/log/mail.log"
    bring()
    MailLog.objects.create(path=settings.MAILLOG, error="Permission denied")
    MailLog.objects.create(path="/var/log/old.log", error="No such file")

    page = quan.get(where).content.decode()

    assert f"Chưa đọc được 2 nơi: {OURS}: [SERVERBUG] Internal error; " in page
    assert "/var/log/mail.log: Permission denied" in page
    assert "old.log" not in page, "nobody asks for it any more"
    server.mood = ""
    bring()
    MailLog.objects.update(error="")
    page = quan.get(where).content.decode()
    assert "Đọc được hộp thư văn thư và nhật ký thư." in page


# -- the worker was killed, or failed at one


@pytest.mark.usefixtures("server")
def test_a_worker_killed_between_reading_and_rule_leaves_the_rule_to_the_next(
    province: Province, box: Mailbox
) -> None:
    rule(province, "propose")
    one = read(kept(box, 1, BYTES))
    assert one.state == "waiting", "committed; here the worker was killed"

    read_kept()

    one.refresh_from_db()
    assert one.state == "taken"
    rule_did = one.decided_at
    read_kept()
    one.refresh_from_db()
    assert one.decided_at == rule_did


@pytest.mark.usefixtures("server")
def test_what_a_person_took_back_no_rule_takes_again(
    province: Province, box: Mailbox
) -> None:
    rule(province, "ignore")
    one = kept(box, 1, BYTES)
    read_kept()
    one.refresh_from_db()
    assert one.state == "ignored"
    province.client("lan").post(f"/thu-den/{one.pk}/xu-ly-lai/")

    read_kept()

    one.refresh_from_db()
    assert one.state == "waiting"


@pytest.mark.usefixtures("server")
def test_a_letter_whose_bytes_are_gone_keeps_no_other_waiting(
    box: Mailbox, home: Path
) -> None:
    lost = kept(box, 1, stamped(letter(name="<mat@b>")))
    fine = kept(box, 2, BYTES)
    for place in home.rglob(f"*{lost.sha256[4:]}*"):
        place.unlink()

    read_kept()

    lost.refresh_from_db()
    fine.refresh_from_db()
    assert (fine.state, fine.from_name) == ("waiting", "Sở Nội vụ")
    assert (lost.state, lost.treated_at) == ("new", None), "it is tried again"


@pytest.mark.usefixtures("server")
def test_what_the_clerk_has_to_complete_keeps_no_later_one_out(
    province: Province, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_rules, "MOST_AT_ONCE", 1)
    rule(province, "register")
    first = kept(box, 1, BYTES)
    second = kept(box, 2, stamped(letter(name="<hai@b>")))
    read_kept()
    for one in (first, second):
        one.refresh_from_db()
        assert one.item is not None
        read_item(item_id=one.item.pk, by=province.seat("lan"), at=timezone.now())

    assert letter_rules.register_by_rules(at=timezone.now()) == []
    (entry,) = letter_rules.register_by_rules(at=timezone.now())

    assert second.item is not None
    assert entry.document_id == second.item.document_id
    first.refresh_from_db()
    assert first.left_at is not None


# -- what mail servers and people say of a paper of ours


def about(
    name: str, action: str, *, sender: str = "MAILER-DAEMON@so.gov.vn", text: str = "x"
) -> bytes:
    return (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n'
        f"From: {sender}\r\nSubject: Tra loi\r\nIn-Reply-To: {name}\r\n\r\n"
        f"--x\r\nContent-Type: text/plain\r\n\r\n{text}\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.so.gov.vn\r\n\r\n"
        f"Final-Recipient: rfc822; a@so.gov.vn\r\nAction: {action}\r\n"
        "Status: 4.4.7\r\nDiagnostic-Code: smtp; 450 busy\r\n\r\n"
        f"--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {name}\r\n\r\nx\r\n"
        "--x--\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("failed", "450 busy"),
        ("delayed", "Chưa tới; máy chủ còn thử gửi."),
        ("delivered", "Đã vào hộp thư nơi nhận."),
        ("relayed", "Đã chuyển sang máy chủ không báo lại khi thư tới."),
    ],
)
def test_a_servers_report_says_what_the_server_did(
    province: Province, box: Mailbox, action: str, words: str
) -> None:
    name = sent_by_mail(province, "a@so.gov.vn").letters.get().message_id

    one = read(kept(box, 1, about(name, action)))

    assert (one.state, one.reason) == ("report", words)
    page = province.client("lan").get(f"/thu-den/{one.pk}/").content.decode()
    assert words in page
    assert "Máy chủ thư báo về văn bản" in page


@pytest.mark.parametrize(
    ("sender", "action"),
    [("Sở A <a@so.gov.vn>", "failed"), ("MAILER-DAEMON@so.gov.vn", "lost")],
)
def test_an_answer_in_the_form_of_a_report_waits_for_lan(
    province: Province, box: Mailbox, sender: str, action: str
) -> None:
    name = sent_by_mail(province, "a@so.gov.vn").letters.get().message_id

    one = read(kept(box, 1, about(name, action, sender=sender, text="Tra loi")))

    assert one.state == "waiting"
    assert one.answers is not None
