"""What Rspamd says of strangers' letters, and where they go by that; none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTPDataError
from typing import Any

import pytest

from congvu.files import jail
from congvu.machine.mail import judging, running
from congvu.mailboxes.jobs.letters import bring, read_kept
from congvu.mailboxes.models import BoxLetter
from congvu.mailboxes.rules.findings import Verdict
from tests.mailboxes.stack.conftest import Post
from tests.mailboxes.stack.judged import FORGED, GTUBE, HONEST, honest_letter
from tests.mailboxes.stack.stack import letter, seat_folder, until


@pytest.fixture(scope="module")
def judge(post: Post) -> Iterator[Post]:
    plan = post.stack.judged
    if not plan.judges:
        pytest.skip("not run: this machine lacks rspamd or nsd")
    running._begin(plan, "rspamd", judging.command(plan))
    until(lambda: running.answers(plan.ports.judge), seconds=90)
    yield post
    running._end(plan, "rspamd")


@pytest.fixture
def office(judge: Post, settings: Any, tmp_path: Path) -> Post:
    """The office reads the registry's box of this stack."""
    plan = judge.stack.plan
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    settings.MAILBOXES = {
        "host": "127.0.0.1",
        "port": plan.ports.imap,
        "user": plan.master.id,
        "secret": plan.master.secret,
        "is_secure": False,
        "name": plan.host,
    }
    return judge


def findings(letter_: EmailMessage) -> str:
    return " ".join(letter_.get_all("Authentication-Results") or [])


def brought(subject: str) -> BoxLetter:
    bring()
    read_kept()
    jail.stop()
    return BoxLetter.objects.get(subject=subject)


def test_a_signed_letter_is_found_right(judge: Post) -> None:
    minh = judge.address("minh")
    raw = honest_letter(minh, "Thư ký đúng")

    judge.stack.bring_in(raw, sender=f"vanthu@{HONEST}", receiver=minh)

    came = judge.stack.wait_for(minh, "Thư ký đúng")
    told = findings(came)
    assert all(f"{way}=pass" in told for way in ("spf", "dkim", "dmarc")), told
    assert came["X-Spam"] is None


def test_a_forged_letter_is_put_aside_and_marked_at_the_registry(office: Post) -> None:
    stack, minh, seat = office.stack, office.address("minh"), office.registry
    forged = letter(f"chutich@{FORGED}", minh, "Chuyển tiền gấp")
    stack.arrive(forged, sender=f"chutich@{FORGED}", receiver=minh)
    to_seat = letter(f"chutich@{FORGED}", seat, "Chuyển tiền gấp lần hai")
    stack.arrive(to_seat, sender=f"chutich@{FORGED}", receiver=seat)

    aside = stack.wait_for(minh, "Chuyển tiền gấp", "Junk")
    assert "dmarc=fail" in findings(aside)
    stack.wait_for(office.address("lan"), "Chuyển tiền gấp lần hai", seat_folder(seat))
    came = brought("Chuyển tiền gấp lần hai")
    assert (came.verdict, came.is_spam, came.state) == (Verdict.FALSE, True, "waiting")
    assert came.findings["dmarc"] == "fail"
    assert came.findings["spf"] == "fail"
    assert "DMARC_POLICY_REJECT" in came.findings["spam"]


def test_spam_is_kept_marked_and_counted(office: Post) -> None:
    stack, minh, seat = office.stack, office.address("minh"), office.registry
    before = BoxLetter.objects.filter(is_spam=True).count()
    for to in (minh, seat):
        spam = letter("ban@hang.example", to, f"Mua ngay {to}", f"{judging.TRIED}\n")
        stack.arrive(spam, sender="ban@hang.example", receiver=to)

    stack.wait_for(minh, f"Mua ngay {minh}", "Junk")
    stack.wait_for(office.address("lan"), f"Mua ngay {seat}", seat_folder(seat))
    came = brought(f"Mua ngay {seat}")
    assert came.is_spam
    assert "CONGVU_TRIED" in came.findings["spam"]
    assert BoxLetter.objects.filter(is_spam=True).count() == before + 1


def test_what_rspamd_refuses_by_itself_the_sender_is_told(judge: Post) -> None:
    minh = judge.address("minh")
    spam = letter("ban@hang.example", minh, "Thử", f"{GTUBE}\n")
    with pytest.raises(SMTPDataError, match="Gtube"):
        judge.stack.arrive(spam, sender="ban@hang.example", receiver=minh)


def test_with_the_judge_away_letters_come_in_without_a_judgement(judge: Post) -> None:
    stack, minh = judge.stack, judge.address("minh")
    running._end(stack.judged, "rspamd")  # as if it had died

    made = letter(f"chutich@{FORGED}", minh, "Không ai xét")
    stack.arrive(made, sender=f"chutich@{FORGED}", receiver=minh)

    came = stack.wait_for(minh, "Không ai xét")
    assert "dmarc" not in findings(came)
    assert came["X-Spam"] is None
