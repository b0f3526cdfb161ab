"""Letters between people of the office and the world, through the real servers."""

from __future__ import annotations

import imaplib
import os
import smtplib
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone

from congvu.exchange.rules import is_vouched, vouched_domains
from congvu.machine.mail import dkim, running
from congvu.mailboxes.actions import (
    EntryData,
    ListData,
    make_list,
    make_password,
    revoke_password,
    set_vacation,
)
from congvu.mailboxes.models import Mailbox, MailDomain
from tests.mailboxes.stack.conftest import Post
from tests.mailboxes.stack.stack import letter, until
from tests.mailboxes.stack.verifying import verify
from tests.mailboxes.stories import box_of, day

SUBJECT = "Về việc báo cáo số liệu tháng 11: đã ký, đóng dấu"


def test_a_letter_in_vietnamese_with_a_file_arrives_and_is_vouched_for(
    post: Post,
) -> None:
    lan, minh = post.address("lan"), post.address("minh")
    made = letter(f"Nguyễn Văn Minh <{minh}>", lan, SUBJECT, "Kính gửi chị Lan.\n")
    paper = b"%PDF-1.7 \xd0\xcf" + bytes(range(256)) * 400
    made.add_attachment(
        paper, maintype="application", subtype="pdf", filename="Báo cáo quý IV.pdf"
    )

    post.stack.send(made, login=minh)
    got = post.stack.wait_for(lan, SUBJECT)

    [file] = got.iter_attachments()
    assert file.get_filename() == "Báo cáo quý IV.pdf"
    assert file.get_content() == paper
    body = got.get_body()
    assert body is not None
    assert "Kính gửi chị Lan." in body.get_content()
    domains = vouched_domains(
        [(n, str(v)) for n, v in got.items()], post.stack.plan.host
    )
    assert is_vouched(minh, domains)


def test_what_leaves_us_bears_our_key(post: Post) -> None:
    minh = post.address("minh")
    post.stack.world.got.clear()

    post.stack.send(
        letter(f"Minh <{minh}>", "ban@bo.example", "Gửi ra ngoài: ký"), login=minh
    )
    [left] = until(lambda: post.stack.world.got)

    plan = post.stack.plan
    key = (plan.keys / "backan.example" / "cv202611.public").read_text()
    assert verify(left, key) == "backan.example"
    with pytest.raises(AssertionError):
        verify(left + b"Them mot dong.\r\n", key)


def test_nobody_writes_in_anothers_name(post: Post) -> None:
    minh, dung, seat = post.address("minh"), post.address("dung"), post.registry
    for sender, from_ in ((dung, dung), (seat, seat), (minh, dung), (minh, seat)):
        with pytest.raises(smtplib.SMTPException) as refused:
            post.stack.send(
                letter(from_, "ban@bo.example", "Giả danh"), login=minh, sender=sender
            )
        told = str(refused.value)
        assert "khong phai cua ban" in told or "not owned" in told

    def forged(made: EmailMessage) -> EmailMessage:
        finding = "dkim=pass header.d=backan.example"
        made["Authentication-Results"] = f"{post.stack.plan.host}; {finding}"
        return made

    for sender, from_ in ((dung, dung), ("a@la.example", dung), (dung, "a@la.example")):
        with pytest.raises(smtplib.SMTPDataError) as strange:
            post.stack.arrive(
                forged(letter(from_, minh, "Giả danh")), sender=sender, receiver=minh
            )
        assert "chu ky DKIM hoac gui sau khi dang nhap" in str(strange.value)


def test_a_stranger_reaches_a_box_and_nothing_beyond_it(post: Post) -> None:
    minh = post.address("minh")
    made = letter("la@ngoai.example", minh, "Chào anh Minh")
    made["Authentication-Results"] = (
        f"{post.stack.plan.host}; dmarc=pass header.from=ngoai.example"
    )

    post.stack.arrive(made, sender="la@ngoai.example", receiver=minh)
    got = post.stack.wait_for(minh, "Chào anh Minh")

    headers = [(n, str(v)) for n, v in got.items()]
    assert vouched_domains(headers, post.stack.plan.host) == frozenset()
    # What OpenDKIM wrote stands above what the sender did; the guard reads that one.
    found = [str(line) for line in got.get_all("Authentication-Results", [])]
    assert "dkim=none" in found[0]
    for receiver in ("ai@ngoai.example", "khong-co@backan.example"):
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            post.stack.arrive(made, sender="la@ngoai.example", receiver=receiver)


def test_a_password_opens_until_it_is_revoked(post: Post) -> None:
    minh, seat = post.address("minh"), post.people.seat("minh")
    row, secret = make_password(label="điện thoại", by=seat, at=timezone.now())
    with post.stack.box(minh, secret) as box:
        assert box.select("INBOX")[0] == "OK"
        watch = post.stack.watch()
        watch.put_out()
        revoke_password(password_id=row.pk, by=seat, at=timezone.now())
        assert watch.put_out() == {minh}
        with pytest.raises((imaplib.IMAP4.abort, imaplib.IMAP4.error, OSError)):
            until(lambda: box.noop()[0] != "OK")

    with (
        pytest.raises(imaplib.IMAP4.error),
        post.stack.box(minh, secret),
    ):
        raise AssertionError("opened by a password that was revoked")
    with (
        pytest.raises(smtplib.SMTPAuthenticationError),
        post.stack.submission(minh, secret),
    ):
        raise AssertionError("sent by a password that was revoked")


def test_a_list_reaches_everybody_who_sits_there_today(post: Post) -> None:
    lan, minh, hoa = (post.address(who) for who in ("lan", "minh", "hoa"))
    people = post.people
    make_list(
        data=ListData(
            agency_id=people.committee.pk,
            title="Phòng Khoa giáo",
            address="khoa-giao",
            entries=(EntryData(unit_id=people.division.pk),),
        ),
        by=people.seat("quan"),
        at=timezone.now(),
    )

    made = letter(lan, "khoa-giao@backan.example", "Mời họp phòng")
    post.stack.send(made, login=lan)

    for who in (minh, hoa):
        assert post.stack.wait_for(who, "Mời họp phòng")
    assert "Mời họp phòng" not in {m["Subject"] for m in post.stack.letters(lan)}


def test_who_is_away_answers_by_the_day_and_once(post: Post) -> None:
    lan, hoa = post.address("lan"), post.address("hoa")
    today = post.people.today
    set_vacation(
        box_id=box_of(post.people, "hoa").pk,
        first_day=today,
        last_day=today + timedelta(days=2),
        subject='Đang đi công tác "Cao Bằng"',
        text="Tôi về ngày thứ Hai.\nViệc gấp xin gọi Phòng.",
        by=post.people.seat("hoa"),
        at=timezone.now(),
    )

    for number in (1, 2):
        post.stack.send(letter(lan, hoa, f"Hỏi việc lần {number}"), login=lan)
        post.stack.wait_for(hoa, f"Hỏi việc lần {number}")
    got = post.stack.wait_for(lan, 'Đang đi công tác "Cao Bằng"')

    body = got.get_body()
    assert body is not None
    assert "Việc gấp xin gọi Phòng." in body.get_content()
    answers = [m for m in post.stack.letters(lan) if "Cao Bằng" in m["Subject"]]
    assert len(answers) == 1
    with day(today + timedelta(days=3)):
        post.stack.send(
            letter(post.address("minh"), hoa, "Hỏi"), login=post.address("minh")
        )
        post.stack.wait_for(hoa, "Hỏi")
    assert "Cao Bằng" not in str(
        [m["Subject"] for m in post.stack.letters(post.address("minh"))]
    )


def test_a_full_box_refuses_and_is_told_of(post: Post) -> None:
    minh, dung = post.address("minh"), post.address("dung")
    box = box_of(post.people, "dung")
    Mailbox.objects.filter(pk=box.pk).update(quota_mb=50)
    post.stack.letters(dung)  # it is there
    home = post.stack.plan.boxes / str(box.pk)[-2:] / str(box.pk)
    old = 44 * 2**20
    kept = home / "Maildir" / "cur" / f"1.cu,S={old},W={old}:2,S"
    with kept.open("wb") as file:  # years of letters, without their bytes
        file.truncate(old)
    os.chown(kept, post.stack.plan.owner.uid, post.stack.plan.owner.gid)

    def send(megabytes: int) -> None:
        made = letter(minh, dung, f"Hồ sơ {megabytes} MB")
        file = b"0" * (megabytes * 2**20 * 3 // 4)
        made.add_attachment(file, maintype="application", subtype="x", filename="x")
        post.stack.send(made, login=minh)

    send(2)
    post.stack.wait_for(dung, "Hồ sơ 2 MB")
    until((post.stack.plan.full / dung).exists)
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(6)
    assert "Hop thu nguoi nhan da day" in str(refused.value)


def test_the_keeper_tells_how_it_stands(post: Post) -> None:
    plan = post.stack.plan
    watch = post.stack.watch()

    watch.look()

    told = plan.status.read_text(encoding="utf-8")
    assert '"queue": 0' in told
    assert all(running.answers(p) for p in running.doors(plan, web=False).values())
    assert '"problems": {}' in told


def test_a_domain_that_came_since_is_signed_for(post: Post) -> None:
    """Nobody starts anything anew: the keeper sees the domain and makes its key."""
    today = post.people.today
    name = "moi.backan.example"
    MailDomain.objects.create(name=name, valid_from=today)
    plan = post.stack.plan
    table = plan.keys / "signing.table"
    try:
        until(lambda: f"*@{name} " in table.read_text("utf-8"))
        assert dkim.current(plan, name)
        assert post.stack.watch().sign() == []
    finally:
        MailDomain.objects.filter(name=name).delete()
