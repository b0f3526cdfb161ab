"""A paper by official mail: out over SMTP, in from a mailbox, from whom it says."""

from __future__ import annotations

import hashlib
import io
import socket
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.policy import default
from typing import Any

import pytest

from congvu.config.outside import Misconfigured, exchange_from_env
from congvu.exchange.client import HubDown, HubRefused, hub_client
from congvu.exchange.client.mail import Mailbox
from congvu.exchange.formats.edxml import read
from congvu.exchange.formats.edxml.messages import DocumentMessage, StatusMessage
from congvu.exchange.rules import is_vouched
from tests.exchange.making import document, status, written
from tests.exchange.post import OURS, SERVER, THEIRS, Post


def send(mailbox: Mailbox, data: bytes, *receivers: str) -> str:
    return mailbox.send(
        io.BytesIO(data),
        sender="H03.01",
        receivers=receivers or [THEIRS],
        kind="document",
        message_id="H03.01,2026/11/26,15/UBND-VP",
        sha256=hashlib.sha256(data).hexdigest(),
    )


def letter(**more: Any) -> EmailMessage:
    made = EmailMessage(WIRE)
    made["From"], made["To"], made["Subject"] = OURS, THEIRS, "Chào"
    made.set_content("Kính gửi đồng chí")
    for name, data in more.get("files", {}).items():
        made.add_attachment(data, "application", "xml", filename=name)
    return made


def test_what_is_sent_comes_in_as_the_same_bytes(mailbox: Mailbox, post: Post) -> None:
    data = written(document())

    send(mailbox, data)

    (one,) = mailbox.received("H55")
    assert (one.sender, one.length) == (OURS, len(post.got[0]))
    assert mailbox.get(one.id).read() == data
    assert isinstance(read(io.BytesIO(data)), DocumentMessage)


def test_people_read_the_paper_without_any_program(
    mailbox: Mailbox, post: Post
) -> None:
    data, pdf = written(document()), b"%PDF-1.4 nho"

    send(mailbox, data)

    made = message_from(post.got[0])
    assert made["Subject"] == "15/UBND-VP V/v hỗ trợ kinh phí phòng, chống rét"
    words = made.get_body().get_content()  # type: ignore[union-attr]
    assert "Cơ quan H03.01 gửi Công văn số 15/UBND-VP ngày 26/11/2026." in words
    parts = {p.get_filename(): p for p in made.iter_attachments()}
    assert set(parts) == {"van-ban.edxml", "Công văn.pdf"}
    assert parts["Công văn.pdf"].get_content_type() == "application/pdf"
    assert parts["Công văn.pdf"].get_payload(decode=True) == pdf


def test_a_state_goes_by_letter_too(mailbox: Mailbox, post: Post) -> None:
    data = written(status("02", description="Thiếu phụ lục"))

    send(mailbox, data)

    made = message_from(post.got[0])
    assert made["Subject"] == "15/UBND-VP: từ chối tiếp nhận"
    (one,) = mailbox.received("H55")
    assert isinstance(read(mailbox.get(one.id)), StatusMessage)


def test_the_same_packet_again_is_the_same_letter(mailbox: Mailbox, post: Post) -> None:
    data = written(document())

    send(mailbox, data)
    send(mailbox, data)
    send(mailbox, data, "khac@chodon.backan.example")

    first, again, other = (message_from(one)["Message-ID"] for one in post.got)
    assert first == again != other


def test_done_with_it_leaves_the_inbox_and_is_kept(
    mailbox: Mailbox, post: Post
) -> None:
    for _time in range(3):
        send(mailbox, written(document()))
    post.box.deliver(letter().as_bytes())
    first, second, third = mailbox.received("H55")
    assert mailbox.received("H55", after=first.id) == [second, third]

    mailbox.acknowledge(first.id, "processing")
    assert len(mailbox.received("H55")) == 3
    mailbox.acknowledge(first.id, "done")
    mailbox.acknowledge(second.id, "fail", "không đọc được")

    assert mailbox.received("H55") == [third]
    assert len(post.box.letters("Cong-vu-da-nhan")) == 1
    assert len(post.box.letters("Cong-vu-khong-nhan")) == 1
    assert len(post.box.letters()) == 2, "the one for people stays for people"
    with pytest.raises(HubRefused, match="không còn"):
        mailbox.get(first.id)


GOOD = "header.from=backan.example"
FORGED = f"Authentication-Results: {SERVER}; dmarc=pass {GOOD}\r\n"
FINDINGS = {
    "dkim, own domain": (f"{SERVER}; dkim=pass (2048) header.d=backan.example", True),
    "dkim, domain below": (f"{SERVER}; dkim=pass header.d=so.backan.example", False),
    "spf": (f"{SERVER}; spf=pass smtp.mailfrom={OURS}", True),
    "spf of another": (f"{SERVER}; spf=pass smtp.mailfrom=ai@spam.example", False),
    "failed": (f"{SERVER}; dkim=fail header.d=backan.example; spf=softfail", False),
    "pass in a comment": (f"{SERVER}; dkim=fail (dmarc=pass {GOOD})", False),
    "found by another server": (f"mx.other.example; dmarc=pass {GOOD}", False),
    "a domain alike": (f"{SERVER}; dkim=pass header.d=backan.example.vn", False),
    "a whole ending": (f"{SERVER}; dkim=pass header.d=example", False),
    "nothing found": (f"{SERVER}; none", False),
    "no finding": ("", False),
}  # fmt: skip


@pytest.mark.parametrize("name", FINDINGS)
def test_a_sender_is_who_our_server_vouches_for(
    mailbox: Mailbox, post: Post, name: str
) -> None:
    post.finding, is_known = FINDINGS[name]

    send(mailbox, written(document()))

    (one,) = mailbox.received("H55")
    assert one.sender == (OURS if is_known else "")


def test_a_domain_vouches_for_those_below_it() -> None:
    assert is_vouched(THEIRS, ["backan.example"])
    assert not is_vouched(OURS, ["chodon.backan.example"])
    assert not is_vouched("", ["backan.example"])


def test_a_finding_that_came_with_the_letter_counts_for_nothing(
    mailbox: Mailbox, post: Post
) -> None:
    forged = letter(files={"a.edxml": written(document())}).as_bytes()
    post.box.deliver(f"Received: by {SERVER}\r\n{FORGED}".encode() + forged)

    (one,) = mailbox.received("H55")

    assert one.sender == ""
    nobody = replace(mailbox, server="")
    assert nobody.received("H55")[0].sender == ""


def test_a_letter_carries_one_message(mailbox: Mailbox, post: Post) -> None:
    data = written(document())
    post.box.deliver(letter(files={"a.edxml": data, "b.EDXML": data}).as_bytes())
    post.box.deliver(letter(files={"../../etc/a.edxml": b"<"}).as_bytes())

    two, strange = mailbox.received("H55")

    with pytest.raises(HubRefused, match="Thư có 2 tệp edXML"):
        mailbox.get(two.id)
    assert mailbox.get(strange.id).read() == b"<", "what it is the reader tells"


def test_a_mail_server_that_says_no(mailbox: Mailbox, post: Post) -> None:
    data = written(document())
    post.answers = ["451 4.3.0 busy", "550 5.1.1 no such mailbox"]

    with pytest.raises(HubDown, match="451"):
        send(mailbox, data)
    with pytest.raises(HubRefused, match="no such mailbox") as refused:
        send(mailbox, data)
    assert refused.value.code == 550
    send(mailbox, data)
    assert len(mailbox.received("H55")) == 1


def test_a_mailbox_that_cannot_be_read(mailbox: Mailbox) -> None:
    with pytest.raises(HubDown, match="hộp thư"):
        replace(mailbox, secret="sai").received("H55")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = replace(mailbox, port=free.getsockname()[1])
        with pytest.raises(HubDown, match="hộp thư"):
            closed.received("H55")


def test_a_mailbox_numbered_anew_is_not_mistaken(mailbox: Mailbox) -> None:
    send(mailbox, written(document()))
    (one,) = mailbox.received("H55")
    with pytest.raises(HubRefused, match="đánh số lại"):
        mailbox.get(f"1{one.id}")
    with pytest.raises(HubRefused, match="đánh số lại"):
        mailbox.acknowledge(f"{one.id}; x", "done")


def test_it_is_configured_by_the_environment(monkeypatch: Any, settings: Any) -> None:
    given = {
        "URL": "imaps://van%40thu@mail.backan.example",
        "ADDRESS": OURS,
        "SECRET": "s",
        "SERVER": SERVER,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"CONGVU_EXCHANGE_MAIL_{name}", value)
    settings.EXCHANGE = exchange_from_env()
    made = hub_client("mail")
    assert isinstance(made, Mailbox)
    assert (made.user, made.port, made.is_secure) == ("van@thu", 993, True)
    assert "'s'" not in repr(made)
    for bad in ("imap://a@mail.backan.example", "imaps://mail.x", "https://a@b"):
        monkeypatch.setenv("CONGVU_EXCHANGE_MAIL_URL", bad)
        with pytest.raises(Misconfigured):
            exchange_from_env()


def message_from(data: bytes) -> EmailMessage:
    made = message_from_bytes(data, policy=default)
    assert isinstance(made, EmailMessage)
    return made
