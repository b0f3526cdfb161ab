"""A seat's box before and after midnight, asked of Dovecot and Postfix themselves."""

from __future__ import annotations

import imaplib
import smtplib
from datetime import timedelta

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.mailboxes.actions import (
    MemberData,
    add_member,
    end_access,
    open_for_administrator,
)
from congvu.organisations.actions import appoint, create_post, end_appointment
from congvu.organisations.models import Appointment
from congvu.organisations.rules import Role
from tests.mailboxes.stack.conftest import Post
from tests.mailboxes.stack.stack import letter, letters_in, seat_folder, until
from tests.mailboxes.stories import box_of, day, registry


def opens(post: Post, who: str, folder: str) -> bool:
    with post.stack.box(post.address(who)) as box:
        return box.select(folder)[0] == "OK"


def sends_as(post: Post, who: str, sender: str) -> bool:
    made = letter(f"Văn thư <{sender}>", "ban@bo.example", "Thay mặt văn thư")
    try:
        post.stack.send(made, login=post.address(who), sender=sender)
    except smtplib.SMTPRecipientsRefused:
        return False
    return True


def test_the_holder_changes_at_midnight(post: Post) -> None:
    """Lan is clerk until tonight, Minh from tomorrow. Nobody touches a server."""
    people, stack, seat = post.people, post.stack, post.registry
    inbox = seat_folder(seat)
    lan, minh = post.address("lan"), post.address("minh")
    tomorrow = people.today + timedelta(days=1)
    stack.arrive(
        letter("so@ngoai.example", seat, "Công văn của Sở"),
        sender="so@ngoai.example",
        receiver=seat,
    )
    stack.wait_for(lan, "Công văn của Sở", inbox)
    assert any(seat in folder for folder in stack.folders(lan))
    assert not any(seat in folder for folder in stack.folders(minh))
    assert sends_as(post, "lan", seat)
    assert not opens(post, "minh", inbox)
    assert not sends_as(post, "minh", seat)

    assert people.minh.person
    assert people.lan.post
    row = Appointment.objects.get(post=people.lan.post)
    end_appointment(appointment=row, valid_until=tomorrow, by=SYSTEM, at=people.at)
    appoint(
        person=people.minh.person,
        post=people.lan.post,
        valid_from=tomorrow,
        by=SYSTEM,
        at=people.at,
    )
    assert people.lan.person
    elsewhere = create_post(
        unit=people.office,
        name="Chuyên viên tổng hợp",
        role=Role.SPECIALIST,
        valid_from=people.today,
        by=SYSTEM,
        at=people.at,
    )
    appoint(
        person=people.lan.person,
        post=elsewhere,
        valid_from=tomorrow,
        by=SYSTEM,
        at=people.at,
    )
    assert sends_as(post, "lan", seat)
    assert not sends_as(post, "minh", seat)
    watch = stack.watch()
    with stack.box(lan) as still_open:
        assert still_open.select(inbox, readonly=True)[0] == "OK"
        watch.put_out()

        with day(tomorrow):
            assert watch.put_out() == {lan}
            with pytest.raises((imaplib.IMAP4.abort, imaplib.IMAP4.error, OSError)):
                until(lambda: still_open.noop()[0] != "OK")
            assert not opens(post, "lan", inbox)
            assert opens(post, "lan", "INBOX")  # her own stays hers
            assert not sends_as(post, "lan", seat)
            assert not any(seat in folder for folder in stack.folders(lan))
            assert sends_as(post, "minh", seat)
            # What came to the seat before him is his to read.
            assert stack.wait_for(minh, "Công văn của Sở", inbox)
            assert any(seat in folder for folder in stack.folders(minh))

    assert opens(post, "lan", inbox)
    assert not opens(post, "minh", inbox)


def test_an_administrator_reads_a_box_and_changes_nothing_in_it(post: Post) -> None:
    people, stack = post.people, post.stack
    hoa, dung = post.address("hoa"), post.address("dung")
    inbox = seat_folder(hoa)
    stack.send(letter(dung, hoa, "Riêng cho Hoa"), login=dung)
    stack.wait_for(hoa, "Riêng cho Hoa")
    assert not opens(post, "quan", inbox)

    access = open_for_administrator(
        box_id=box_of(people, "hoa").pk,
        reason="Tìm thư bị thất lạc theo phiếu yêu cầu số 7",
        hours=2,
        by=people.seat("quan"),
        at=timezone.now(),
    )
    assert stack.wait_for(post.address("quan"), "Riêng cho Hoa", inbox)
    with (
        pytest.raises(imaplib.IMAP4.readonly),
        stack.box(post.address("quan")) as box,
    ):
        box.select(inbox)
    with stack.box(post.address("quan")) as box:
        assert box.append(inbox, "", "", b"Subject: x\r\n\r\nx")[0] == "NO"
    assert stack.wait_for(hoa, "Riêng cho Hoa")
    assert not sends_as(post, "quan", hoa)

    end_access(access_id=access.pk, by=people.seat("quan"), at=timezone.now())
    assert not opens(post, "quan", inbox)


def test_who_only_reads_a_seat_takes_nothing_out_of_it(post: Post) -> None:
    """Hoa may read the registry's letters: she marks them, and they stay."""
    people, stack, seat = post.people, post.stack, post.registry
    inbox, hoa = seat_folder(seat), post.address("hoa")
    assert people.hoa.person
    add_member(
        box_id=registry(people).pk,
        data=MemberData(person_id=people.hoa.person.pk),
        by=people.seat("quan"),
        at=timezone.now(),
    )
    stack.arrive(
        letter("so@ngoai.example", seat, "Để Hoa đọc"),
        sender="so@ngoai.example",
        receiver=seat,
    )
    stack.wait_for(hoa, "Để Hoa đọc", inbox)

    with stack.box(hoa) as box:
        assert box.select(inbox)[0] == "OK"
        assert box.store("1:*", "+FLAGS", r"(\Seen)")[0] == "OK"
        box.store("1:*", "+FLAGS", r"(\Deleted)")
        box.expunge()
        assert box.append(inbox, "", "", b"Subject: x\r\n\r\nx")[0] == "NO"
    assert stack.wait_for(hoa, "Để Hoa đọc", inbox)


def test_an_administrator_looks_into_a_seat_and_changes_nothing(post: Post) -> None:
    people, stack, inbox = post.people, post.stack, seat_folder(post.registry)
    quan = post.address("quan")
    access = open_for_administrator(
        box_id=registry(people).pk,
        reason="Tìm công văn bị thất lạc theo phiếu số 8",
        hours=2,
        by=people.seat("quan"),
        at=timezone.now(),
    )
    assert any(post.registry in folder for folder in stack.folders(quan))
    with pytest.raises(imaplib.IMAP4.readonly), stack.box(quan) as box:
        box.select(inbox)

    end_access(access_id=access.pk, by=people.seat("quan"), at=timezone.now())
    assert not opens(post, "quan", inbox)


def test_the_office_reads_seats_and_nobodys_own_box(post: Post) -> None:
    """As the servers' master user, by which its registry's letters are fetched."""
    stack, seat, lan = post.stack, post.registry, post.address("lan")
    office = stack.plan.master
    stack.arrive(
        letter("so@ngoai.example", seat, "Để văn phòng nhận"),
        sender="so@ngoai.example",
        receiver=seat,
    )
    stack.wait_for(lan, "Để văn phòng nhận", seat_folder(seat))

    with stack.box(f"{seat}*{office.id}", office.secret) as box:
        assert "Để văn phòng nhận" in {m["Subject"] for m in letters_in(box, "INBOX")}
    with stack.box(f"{seat}*{office.id}", office.secret) as box:
        assert box.append("INBOX", "", "", b"Subject: x\r\n\r\nx")[0] == "NO"
    with stack.box(f"{lan}*{office.id}", office.secret) as box:
        assert letters_in(box, "INBOX") == []
    with (
        pytest.raises(imaplib.IMAP4.error),
        stack.box(f"{seat}*{office.id}", "doan-bua"),
    ):
        raise AssertionError("opened by a guess")


def test_nobody_signs_in_as_a_seat(post: Post) -> None:
    seat, lan = registry(post.people).address, post.address("lan")
    with (
        pytest.raises(imaplib.IMAP4.error),
        post.stack.box(seat, post.stack.passwords[lan]),
    ):
        raise AssertionError("a seat has no password")


def test_what_is_sent_to_who_left_goes_where_it_was_told(post: Post) -> None:
    """Hà leaves tomorrow: her letters go to the registry, her box opens no more."""
    people, stack = post.people, post.stack
    ha, lan = post.address("ha"), post.address("lan")
    stack.passwords[ha] = post.password("ha")
    tomorrow = people.today + timedelta(days=1)
    row = Appointment.objects.get(person=people.ha.person)
    end_appointment(appointment=row, valid_until=tomorrow, by=SYSTEM, at=people.at)

    with day(tomorrow):
        stack.arrive(
            letter("bo@ngoai.example", ha, "Gửi chị Hà đã nghỉ"),
            sender="bo@ngoai.example",
            receiver=ha,
        )
        with pytest.raises(imaplib.IMAP4.error), stack.box(ha):
            raise AssertionError("who left signs in no more")
    stack.wait_for(lan, "Gửi chị Hà đã nghỉ", seat_folder(post.registry))
