"""A letter from outside, carried by the real servers, becomes a paper at the door."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from congvu.files import jail
from congvu.mailboxes.client import Server, ServerDown, expunge
from congvu.mailboxes.client.inbox import connected
from congvu.mailboxes.jobs.deliveries import keep_logins, read_on
from congvu.mailboxes.jobs.letters import bring, read_kept
from congvu.mailboxes.models import BoxLetter, BoxUse, Mailbox, MailDelivery
from tests.mailboxes.stack.conftest import Post
from tests.mailboxes.stack.stack import letter, seat_folder, until

SUBJECT = "Số: 27/BC-SNV Báo cáo thử máy chủ"


def test_the_registrys_letter_is_fetched_and_its_way_is_in_the_log(
    post: Post, settings: Any, tmp_path: Path
) -> None:
    stack, seat, lan = post.stack, post.registry, post.address("lan")
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    settings.MAILBOXES = {
        "host": "127.0.0.1",
        "port": stack.plan.ports.imap,
        "user": stack.plan.master.id,
        "secret": stack.plan.master.secret,
        "is_secure": False,
        "name": stack.plan.host,
    }
    made = letter("vanthu@ngoai.example", seat, SUBJECT)
    made["Message-ID"] = "<27-bc-snv@ngoai.example>"
    stack.arrive(made, sender="vanthu@ngoai.example", receiver=seat)
    stack.wait_for(lan, SUBJECT, seat_folder(seat))

    bring()
    read_kept()
    jail.stop()

    came = BoxLetter.objects.get(subject=SUBJECT)
    assert (came.state, came.from_address) == ("waiting", "vanthu@ngoai.example")
    assert came.message_id == made["Message-ID"]
    stack.wait_for(lan, SUBJECT, seat_folder(seat))
    log = stack.plan.log / "mail.log"
    sent = until(lambda: _read(log, seat))
    assert (sent.state, sent.sender) == ("sent", "vanthu@ngoai.example")
    assert sent.agency is None, "not a letter of ours"
    assert sent.message_id == came.message_id

    # One of ours, past the registry: only its envelope and its symbol are known.
    private = letter(f"Lan <{lan}>", "ban@bo.example", SUBJECT)
    stack.send(private, login=lan)
    past = until(lambda: _read(log, "ban@bo.example"))
    assert (past.symbol, past.breach) == ("27/BC-SNV", "private")
    read_on(stack.plan.log / "dovecot.log", keep_logins, at=timezone.now())
    own = Mailbox.objects.get(address=lan)
    assert BoxUse.objects.filter(mailbox=own).exists()


def test_the_office_reads_a_seats_box_and_takes_one_letter_out_by_another_name(
    post: Post,
) -> None:
    stack, seat, lan = post.stack, post.registry, post.address("lan")
    for subject in ("Thư phải xóa", "Thư được giữ"):
        stack.send(letter(lan, seat, subject), login=lan)
        stack.wait_for(lan, subject, seat_folder(seat))
    master = stack.plan.master
    server = Server(
        "127.0.0.1", stack.plan.ports.imap, master.id, master.secret, is_secure=False
    )
    raw = stack.bytes_of(lan, seat_folder(seat))
    [whole] = [one for one in raw if subject_of(one) == "Thư phải xóa"]
    name = str(message_from_bytes(whole)["Message-ID"])
    given = {"message_id": name, "place": ""}
    with (
        pytest.raises(ServerDown, match="not writable"),
        connected(server, seat) as wire,
    ):
        wire.select("INBOX")  # to write there; it reads only

    assert expunge(server, seat, sha256="0" * 64, **given) == 0, "known by its bytes"
    assert expunge(server, seat, sha256=sha256(whole).hexdigest(), **given) == 1

    left = {str(one["Subject"]) for one in stack.letters(lan, seat_folder(seat))}
    assert "Thư phải xóa" not in left
    assert "Thư được giữ" in left


def subject_of(raw: bytes) -> str:
    return str(message_from_bytes(raw, policy=default)["Subject"])


def _read(log: Path, recipient: str) -> MailDelivery | None:
    read_on(log, at=timezone.now())
    return MailDelivery.objects.filter(recipient=recipient).order_by("-id").first()
