"""Invitations and answers in letters, and which edition counts."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.calendar.formats import itip
from congvu.calendar.formats.entries import Asked
from congvu.calendar.formats.itip import Edition, Method
from congvu.calendar.formats.lines import BrokenCalendar
from congvu.calendar.rules import EntryData, Reply
from congvu.lib.dates import VIETNAM
from tests.calendar.outside import answer, got_in

NOW = datetime(2026, 11, 27, 8, tzinfo=VIETNAM)
OFFICE = Asked("Văn phòng UBND tỉnh", "vanphong@backan.example")
MINH = Asked("Hoàng Văn Minh", "minh@backan.example")
MEETING = EntryData(
    summary="Họp Ban chỉ đạo",
    starts=datetime(2026, 12, 1, 8, tzinfo=VIETNAM),
    ends=datetime(2026, 12, 1, 10, tzinfo=VIETNAM),
    place="Phòng họp số 1",
    uid="hop-12@congvu",
    sequence=2,
)


def invitation() -> str:
    return itip.request(MEETING, organiser=OFFICE, asked=[MINH], stamp=NOW)


def test_an_invitation_says_who_asks_whom_to_what() -> None:
    message = itip.read_message(invitation())

    assert message.method == Method.REQUEST
    assert (message.uid, message.edition.sequence) == ("hop-12@congvu", 2)
    assert message.organiser == "vanphong@backan.example"
    assert [one.email for one in message.attendees] == ["minh@backan.example"]
    assert message.attendees[0].reply == Reply.NONE


def test_an_answer_is_of_one_person_and_of_the_edition_asked() -> None:
    later = (NOW + timedelta(hours=1)).astimezone(UTC)
    text = answer(
        got_in(letter()), MINH.email, "DECLINED", at=later, comment="Đi cơ sở"
    )

    said = itip.message_in(text.encode())

    assert said.method == Method.REPLY
    assert (said.uid, said.edition) == (MEETING.uid, Edition(2, later))
    assert [(one.email, one.reply) for one in said.attendees] == [
        ("minh@backan.example", Reply.DECLINED)
    ]
    assert said.comment == "Đi cơ sở"
    assert itip.proposed_by(said) is None


def test_who_counters_says_when_they_would_come() -> None:
    text = answer(
        got_in(letter()), MINH.email, method="COUNTER", starts="20261201T070000Z"
    )

    said = itip.message_in(text.encode())

    assert itip.proposed_by(said) == datetime(2026, 12, 1, 7, tzinfo=UTC)


def test_what_is_called_off_says_so() -> None:
    text = itip.cancel(MEETING, organiser=OFFICE, asked=[MINH], stamp=NOW)

    assert "STATUS:CANCELLED" in text
    assert itip.read_message(text).method == Method.CANCEL


@pytest.mark.parametrize(
    ("came", "kept", "is_old"),
    [
        ((1, 0), (2, 0), True),
        ((2, 0), (1, 9), False),
        ((2, 1), (2, 2), True),
        ((2, 2), (2, 2), False),
        ((2, 3), (2, 2), False),
    ],
)
def test_the_later_edition_counts(
    came: tuple[int, int], kept: tuple[int, int], is_old: bool
) -> None:
    def edition(of: tuple[int, int]) -> Edition:
        return Edition(of[0], NOW + timedelta(minutes=of[1]))

    assert itip.outdated(edition(came), edition(kept)) is is_old


def letter() -> bytes:
    made = itip.letter_of(
        invitation(),
        sender=("Văn phòng; UBND\r\nBcc: x@y.vn", "vanphong@backan.example"),
        to=(MINH.name, MINH.email),
        subject="Giấy mời:\r\nHọp Ban chỉ đạo",
        body="Trân trọng kính mời.",
        name="<mot@backan.example>",
        at=NOW,
    )
    return made.as_bytes(policy=email.policy.SMTP)


def test_a_letter_carries_the_invitation_once_for_us_and_for_every_program() -> None:
    parsed = email.message_from_bytes(letter(), policy=email.policy.default)
    kinds = [part.get_content_type() for part in parsed.walk()]
    calendars = [
        part.get_payload(decode=True)
        for part in parsed.walk()
        if part.get_content_type() in ("text/calendar", "application/ics")
    ]

    assert "text/plain" in kinds
    assert "method=REQUEST" in letter().decode().replace('"', "")
    assert len(calendars) == 2
    for data in calendars:
        assert isinstance(data, bytes)
        assert itip.message_in(data).uid == "hop-12@congvu"
    assert parsed["Bcc"] is None
    assert parsed["Subject"] == "Giấy mời: Họp Ban chỉ đạo"


HOSTILE = {
    "nothing": b"",
    "no calendar": b"Subject: x\r\n\r\n",
    "other letters": "BEGIN:VCALENDAR".encode("utf-16"),
    "too large": b"a" * 200_000,
    "without method": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "unknown method": b"BEGIN:VCALENDAR\r\nMETHOD:EXPLODE\r\nEND:VCALENDAR\r\n",
    "without entry": b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
    "an answer of two": invitation()
    .replace("METHOD:REQUEST", "METHOD:REPLY")
    .replace("ATTENDEE;", "ATTENDEE;X-A=1:mailto:a@b.example\r\nATTENDEE;", 1)
    .encode(),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_read_is_told_in_words(data: bytes) -> None:
    with pytest.raises(BrokenCalendar) as broken:
        itip.message_in(data)
    assert broken.value.message


@given(st.binary(max_size=400))
def test_any_calendar_part_is_read_or_told(junk: bytes) -> None:
    told = ""
    try:
        told = itip.message_in(junk).uid
    except BrokenCalendar as broken:
        told = broken.message
    assert told


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("mailto:Minh@BacKan.example", "minh@backan.example"),
        ("MAILTO: minh@backan.example", "minh@backan.example"),
        ("invalid:nomail", ""),
        ("mailto:", ""),
        ("mailto:a@b.example?cc=c@d.example", ""),
        ("mailto:a@b.example,c@d.example", ""),
        ("javascript:alert(1)@x", ""),
    ],
)
def test_only_a_mail_address_is_one(value: str, address: str) -> None:
    assert itip.address_of(value) == address


QUESTION = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VFREEBUSY\r\nUID:hoi-1\r\n"
    "DTSTAMP:20261127T010000Z\r\nDTSTART:20261201T000000Z\r\nDTEND:20261202T000000Z\r\n"
    "ORGANIZER:mailto:lan@backan.example\r\nATTENDEE:mailto:minh@backan.example\r\n"
    "END:VFREEBUSY\r\nEND:VCALENDAR\r\n"
)


def test_free_time_is_asked_and_told_without_reasons() -> None:
    asked = itip.read_question(QUESTION.encode())
    text = itip.freebusy(
        [(MEETING.starts, MEETING.ends)],
        since=asked.since,
        until=asked.until,
        stamp=NOW,
        question=asked,
        attendee=asked.attendees[0],
    )

    assert "FREEBUSY;FBTYPE=BUSY:20261201T010000Z/20261201T030000Z" in text
    assert "METHOD:REPLY" in text
    assert "UID:hoi-1" in text
    assert "SUMMARY" not in text


@pytest.mark.parametrize(
    "text",
    [
        QUESTION.replace("METHOD:REQUEST", "METHOD:PUBLISH"),
        QUESTION.replace("DTEND:20261202T000000Z\r\n", ""),
        QUESTION.replace("DTEND:20261202", "DTEND:20261101"),
        QUESTION.replace("ATTENDEE:mailto:minh@backan.example\r\n", ""),
        invitation(),
    ],
)
def test_another_question_is_refused(text: str) -> None:
    with pytest.raises(BrokenCalendar):
        itip.read_question(text.encode())


def test_moments_told_are_in_utc() -> None:
    text = itip.freebusy(
        [(NOW - timedelta(days=9), NOW + timedelta(days=9))],
        since=NOW,
        until=NOW + timedelta(hours=1),
        stamp=NOW,
    )

    assert f"{NOW.astimezone(UTC):%Y%m%dT%H%M%SZ}/" in text
