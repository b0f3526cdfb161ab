"""Papers by official mail between two offices: taken from whom the directory knows."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from typing import Any

import pytest
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.models import IntakeItem
from congvu.exchange import jobs
from congvu.exchange.actions import ask_one_back, take_directory
from congvu.exchange.client.mail import Mailbox
from congvu.exchange.formats.edxml import read
from congvu.exchange.formats.edxml.messages import AnsweredDocument, StatusMessage
from congvu.exchange.models import Arrival, Dispatch, Packet
from congvu.exchange.rules import Listed
from congvu.outgoing import actions
from tests.exchange.letters import issue
from tests.exchange.making import organisation, status
from tests.exchange.outside import FAR, US, bytes_of, letter
from tests.exchange.post import SERVER, THEIRS, Post
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]


@pytest.fixture
def office(mailbox: Mailbox, settings: Any, monkeypatch: Any) -> Mailbox:
    """This office, linked to its mailbox."""
    settings.EXCHANGE = {"mail": {}}
    for part in ("sending", "receiving"):
        monkeypatch.setattr(
            f"congvu.exchange.jobs.{part}.hub_client", lambda _channel: mailbox
        )
    return mailbox


def receive(mailbox: Mailbox) -> int:
    return jobs.receive(inlet=lambda _channel: mailbox)


def comes(post: Post, data: bytes, sender: str = THEIRS, found: str = "pass") -> None:
    delivered(post, {"van-ban.edxml": data}, sender, found)


def delivered(
    post: Post, files: dict[str, bytes], sender: str = THEIRS, found: str = "pass"
) -> None:
    """A letter as our own mail server puts it into the mailbox."""
    made = EmailMessage(WIRE)
    made["From"], made["To"], made["Subject"] = sender, "vanthu@backan.example", "Gửi"
    made.set_content("Kính gửi")
    for name, data in files.items():
        made.add_attachment(data, "application", "xml", filename=name)
    domain = sender.rpartition("@")[2]
    top = f"Authentication-Results: {SERVER}; dmarc={found} header.from={domain}\r\n"
    post.box.deliver(f"{top}Received: by {SERVER}\r\n".encode() + made.as_bytes())


def listed(mailbox: str = THEIRS) -> None:
    entry = Listed(code=FAR, name="UBND xã Xa", mailbox=mailbox)
    take_directory(listed=[entry], source="tệp", by=SYSTEM, at=timezone.now())


def test_from_the_mailbox_of_the_directory_it_lies_at_the_door(
    province: Province, office: Mailbox, post: Post
) -> None:
    listed()
    comes(post, letter())

    assert receive(office) == 1

    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.agency) == ("taken", province.commune)
    assert arrival.item is not None
    assert len(post.box.letters("Cong-vu-da-nhan")) == 1
    assert receive(office) == 0

    assert jobs.drain(outlet=lambda _channel: office) == 1
    (answer,) = [one for one in office.received("") if one.sender]
    message = read(office.get(answer.id))
    assert isinstance(message, StatusMessage)
    assert (message.header.status_code, message.header.from_.organ_id) == ("01", US)


@pytest.mark.parametrize(
    ("known", "found", "words"),
    [
        ("khac@chodon.backan.example", "pass", "Danh bạ không ghi hộp thư"),
        ("", "pass", "Danh bạ không ghi hộp thư"),
        (THEIRS, "fail", "không xác thực được nơi gửi"),
    ],
)
def test_in_anothers_name_it_is_kept_for_the_clerk_and_nothing_else_happens(
    province: Province,
    office: Mailbox,
    post: Post,
    known: str,
    found: str,
    words: str,
) -> None:
    listed(known)
    comes(post, letter(), found=found)

    receive(office)

    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.item) == ("refused", None)
    assert words in arrival.reason
    assert not Packet.objects.exists(), "nobody is answered"
    page = province.client("tu").get("/lien-thong/goi-den/").content.decode()
    assert words in page
    assert len(post.box.letters("Cong-vu-da-nhan")) == 1


def test_what_we_sent_by_mail_is_answered_by_that_mailbox_alone(
    province: Province, office: Mailbox, post: Post
) -> None:
    line = issue(province, places=[actions.SentTo(None, "UBND xã Xa", THEIRS)])
    sent = Dispatch.objects.get()
    assert (sent.channel, sent.address) == ("mail", THEIRS)
    assert jobs.drain(outlet=lambda _channel: office) == 1
    assert b"van-ban.edxml" in post.got[-1]
    packet = Packet.objects.get()

    def told(code: str, **more: Any) -> bytes:
        about = AnsweredDocument(
            organ_id="H03",
            code=line.symbol,
            promulgation_date=line.issued_on,
            document_id=packet.document_id,
        )
        who = organisation(FAR)
        return bytes_of(status(code, from_=who, response_for=about, **more))

    comes(post, told("02", description="giả mạo"), sender="ai-do@spam.example")
    comes(post, told("03"))
    receive(office)

    sent.refresh_from_db()
    assert sent.status == "03"
    assert [one.code for one in sent.statuses.order_by("at", "id")] == ["03"]
    digest = hashlib.sha256(told("02", description="giả mạo")).hexdigest()
    assert Arrival.objects.filter(sha256=digest).exists()


def test_a_letter_that_cannot_be_taken_leaves_a_row_and_does_not_stop_the_next(
    province: Province, office: Mailbox, post: Post
) -> None:
    listed()
    delivered(post, {"a.edxml": letter(), "b.edxml": letter()})
    delivered(post, {"rong.edxml": b""})
    comes(post, letter())

    assert receive(office) == 1
    assert receive(office) == 0

    assert Arrival.objects.get(state="taken").item is not None
    two, empty = Arrival.objects.filter(file=None).order_by("id")
    assert "2 tệp edXML" in two.reason
    assert "rỗng" in empty.reason
    for row in (two, empty):
        assert (row.state, row.told_sender) == ("refused", THEIRS)
        assert row.acknowledged_at is not None
        assert row.told_at is not None
    assert len(post.box.letters("Cong-vu-khong-nhan")) == 2
    assert len(post.box.letters()) == 0
    tu = province.client("tu")
    page = tu.get("/lien-thong/goi-den/").content.decode()
    assert "2 tệp edXML" in page
    assert THEIRS in page
    one = tu.get(f"/lien-thong/goi-den/{two.id}/").content.decode()
    assert "Tải gói tin" not in one
    assert tu.get(f"/lien-thong/goi-den/{two.id}/tep/").status_code == 404
    assert AuditEvent.objects.filter(event="exchange.packet-not-kept").count() == 2


def test_a_letter_that_names_nobody_is_from_nobody(
    province: Province, office: Mailbox, post: Post
) -> None:
    """Most of a directory has no old code, and so has this letter."""
    listed()
    comes(post, nameless(letter()))

    receive(office)

    assert Arrival.objects.get().state == "refused"
    assert not IntakeItem.objects.exists()


def nameless(data: bytes) -> bytes:
    return data.replace(f"<edXML:OrganId>{FAR}</edXML:OrganId>".encode(), b"", 1)


def sent_to_two(province: Province, office: Mailbox) -> Dispatch:
    """The row of the first, after the office tried to send to both."""
    addresses = [f"xa{n}@chodon.backan.example" for n in (1, 2)]
    issue(province, places=[actions.SentTo(None, one, one) for one in addresses])
    jobs.drain(outlet=lambda _channel: office)
    return Dispatch.objects.get(address=addresses[0])


def test_letters_before_the_refused_one_are_there(
    province: Province, office: Mailbox, post: Post
) -> None:
    """The no to the second letter says nothing of the first."""
    post.answers = ["250 OK", "550 no such user"]
    first = sent_to_two(province, office)
    assert first.state == "given-up"

    ask_one_back(
        dispatch_id=first.id,
        reason="Sai số",
        by=province.seat("lan"),
        at=timezone.now(),
    )
    jobs.drain(outlet=lambda _channel: office)

    assert len(post.got) == 2, "13 and the recall, to the first alone"
    assert all(f"To: {first.address}".encode() in one for one in post.got)


def test_without_a_mail_server_no_letter_left(
    province: Province, office: Mailbox, settings: Any
) -> None:
    settings.EMAIL_PORT = 1
    first = sent_to_two(province, office)
    assert first.state == "failed"

    ask_one_back(
        dispatch_id=first.id,
        reason="Sai số",
        by=province.seat("lan"),
        at=timezone.now(),
    )

    assert Dispatch.objects.get(pk=first.pk).state == "withdrawn"
    assert Packet.objects.count() == 1
