"""A letter from outside, carried by the real servers, becomes a paper at the door."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from congvu.files import jail
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


def _read(log: Path, recipient: str) -> MailDelivery | None:
    read_on(log, at=timezone.now())
    return MailDelivery.objects.filter(recipient=recipient).order_by("-id").first()
